import type { Engine } from '../../engine/types.ts';
import { LineIndex } from '../../workspace/positions.ts';
import { applyChanges, type Change } from '../edit/changes.ts';
import { holePrompt } from './fill.ts';
import type { Candidate, Problem } from './types.ts';

/** Candidates that differ in places further apart than this cannot be compared. */
const MOST_REGION_LINES = 24;
const MOST_RANKED = 12;

export interface Likelihood {
  /** ln of the probability of the changed lines, given those around; -Infinity where it was not asked for. */
  readonly logProbability: number;
  readonly tokens: number;
}

/**
 * How likely the model finds the changed lines in their place: those of each candidate and, last, those of the text as it is. All are
 * the same region of the document, so that they can be compared.
 */
export async function likelihoods(
  problem: Problem,
  candidates: readonly Candidate[],
  engine: Engine,
  maxStepMs: number,
  signal: AbortSignal,
): Promise<readonly Likelihood[]> {
  const { text } = problem;
  const lines = new LineIndex(text);
  const ranked = candidates.slice(0, MOST_RANKED);
  const all = ranked.flatMap(({ changes }) => changes);
  const first = Math.min(...all.map(({ start }) => lines.lineAt(start)));
  const last = Math.max(...all.map(({ end }) => lines.lineAt(end)));
  const none = [...candidates, undefined].map(() => ({ logProbability: -Infinity, tokens: 0 }));
  if (ranked.length === 0 || last - first >= MOST_REGION_LINES || engine.model.fim === undefined) return none;
  const [from, to] = [lines.lineStart(first), lines.lineStart(last + 1)];
  const within = (changes: readonly Change[]) =>
    applyChanges(
      text.slice(from, to),
      changes.map(({ start, end, newText }) => ({ start: start - from, end: end - from, newText })),
    );
  const regions = [...ranked.map(({ changes }) => within(changes)), text.slice(from, to)];
  const prompt = await holePrompt(engine, problem, { start: from, end: to }, signal);
  const continuations = await engine.tokenize(regions, signal);
  const scores = await engine.score({ prompt, continuations, priority: 'work', maxStepMs }, signal);
  const found = scores.map((score) => ({
    logProbability: score.reduce((sum, value) => sum + value, 0),
    tokens: score.length,
  }));
  return [...found.slice(0, ranked.length), ...none.slice(ranked.length, -1), ...found.slice(-1)];
}
