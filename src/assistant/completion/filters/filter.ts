import type { CursorContext, Refusal } from '../types.ts';

/** What is left of an answer (cut, not yet fitted) at its place, or why none of it is worth showing. Pure. */
export type Filter = (answer: string, context: CursorContext) => string | Refusal;

/** The languages in which prose and code fences are what people write. */
const PROSE = new Set(['markdown', 'mdx', 'plaintext', 'restructuredtext', 'latex', 'git-commit', 'scminput']);

export function isProse(context: CursorContext): boolean {
  return PROSE.has(context.languageId);
}

/** Whether `text` says anything beyond brackets, punctuation and numbers, which come again in good code. */
export function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** `answer` without its line `index` and all below; empty for the first line. */
export function cutBeforeLine(answer: string, index: number): string {
  return answer.split('\n').slice(0, index).join('\n');
}
