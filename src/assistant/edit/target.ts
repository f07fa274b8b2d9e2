import { LineIndex } from '../../workspace/positions.ts';
import type { CodeUnit } from '../../workspace/syntax/code-units.ts';
import { dedented } from './code-block.ts';

/** The code that is written again, in UTF-16 indices; it starts with a character that is no blank. */
export interface Target {
  readonly start: number;
  readonly end: number;
  /** The code, its lines as far to the left as they go. */
  readonly code: string;
  /** What was taken off every line but the first. */
  readonly indentation: string;
}

/** A 0.5B model loses its way in longer code, and it takes long to write again. */
const MOST_LINES = 60;
const WINDOW_LINES = 12;

/**
 * What holds `start` to `end` and makes sense by itself: the innermost function that is not too long, else the largest unit that
 * is not, else some lines around.
 */
export function targetAround(text: string, units: readonly CodeUnit[] | undefined, start: number, end: number): Target {
  const lines = new LineIndex(text);
  const fits = (units ?? []).filter((unit) => lines.lineAt(unit.end) - lines.lineAt(unit.start) < MOST_LINES);
  const unit = fits.find(({ kind }) => kind === 'function') ?? fits.at(-1);
  if (unit) return targetOf(text, unit.start, unit.end);
  const first = Math.max(0, lines.lineAt(start) - WINDOW_LINES);
  const last = Math.min(lines.lineCount - 1, lines.lineAt(end) + WINDOW_LINES);
  return targetOf(text, lines.lineStart(first), lines.lineEnd(last));
}

/** Exactly this code, less blanks around it. */
export function targetOf(text: string, start: number, end: number): Target {
  const selected = text.slice(start, end);
  const from = start + (selected.length - selected.trimStart().length);
  const to = Math.max(from, start + selected.trimEnd().length);
  const lines = new LineIndex(text);
  const indentation = /^[ \t]*/.exec(lines.lineText(lines.lineAt(from)))?.[0] ?? '';
  return { start: from, end: to, code: dedented(text.slice(from, to), indentation), indentation };
}
