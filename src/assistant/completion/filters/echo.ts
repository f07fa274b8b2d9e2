import { nextLine } from '../cursor-context.ts';
import { cutBeforeLine, hasWord, type Filter } from './filter.ts';

/**
 * Refuses an answer on a blank line that says the line above once more (same indentation: nested `<div>`s are none).
 *
 * The failure: behind a blank or a comment line a small model copies what it has just read (continue's "rewrite of line
 * above"; continue 4721).
 */
export const noEchoOfAbove: Filter = (answer, { before, linePrefix }) => {
  if (linePrefix.trim() !== '') return answer;
  const above = before.slice(0, before.length - linePrefix.length).trimEnd();
  const last = above.slice(above.lastIndexOf('\n') + 1);
  const first = (linePrefix + answer).split('\n').find((line) => line.trim() !== '');
  if (first === undefined || first.trimEnd() !== last || !hasWord(last)) return answer;
  return { code: 'repeats', reason: 'The suggestion would repeat the line above.' };
};

/**
 * Cuts before a line that says what the next line below says, if with other spaces, quotes or another end.
 *
 * The failure: `return total ;` above `return total;`. stop.ts and fit.ts see only the very same line (llama.vscode 13,
 * tabby 3263; tabby's dropDuplicated tolerates 5 % of difference, which also drops `a1` above `a2`).
 */
export const withoutEchoOfBelow: Filter = (answer, context) => {
  const below = nextLine(context);
  if (below === undefined || !hasWord(below)) return answer;
  const told = essence(below);
  const lines = answer.split('\n');
  const last = lines.length - 1;
  const at = lines.findIndex((line, index) => {
    const whole = (index === 0 ? context.linePrefix : '') + line + (index === last ? context.lineRest : '');
    return line.trim() !== '' && essence(whole) === told;
  });
  if (at < 0) return answer;
  const kept = cutBeforeLine(answer, at);
  return kept.trim() === '' ? { code: 'repeats', reason: 'The suggestion would repeat the next line.' } : kept;
};

function essence(line: string): string {
  return line
    .replace(/\s+/g, '')
    .replaceAll('"', "'")
    .replace(/[;,]+$/, '');
}
