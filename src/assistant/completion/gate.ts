import type { TextKind } from '../../workspace/syntax/node-kinds.ts';
import { extentOf } from './extent.ts';
import type { CursorContext, Refusal } from './types.ts';

/** Lines beyond this are minified code or data: their rest is as long, and nobody reads it. */
const LONGEST_LINE_CHARACTERS = 2000;

/** Says why nothing should be offered here, before any work is done; undefined: go on. */
export function closedGate(context: CursorContext): Refusal | undefined {
  // Two UTF-16 code units hold a character; lines may be as long as files.
  const left = context.linePrefix.slice(-2);
  const right = context.lineRest.slice(0, 2);
  if (/[\uD800-\uDBFF]$/.test(left) && /^[\uDC00-\uDFFF]/.test(right)) {
    return { code: 'inside-word', reason: 'The cursor is inside a character.' };
  }
  if (/[\p{L}\p{M}\p{N}_$]$/u.test(left) && /^[\p{L}\p{M}\p{N}_$]/u.test(right)) {
    return { code: 'inside-word', reason: 'The cursor is inside a word.' };
  }
  if ((context.before + context.after).trim() === '') {
    return { code: 'empty-document', reason: 'The document is empty.' };
  }
  if (context.linePrefix.length > LONGEST_LINE_CHARACTERS && extentOf(context) === 'line') {
    return { code: 'long-line', reason: 'This line is too long.' };
  }
  return undefined;
}

/** Where a user wants suggestions while typing. */
export interface WantedIn {
  readonly strings: boolean;
  readonly comments: boolean;
}

/** Says why nothing should be offered in a string or a comment; undefined: go on, also where the kind is not known. */
export function closedIn(kind: TextKind | undefined, wanted: WantedIn): Refusal | undefined {
  if (kind === 'string' && !wanted.strings) return { code: 'in-string', reason: 'Suggestions in strings are off.' };
  if (kind === 'comment' && !wanted.comments) return { code: 'in-comment', reason: 'Suggestions in comments are off.' };
  return undefined;
}
