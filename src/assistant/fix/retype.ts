import { LineIndex } from '../../workspace/positions.ts';
import { applyChanges } from '../edit/changes.ts';
import { fillings } from './fill.ts';
import { pointedNames } from './near-names.ts';
import { partsOf } from './parts.ts';
import { tokenChanges } from './token-changes.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

/** Lines looked at besides that of the problem. */
const MOST_OTHER_LINES = 2;
const MOST_PLACES = 4;
const ALTERNATIVES = 3;
const LINE_TOKENS = 64;

/**
 * Candidates by typing a line again, from some place in it on, as if what stands there had never been written. `suspect`: the column that is
 * most likely wrong, where it is known.
 */
export async function retyped(
  problem: Problem,
  line: number,
  { engine, maxStepMs }: Workshop,
  signal: AbortSignal,
  suspect?: number,
): Promise<Candidate[]> {
  const { text, diagnostic } = problem;
  const lines = new LineIndex(text);
  const candidates: Candidate[] = [];
  const options = { engine, maxStepMs, maxTokens: LINE_TOKENS, firstLineOnly: true, alternatives: ALTERNATIVES };
  const [start, end] = [lines.lineStart(line), lines.lineEnd(line)];
  const code = text.slice(start, end);
  const problemAt = line === lines.lineAt(diagnostic.start) ? diagnostic.start - start : undefined;
  const columns =
    suspect === undefined ? placesToRetypeFrom(code, problemAt) : [...new Set([suspect, code.search(/\S|$/)])];
  for (const column of columns) {
    if (signal.aborted) return candidates;
    const hole = { start, end, typed: code.slice(0, column) };
    for (const { text: said } of await fillings(problem, hole, options, signal)) {
      const rest = (said.split('\n', 1)[0] ?? '').trimEnd();
      candidates.push(...replacements(text, start + column, end, rest, diagnostic.start));
    }
  }
  return candidates;
}

/**
 * The rest of the line as the model says it, and the parts of that: it does not see the old rest, and says what it would have written,
 * of which often one word is what was missing.
 */
function replacements(text: string, at: number, end: number, said: string, problemAt: number): Candidate[] {
  const old = text.slice(at, end);
  if (said.trim() === '' && old.trim() === '') return [];
  const changes = tokenChanges(old, said).map((change) => ({
    ...change,
    start: change.start + at,
    end: change.end + at,
  }));
  return partsOf(changes, problemAt).map((part) => ({ changes: part, text: applyChanges(text, part), origin: 'fill' }));
}

/** The lines, from 0, that may be wrong: the problem's own first, then those that declare what it speaks of. */
export function linesToRetype({ text, diagnostic }: Problem): number[] {
  const lines = new LineIndex(text);
  const own = lines.lineAt(diagnostic.start);
  const others: number[] = [];
  const last = lines.lineAt(Math.max(diagnostic.start, diagnostic.end - 1));
  const names = new Set([
    ...pointedNames(text, diagnostic).map(({ name }) => name),
    ...(lines.lineText(own).match(/[A-Za-z_]\w*/g) ?? []),
  ]);
  for (let line = own - 1; line >= Math.max(0, own - 30) && others.length < MOST_OTHER_LINES; line--) {
    const declared =
      /^\s*(?:(?:export|const|let|var|final|val|auto)\s+)*([A-Za-z_]\w*)(?:\s*,\s*[A-Za-z_]\w*)*\s*(?::[^=]*)?(?::=|=)(?!=)/.exec(
        lines.lineText(line),
      )?.[1];
    if (declared !== undefined && names.has(declared)) others.push(line);
  }
  return [own, ...(last !== own ? [last] : []), ...others].slice(0, 1 + MOST_OTHER_LINES);
}

/** Columns: the place of the problem, the tokens before it, the line's first word; the nearest first. */
export function placesToRetypeFrom(code: string, problemAt: number | undefined): number[] {
  const first = code.search(/\S/);
  if (first < 0) return [code.length];
  const starts = [...code.matchAll(/[\w$]+|[^\s\w$]+/g)].map((match) => match.index);
  const near =
    problemAt === undefined
      ? starts.filter((at) => /[=(]\s*$/.test(code.slice(0, at))).slice(0, 2)
      : [problemAt, ...starts.filter((at) => at < problemAt).reverse()];
  return [...new Set([...near.filter((at) => at > first).slice(0, MOST_PLACES - 1), first])];
}
