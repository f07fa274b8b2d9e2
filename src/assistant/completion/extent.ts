import { indentation, isOnlyClosers, nextLine, previousLine } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** How much to complete: the rest of the line, or the block that begins here. */
export type Extent = 'line' | 'block';

const OPENS_BLOCK = /(?:[{([]|=>|:|\b(?:do|then|else|begin)|\|\w*\|)\s*$/;

/**
 * A block where a body is plainly missing (behind or below an opener without one), or where the user asked at the end of
 * a line; otherwise the rest of the line: short answers come sooner and are more often right.
 */
export function extentOf(context: CursorContext): Extent {
  if (!isOnlyClosers(context.lineRest)) return 'line';
  const opener = context.linePrefix.trim() === '' ? previousLine(context) : context.linePrefix;
  if (opener !== undefined && OPENS_BLOCK.test(opener) && !hasBody(context, opener)) return 'block';
  return context.trigger === 'invoked' && context.lineRest.trim() === '' ? 'block' : 'line';
}

function hasBody(context: CursorContext, opener: string): boolean {
  const next = nextLine(context);
  return next !== undefined && indentation(next) > indentation(opener);
}
