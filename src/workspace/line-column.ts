import type { LineIndex } from './positions.ts';

/** A place as people write it: both 1-based; the column counts code points, so that an emoji is one column. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The offset that was asked for, or the sentence for the user that says why there is none. */
export type Found = { readonly offset: number } | { readonly error: string };

/** Reads `LINE:COLUMN` or `LINE` (then column 1), both 1-based; undefined where the text is something else. */
export function parseLineColumn(text: string): LineColumn | undefined {
  const match = /^(\d{1,9})(?::(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  return { line: Number(match[1]), column: Number(match[2] ?? 1) };
}

/**
 * The offset of a place. A column past the line's end means the line's end, as editors take it; a line or column below
 * 1 and a line past the end are errors.
 */
export function offsetOfLineColumn(index: LineIndex, place: LineColumn): Found {
  if (place.line < 1 || place.column < 1) return { error: 'Lines and columns are counted from 1.' };
  if (place.line > index.lineCount) {
    const lines = index.lineCount === 1 ? 'one line' : `${index.lineCount} lines`;
    return { error: `There is no line ${place.line}: the text has ${lines}.` };
  }
  return { offset: index.offsetAt({ line: place.line - 1, character: place.column - 1 }, 'utf-32') };
}

/** The place of an offset, for messages; the inverse of `offsetOfLineColumn`. */
export function lineColumnOf(index: LineIndex, offset: number): LineColumn {
  const { line, character } = index.positionAt(offset, 'utf-32');
  return { line: line + 1, column: character + 1 };
}
