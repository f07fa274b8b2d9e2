import { applyChanges, type Change } from '../edit/changes.ts';
import type { Candidate, Origin } from './types.ts';

/** The candidate that replaces one span. */
export function replacing(text: string, start: number, end: number, newText: string, origin: Origin): Candidate {
  const changes: Change[] = [{ start, end, newText }];
  return { changes, text: applyChanges(text, changes), origin };
}
