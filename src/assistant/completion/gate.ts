import type { CursorContext } from './types.ts';

/** Says why nothing should be offered here, before any work is done; undefined: go on. */
export function closedGate(context: CursorContext): string | undefined {
  if (/[\p{L}\p{N}_$]$/u.test(context.linePrefix) && /^[\p{L}\p{N}_$]/u.test(context.lineRest)) {
    return 'The cursor is inside a word.';
  }
  if ((context.before + context.after).trim() === '') return 'The document is empty.';
  return undefined;
}
