import type { CursorContext } from './types.ts';

/** Says why nothing should be offered here, before any work is done; undefined: go on. */
export function closedGate(context: CursorContext): string | undefined {
  // Two UTF-16 code units hold a character; lines may be as long as files.
  const left = context.linePrefix.slice(-2);
  const right = context.lineRest.slice(0, 2);
  if (/[\uD800-\uDBFF]$/.test(left) && /^[\uDC00-\uDFFF]/.test(right)) {
    return 'The cursor is inside a character.';
  }
  if (/[\p{L}\p{M}\p{N}_$]$/u.test(left) && /^[\p{L}\p{M}\p{N}_$]/u.test(right)) {
    return 'The cursor is inside a word.';
  }
  if ((context.before + context.after).trim() === '') return 'The document is empty.';
  return undefined;
}
