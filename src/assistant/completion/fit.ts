import { isOnlyClosers, nextLine } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** An answer made to fit the text around the cursor: `text` replaces the first `replaced` characters of the line's rest. */
export interface Fitted {
  readonly text: string;
  readonly replaced: number;
}

/** Fits a cut answer to its place, or says why it is not worth showing. */
export function fit(answer: string, context: CursorContext): Fitted | { readonly reason: string } {
  let text = answer.trimEnd();
  // White space that the line's rest begins with would be doubled.
  if (context.lineRest.trim() !== '' && !isOnlyClosers(context.lineRest)) text = withoutOverlap(answer, context.lineRest);
  if (text.trim() === '') return { reason: 'The model sees nothing to add here.' };
  if (duplicatesNextLine(text, context)) return { reason: 'The suggestion would repeat the next line.' };
  return { text, replaced: isOnlyClosers(context.lineRest) ? coveredClosers(text, context.lineRest) : 0 };
}

/** Cuts from the end of `answer` what `rest` (text behind the cursor) begins with. */
function withoutOverlap(answer: string, rest: string): string {
  const longest = Math.min(answer.length, rest.length);
  for (let length = longest; length > 0; length--) {
    if (answer.endsWith(rest.slice(0, length))) return answer.slice(0, answer.length - length);
  }
  return answer;
}

function duplicatesNextLine(text: string, context: CursorContext): boolean {
  const line = (context.linePrefix + text).trim();
  return /[\p{L}\p{N}]/u.test(line) && line === nextLine(context)?.trim();
}

/**
 * How many characters of the closers behind the cursor `text` brings itself, e.g. 1 for `b);` before `)`.
 *
 * Only what follows the first closer in `text` that nothing in `text` opened can stand for them.
 */
export function coveredClosers(text: string, lineRest: string): number {
  const firstLine = text.split('\n', 1)[0] ?? '';
  const own = firstLine.slice(firstUnopenedCloser(firstLine));
  let at = 0;
  let covered = 0;
  for (const character of lineRest) {
    if (/\s/.test(character)) {
      covered += character.length;
      continue;
    }
    const found = own.indexOf(character, at);
    if (found < 0) break;
    at = found + 1;
    covered += character.length;
  }
  return lineRest.slice(0, covered).trimEnd().length;
}

const OPENER: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

function firstUnopenedCloser(text: string): number {
  const open: string[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if ('"\'`'.includes(character)) {
      const close = text.indexOf(character, index + 1);
      if (close < 0) return index;
      index = close;
    } else if ('([{'.includes(character)) open.push(character);
    else if (character in OPENER && open.pop() !== OPENER[character]) return index;
  }
  // A statement's end or a separator may still stand for the same behind the cursor.
  return /[;,:]$/.test(text) ? text.length - 1 : text.length;
}
