import { languageById } from '../../workspace/languages.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { reply, type ReplyOptions } from '../chat/reply.ts';
import { targetAround } from '../edit/target.ts';

export interface NamesRequest {
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 index in the name. */
  readonly offset: number;
}

const MOST_NAMES = 5;
const MOST_TOKENS = 60;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Clearer names for the symbol at a place, written as its own is (camelCase, snake_case …), best first. */
export async function clearerNames(
  { languageId, text, offset }: NamesRequest,
  syntax: Pick<SyntaxTrees, 'unitsAround'>,
  options: Omit<ReplyOptions, 'maxTokens'>,
  signal: AbortSignal,
): Promise<string[]> {
  const name = nameAt(text, offset);
  if (name === undefined) return [];
  const units = await syntax.unitsAround(languageId, text, offset, offset + 1);
  const { code } = targetAround(text, units, offset, offset);
  const said = await reply(
    {
      system: 'You are a careful programmer who gives things clear names.',
      user: `In this ${languageById(languageId).name} code, \`${name}\` needs a clearer name that says what it is. Answer with ${MOST_NAMES} names, one on each line.\n\n\`\`\`${languageId}\n${code}\n\`\`\``,
      opening: '1. ',
    },
    { ...options, maxTokens: MOST_TOKENS },
    signal,
  );
  const taken = new Set(text.match(WORD) ?? []);
  return namesFrom(said, name, languageId).filter((other) => !taken.has(other));
}

/** The identifier around an offset. */
export function nameAt(text: string, offset: number): string | undefined {
  for (const match of text.slice(Math.max(0, offset - 200), offset + 200).matchAll(WORD)) {
    const start = Math.max(0, offset - 200) + match.index;
    if (start <= offset && offset <= start + match[0].length) return match[0];
  }
  return undefined;
}

/** The names of an answer, one per line, in the way `like` is written; without itself and doubles. */
export function namesFrom(said: string, like: string, languageId: string): string[] {
  const names = said.split('\n').flatMap((line) => {
    const word = /[\p{L}_$][\p{L}\p{N}_$-]*/u.exec(line.replace(/^\s*(?:\d+[.)]|[-*])\s*/, ''))?.[0];
    return word === undefined ? [] : [writtenLike(like, word, languageId)];
  });
  return [...new Set(names)].filter((name) => name !== like && name.length > 1).slice(0, MOST_NAMES);
}

/** Where names of several words are written with underscores; a name of one word does not tell. */
const SNAKE_CASE = new Set(['python', 'ruby', 'rust', 'shellscript', 'c', 'sql', 'elixir', 'perl']);

/** The words of `name`, written as `like` is, and where that does not tell as the language's own names are. */
export function writtenLike(like: string, name: string, languageId: string): string {
  const words = name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  if (/^\p{Lu}[\p{Lu}\p{N}_]*$/u.test(like) && like.length > 1) return words.join('_').toUpperCase();
  if (/^\p{Lu}/u.test(like)) return words.map(capital).join('');
  if (like.includes('_') || (SNAKE_CASE.has(languageId) && !/\p{Lu}/u.test(like))) return words.join('_');
  return words.map((word, index) => (index === 0 ? word : capital(word))).join('');
}
