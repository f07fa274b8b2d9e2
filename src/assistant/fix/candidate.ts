import { applyChanges, changesBetween, type Change } from '../edit/changes.ts';
import type { Candidate, Origin } from './types.ts';

/** The candidate that replaces one span. */
export function replacing(text: string, start: number, end: number, newText: string, origin: Origin): Candidate {
  const changes: Change[] = [{ start, end, newText }];
  return { changes, text: applyChanges(text, changes), origin };
}

/** The candidate that makes `text` to `newText`, by the smallest changes. */
export function becoming(text: string, newText: string, origin: Origin): Candidate {
  return { changes: changesBetween(text, newText), text: newText, origin };
}
