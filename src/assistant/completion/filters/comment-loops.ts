import { languageById } from '../../../workspace/languages.ts';
import { isProse, cutBeforeLine, type Filter } from './filter.ts';

/** So many words at the start make two comments alike. */
const SAME_WORDS = 3;
/** A comment like the two before it is the loop's third round. */
const ROUNDS = 3;

/**
 * Cuts a run of comment lines that begin alike at its third line, and drops an answer that is an empty comment.
 *
 * The failure: `// TODO: add tests`, `// TODO: add docs`, `// TODO: add …` to the token limit, and a lone `//` (continue's
 * avoidEmptyComments; its filter of `//` for DeepSeek).
 */
export const withoutCommentLoops: Filter = (answer, context) => {
  const marker = languageById(context.languageId).lineComment;
  if (marker === undefined || isProse(context)) return answer;
  const { before, linePrefix } = context;
  if (answer.trim() === marker && linePrefix.trim() === '') {
    return { code: 'no-answer', reason: 'The suggestion would be an empty comment.' };
  }
  const above = before
    .slice(0, before.length - linePrefix.length)
    .split('\n')
    .slice(-ROUNDS, -1);
  const run = above.map((line) => beginning(line, marker));
  const lines = answer.split('\n');
  for (const [index, line] of lines.entries()) {
    const start = beginning(index === 0 ? linePrefix + line : line, marker);
    run.push(start);
    if (start === undefined || run.length < ROUNDS || !run.slice(-ROUNDS).every((other) => other === start)) continue;
    const kept = cutBeforeLine(answer, index);
    return kept.trim() === '' ? { code: 'repeats', reason: 'The suggestion would repeat itself.' } : kept;
  }
  return answer;
};

/** The first words of a comment line, numbers left out; undefined for code and for short comments. */
function beginning(line: string, marker: string): string | undefined {
  const text = line.trim();
  if (!text.startsWith(marker)) return undefined;
  const words =
    text
      .slice(marker.length)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.length < SAME_WORDS ? undefined : words.slice(0, SAME_WORDS).join(' ');
}
