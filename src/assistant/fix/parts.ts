import type { Change } from '../edit/changes.ts';

/** With more changes than this, an answer is another text, and its parts are not tried. */
const MOST_PARTS = 6;

/**
 * The change as a whole, and each of its parts: the smallest part that solves the problem is the better fix, since small models
 * cannot keep from improving other things. Parts near the problem come first.
 */
export function partsOf(changes: readonly Change[], at: number): (readonly Change[])[] {
  if (changes.length === 0) return [];
  if (changes.length === 1 || changes.length > MOST_PARTS) return [changes];
  const distance = ({ start, end }: Change) => Math.max(start - at, at - end, 0);
  const near = [...changes].sort((a, b) => distance(a) - distance(b));
  const pairs = near.slice(1).map((other) => [...near.slice(0, 1), other].sort((a, b) => a.start - b.start));
  return [...near.map((change) => [change]), ...(changes.length > 2 ? pairs : []), changes];
}
