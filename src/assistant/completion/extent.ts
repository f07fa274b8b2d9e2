import { languageById } from '../../workspace/languages.ts';
import type { SyntaxPlace } from '../../workspace/syntax/syntax.ts';
import { indentation, isOnlyClosers, nextLine, previousLine } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** How much to complete: the rest of the line, or the block that begins here. */
export type Extent = 'line' | 'block';

/** Brackets, arrows, words, and the parameters of a closure (`{ |a|`, `map(|a|`), which are no logical "or". */
const OPENS_BLOCK = /(?:[{([]|=>|\b(?:do|then|else|begin)|(?:\bdo|\bmove|[{(=,])\s*\|[^|]*\|)\s*$/;
/** Elsewhere a colon starts a type or a value. */
const LABEL = /^\s*(?:case\b.*|default|public|private|protected):\s*$/;
/** Lines may be as long as files. */
const LINE_END_CHARACTERS = 400;

/**
 * A block where a body is plainly missing (behind or below an opener without one), or where the user asked at the end of
 * a line; otherwise the rest of the line: short answers come sooner and are more often right. The syntax tree, where there
 * is one, knows a body that holds only comments or a docstring, and that what ends a string or comment opens nothing.
 */
export function extentOf(context: CursorContext, place?: SyntaxPlace): Extent {
  if (!isOnlyClosers(context.lineRest)) return 'line';
  if (missesBody(context, place)) return 'block';
  return context.trigger === 'invoked' && context.lineRest.trim() === '' ? 'block' : 'line';
}

/** Whether the syntax tree may change the extent: parsing a file takes longer than a known answer. */
export function needsPlace(context: CursorContext): boolean {
  const { linePrefix, lineRest, languageId } = context;
  return isOnlyClosers(lineRest) && (linePrefix.trim() === '' || opensBlock(linePrefix, languageId));
}

function missesBody(context: CursorContext, place: SyntaxPlace | undefined): boolean {
  if (place !== undefined && place.kind !== 'code') return false;
  if (place?.emptyBody === true && context.linePrefix.trim() === '') return true;
  const opener = context.linePrefix.trim() === '' ? previousLine(context) : context.linePrefix;
  return opener !== undefined && opensBlock(opener, context.languageId) && !hasBody(context, opener);
}

/** Whether `line` ends so that a body follows. */
export function opensBlock(line: string, languageId: string): boolean {
  const end = line.slice(-LINE_END_CHARACTERS);
  if (OPENS_BLOCK.test(end)) return true;
  return languageById(languageId).blocks === 'indent' ? /:\s*$/.test(end) : LABEL.test(end);
}

function hasBody(context: CursorContext, opener: string): boolean {
  const next = nextLine(context);
  return next !== undefined && indentation(next) > indentation(opener);
}
