import type { Engine } from '../../engine/types.ts';
import { LineIndex } from '../../workspace/positions.ts';
import { applyChanges, type Change } from '../edit/changes.ts';
import { holePrompt } from './fill.ts';
import type { Candidate, Problem } from './types.ts';

/** Candidates that differ in places further apart than this are not read in one region. */
const MOST_REGION_LINES = 24;
const MOST_RANKED = 16;

interface RankingOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
}

/**
 * By how much the model finds the changed lines of each candidate likelier, in their place, than the lines that are there now: ln of the
 * ratio. -Infinity where it was not asked. Lines that candidates have in common count alike on both sides.
 */
export async function gains(
  problem: Problem,
  candidates: readonly Candidate[],
  options: RankingOptions,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const ranked = candidates.slice(0, MOST_RANKED);
  const common = await gainsInOneRegion(problem, ranked, options, signal);
  const found = common ?? [];
  if (common === undefined) {
    for (const candidate of ranked)
      found.push((await gainsInOneRegion(problem, [candidate], options, signal))?.[0] ?? -Infinity);
  }
  return candidates.map((_, index) => found[index] ?? -Infinity);
}

/** Undefined where the region of all is too large. */
async function gainsInOneRegion(
  problem: Problem,
  candidates: readonly Candidate[],
  { engine, maxStepMs }: RankingOptions,
  signal: AbortSignal,
): Promise<number[] | undefined> {
  const { text } = problem;
  const lines = new LineIndex(text);
  const all = candidates.flatMap(({ changes }) => changes);
  const first = Math.min(...all.map(({ start }) => lines.lineAt(start)));
  const last = Math.max(...all.map(({ end }) => lines.lineAt(end)));
  if (all.length === 0) return [];
  if (last - first >= MOST_REGION_LINES) return undefined;
  const [from, to] = [lines.lineStart(first), lines.lineStart(last + 1)];
  const within = (changes: readonly Change[]) =>
    applyChanges(
      text.slice(from, to),
      changes.map(({ start, end, newText }) => ({ start: start - from, end: end - from, newText })),
    );
  const prompt = await holePrompt(engine, problem, { start: from, end: to }, signal);
  if (prompt.length === 0) return undefined; // without anything before it, nothing can be said of a text
  const regions = [text.slice(from, to), ...candidates.map(({ changes }) => within(changes))];
  const continuations = await engine.tokenize(regions, signal);
  const scores = await engine.score({ prompt, continuations, priority: 'work', maxStepMs }, signal);
  const [old = 0, ...others] = scores.map((score) => score.reduce((sum, value) => sum + value, 0));
  return others.map((logProbability) => logProbability - old);
}
