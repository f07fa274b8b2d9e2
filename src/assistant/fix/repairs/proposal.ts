import { applyChanges, type Change } from '../../edit/changes.ts';
import type { Candidate } from '../types.ts';

/** An import makes a name known that exists, a repair is what a known slip asks for; a guess is one of many ways that would look alike to a checker. */
export function proposed(
  text: string,
  changes: readonly Change[],
  origin: 'repair' | 'import' | 'guess' = 'repair',
): Candidate {
  const inOrder = [...changes].sort((a, b) => a.start - b.start);
  return { changes: inOrder, text: applyChanges(text, inOrder), origin };
}

export const replacement = (text: string, start: number, end: number, newText: string): Candidate =>
  proposed(text, [{ start, end, newText }]);
