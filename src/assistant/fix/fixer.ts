import type { Checker } from '../../checks/checker.ts';
import type { CheckedEdit } from '../edit/changes.ts';
import { Verifier } from '../edit/verifier.ts';
import { inserted } from './insert.ts';
import { missingMarks } from './missing-marks.ts';
import { isNearName, nearNames } from './near-names.ts';
import { gains } from './ranking.ts';
import { linesToRetype, retyped } from './retype.ts';
import { fixQuestion, rewrites } from './rewrite.ts';
import type { Candidate, Origin, Problem, Workshop } from './types.ts';
import { editSize } from './token-changes.ts';
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
  /** Share of the probability of all that hold. */
  readonly share: number;
  /** ln of how much likelier its lines are than the old ones. */
  readonly gain: number;
  /** Tokens that it takes out and puts in. */
  readonly removed: number;
  readonly added: number;
  /** What it is ranked by: by how much its lines are likelier, less what it costs to give up what somebody wrote. */
  readonly rank: number;
}

export type FixOutcome =
  | ({ readonly kind: 'fix'; readonly survivor: Survivor } & CheckedEdit)
  | { readonly kind: 'nothing'; readonly reason: string };

/** What a removed and an added token cost, as ln of a probability: most of what somebody wrote is right. */
const REMOVED_COST = 2.5;
const ADDED_COST = 0.25;
/** What it is worth that a name was written nearly as it should be: who means another name does not write that one. */
const SLIP_BONUS = 10;
/** With such a candidate there is no need to look for others. */
const SURE_RANK = 4;
const SURE_SHARE = 0.95;
/**
 * Checks let more pass than is right: what is less likely, or not clearly likelier than something else that holds, is not offered.
 * Chosen on the tuning half of `npm run eval:fix`.
 */
const LEAST_RANK = 0;
const LEAST_SHARE = 0.85;
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
    const likelier = await gains(
      problem,
      found.map(({ candidate }) => candidate),
      { engine, maxStepMs },
      signal,
    );
    const ranked = found.map(({ candidate, origins }, index) => {
      const gain = likelier[index] ?? -Infinity;
      const size = editSize(problem.text, candidate.changes);
      const slip = isSlip(problem.text, candidate) ? SLIP_BONUS : 0;
      const rank = gain + slip - REMOVED_COST * size.removed - ADDED_COST * size.added;
      return { candidate, origins, gain, ...size, rank };
    });
    const most = Math.max(...ranked.map(({ rank }) => rank));
    const total = ranked.reduce((sum, { rank }) => sum + Math.exp(rank - most), 0);
    return ranked
      .map((one): Survivor => ({ ...one, share: Math.exp(one.rank - most) / total }))
      .sort((a, b) => b.rank - a.rank);
  };

  const question = await fixQuestion(problem, options);
  const own = linesToRetype(problem);
  const ask = { engine, maxStepMs, priority: 'work' as const };
  const stages: readonly (readonly [string, () => Promise<readonly Candidate[]>])[] = [
    ['names', async () => [...nearNames(problem), ...(await removals(problem, options))]],
    ['marks', () => missingMarks(problem, options)],
    ...own.slice(0, 1).map((line) => ['the line', () => retyped(problem, line, options, signal)] as const),
    ['rewriting', () => rewrites(problem, question, ask, signal)],
    ...own.slice(1).map((line) => ['other lines', () => retyped(problem, line, options, signal)] as const),
    ['insertions', () => inserted(problem, options, signal)],
    ...Array.from({ length: MOST_SAMPLES }, (_, index) => {
      const sampling = { temperature: TEMPERATURE, seed: index + 1 };
      return [`sample ${index + 1}`, () => rewrites(problem, question, { ...ask, sampling }, signal)] as const;
    }),
  ];
  let ranked: readonly Survivor[] = [];
  for (const [stage, make] of stages) {
    if (signal.aborted || performance.now() > deadline) break;
    if (stage.startsWith('sample') && held.size > 0) break;
    options.onStage?.(stage);
    const before = held.size;
    await consider(await make());
    if (held.size > before) ranked = await survivors();
    if (isSure(ranked)) break;
  }
  if (signal.aborted) return { kind: 'nothing', reason: 'Cancelled.' };
  options.onSurvivors?.(ranked);
  const [best] = ranked;
  if (best === undefined) {
    return {
      kind: 'nothing',
      reason: tried === 0 ? 'The model proposed nothing.' : `None of ${tried} candidates held.`,
    };
  }
  if (best.rank < LEAST_RANK || best.share < LEAST_SHARE) {
    const what = ranked.length === 1 ? 'One candidate holds' : `${ranked.length} candidates hold`;
    return { kind: 'nothing', reason: `${what}, but none is likely enough to be what is meant.` };
  }
  const { changes, text } = best.candidate;
  return { kind: 'fix', changes, text, passed: verifier.passed(text), unchecked: verifier.unchecked, survivor: best };
}

function isSure([best]: readonly Survivor[]): boolean {
  return best !== undefined && best.rank >= SURE_RANK && best.share >= SURE_SHARE;
}

/** Whether all that a candidate does is to spell one name another way. */
function isSlip(text: string, { changes }: Candidate): boolean {
  const [only, ...more] = changes;
  if (only === undefined || more.length > 0) return false;
  return isNearName(text.slice(only.start, only.end), only.newText);
}
