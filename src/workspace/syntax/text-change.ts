import { Edit, type Point } from 'web-tree-sitter';

/** What lies between two texts: the old one's `start` to `oldEnd` became the new one's `start` to `newEnd` (UTF-16 code units). */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The smallest single change that makes the one text the other. */
export function changeBetween(oldText: string, newText: string): TextChange {
  const shorter = Math.min(oldText.length, newText.length);
  const start = sharedLength(shorter, (from, to) => oldText.slice(from, to) === newText.slice(from, to));
  const tail = sharedLength(shorter - start, (from, to) => {
    const [oldEnd, newEnd] = [oldText.length, newText.length];
    return oldText.slice(oldEnd - to, oldEnd - from) === newText.slice(newEnd - to, newEnd - from);
  });
  return { start, oldEnd: oldText.length - tail, newEnd: newText.length - tail };
}

/** The same, with rows and columns, as a tree wants to be told of it. */
export function editFor(change: TextChange, oldText: string, newText: string): Edit {
  const startPosition = pointAt(oldText, change.start);
  return new Edit({
    startIndex: change.start,
    oldEndIndex: change.oldEnd,
    newEndIndex: change.newEnd,
    startPosition,
    oldEndPosition: pointAfter(startPosition, oldText.slice(change.start, change.oldEnd)),
    newEndPosition: pointAfter(startPosition, newText.slice(change.start, change.newEnd)),
  });
}

/**
 * How many of at most `most` characters are the same, by halving: comparing slices is the machine's own work, which is
 * much faster than a loop over characters.
 */
function sharedLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let shared = 0;
  for (let step = most; step > 0;) {
    if (shared + step <= most && isSame(shared, shared + step)) shared += step;
    else step >>= 1;
  }
  return shared;
}

/** Row and column, from 0, of an index. */
export function pointAt(text: string, index: number): Point {
  return pointAfter({ row: 0, column: 0 }, text.slice(0, index));
}

function pointAfter({ row, column }: Point, text: string): Point {
  let rows = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', lineStart)) {
    rows++;
    lineStart = at + 1;
  }
  return { row: row + rows, column: rows === 0 ? column + text.length : text.length - lineStart };
}
