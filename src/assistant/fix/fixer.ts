import type { Checker } from '../../checks/checker.ts';
import type { Change } from '../edit/changes.ts';
import { Verifier } from '../edit/verifier.ts';
import { inserted } from './insert.ts';
import { missingMarks } from './missing-marks.ts';
import { nearNames } from './near-names.ts';
import { likelihoods } from './ranking.ts';
import { retyped } from './retype.ts';
import { fixQuestion, rewrites } from './rewrite.ts';
import type { Candidate, Origin, Problem, Workshop } from './types.ts';
import { removals } from './unused.ts';

export interface FixerOptions extends Workshop {
  readonly checkers: readonly Checker[];
  /** After so long no further candidates are made; what was begun is finished. */
  readonly budgetMs: number;
  readonly onStage?: (stage: string) => void;
  /** For the evaluation: gets every candidate that held, with what the decision was made from. */
  readonly onSurvivors?: (survivors: readonly Survivor[]) => void;
}

/** A candidate that holds, and what speaks for it. */
export interface Survivor {
  readonly candidate: Candidate;
  /** All that came to the same text. */
  readonly origins: readonly Origin[];
  readonly logProbability: number;
  /** Share of the probability of all that hold. */
  readonly share: number;
  /** ln of how much likelier its lines are than the old ones. */
  readonly gain: number;
}

export type FixOutcome =
  | {
      readonly kind: 'fix';
      readonly changes: readonly Change[];
      readonly text: string;
      readonly passed: readonly string[];
      readonly unchecked: readonly string[];
      readonly survivor: Survivor;
    }
  | { readonly kind: 'nothing'; readonly reason: string };

const TEMPERATURE = 0.7;
const MOST_SAMPLES = 6;

/** Looks for an edit that solves a problem and holds. */
export async function fix(problem: Problem, options: FixerOptions, signal: AbortSignal): Promise<FixOutcome> {
  const { engine, syntax, maxStepMs, checkers, budgetMs } = options;
  const deadline = performance.now() + budgetMs;
  const verifier = new Verifier({
    languageId: problem.languageId,
    text: problem.text,
    checkers,
    syntax,
    problems: [problem.diagnostic],
  });
  const held = new Map<string, { candidate: Candidate; origins: Origin[] }>();
  let tried = 0;

  const consider = async (candidates: readonly Candidate[]): Promise<void> => {
    const real = candidates.filter(({ text }) => text !== problem.text);
    const verdicts = await verifier.verify(real, signal);
    tried += new Set(real.map(({ text }) => text)).size;
    for (const [index, candidate] of real.entries()) {
      if (verdicts[index]?.holds !== true) continue;
      const known = held.get(candidate.text);
      if (known === undefined) held.set(candidate.text, { candidate, origins: [candidate.origin] });
      else if (!known.origins.includes(candidate.origin)) known.origins.push(candidate.origin);
    }
  };
  const survivors = async (): Promise<Survivor[]> => {
    const found = [...held.values()];
    const scores = await likelihoods(
      problem.text,
      found.map(({ candidate }) => candidate),
      engine,
      maxStepMs,
      signal,
    );
    const old = scores.at(-1)?.logProbability ?? -Infinity;
    const most = Math.max(...scores.slice(0, -1).map(({ logProbability }) => logProbability));
    const weights = scores.slice(0, -1).map(({ logProbability }) => Math.exp(logProbability - most));
    const total = weights.reduce((sum, weight) => sum + (Number.isNaN(weight) ? 0 : weight), 0);
    return found
      .map(({ candidate, origins }, index): Survivor => {
        const logProbability = scores[index]?.logProbability ?? -Infinity;
        const share = (weights[index] ?? 0) / total;
        return { candidate, origins, logProbability, share, gain: logProbability - old };
      })
      .sort((a, b) => b.logProbability - a.logProbability);
  };

  const question = await fixQuestion(problem, options);
  const ask = { engine, maxStepMs, priority: 'work' as const };
  const stages: readonly (readonly [string, () => Promise<readonly Candidate[]>])[] = [
    ['names', async () => [...nearNames(problem), ...(await removals(problem, options))]],
    ['marks', () => missingMarks(problem, options)],
    ['lines', () => retyped(problem, options, signal)],
    ['rewriting', () => rewrites(problem, question, ask, signal)],
    ['insertions', () => inserted(problem, options, signal)],
    ...Array.from({ length: MOST_SAMPLES }, (_, index) => {
      const sampling = { temperature: TEMPERATURE, seed: index + 1 };
      return [`sample ${index + 1}`, () => rewrites(problem, question, { ...ask, sampling }, signal)] as const;
    }),
  ];
  for (const [stage, make] of stages) {
    if (signal.aborted || performance.now() > deadline) break;
    if (stage.startsWith('sample') && held.size > 0) break;
    options.onStage?.(stage);
    await consider(await make());
  }
  if (signal.aborted) return { kind: 'nothing', reason: 'Cancelled.' };
  const ranked = held.size > 0 ? await survivors() : [];
  options.onSurvivors?.(ranked);
  const [best] = ranked;
  if (best === undefined) {
    return {
      kind: 'nothing',
      reason: tried === 0 ? 'The model proposed nothing.' : `None of ${tried} candidates held.`,
    };
  }
  const { changes, text } = best.candidate;
  return { kind: 'fix', changes, text, passed: verifier.passed, unchecked: verifier.unchecked, survivor: best };
}
