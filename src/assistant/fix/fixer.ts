import type { Checker } from '../../checks/checker.ts';
import type { CheckedEdit } from '../edit/changes.ts';
import { Verifier } from '../edit/verifier.ts';
import { replacing } from './candidate.ts';
import { declared } from './declare.ts';
import { inserted } from './insert.ts';
import { missingMarks } from './missing-marks.ts';
import { isNearName, nearNames } from './near-names.ts';
import { gains } from './ranking.ts';
import { repairs } from './repairs/all.ts';
import { saysIdle } from './repairs/statements.ts';
import { withoutNeedless } from './needless.ts';
import { linesToRetype, retyped } from './retype.ts';
import { fixQuestion, rewrites } from './rewrite.ts';
import type { Candidate, Origin, Problem, Workshop } from './types.ts';
import { editSize } from './token-changes.ts';
import { MOST_PLACES, unlikelyPlaces, type Place } from './unlikely-places.ts';
import { removals, saysUnused } from './unused.ts';

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
  /** Other problems that go with it, and places that still have the same one. */
  readonly solved: number;
  readonly left: number;
  /** What it is ranked by: by how much its lines are likelier, less what it costs to give up what somebody wrote. */
  readonly rank: number;
}

export type FixOutcome =
  | ({ readonly kind: 'fix'; readonly survivor: Survivor } & CheckedEdit)
  | { readonly kind: 'nothing'; readonly reason: string };

/** One way to come by candidates. */
interface Stage {
  /** For people. */
  readonly name: string;
  readonly make: () => Promise<readonly Candidate[]>;
  /** Only where nothing holds yet. */
  readonly isLastResort?: boolean;
}

/** What a removed and an added token cost, as ln of a probability: most of what somebody wrote is right. */
const REMOVED_COST = 2.5;
const ADDED_COST = 0.25;
/** What it costs to take something out and put nothing in: problems go away with the code that has them. */
const DELETION_COST = 4;
/**
 * What it is worth that a name was written nearly as it should be, or that another file exports just it: who means another name
 * does not write that one.
 */
const SLIP_BONUS = 10;
/** What it is worth that an edit is what a known slip asks for, word by word. */
const REPAIR_BONUS = 6;
/** What it is worth that another problem goes with the one that was asked about: they have one cause. So much is counted at most. */
const SOLVED_BONUS = 4;
const MOST_SOLVED = 3;
/** So much counts how likely an import is: what it names exists, and a longer line is less likely whatever it says. */
const IMPORT_GAIN = 0.5;
/** What it costs that the same is still said elsewhere: a name that is not known in two places is not the fault of one of them. */
const LEFT_COST = 8;
/** Who takes out more tokens than this writes another program. */
const MOST_REMOVED = 8;
/**
 * Checks let more pass than is right: what is less likely, or not clearly likelier than something else that holds, is not offered, and
 * others are looked for. Chosen on the tuning half of `npm run eval:fix`.
 */
const LEAST_RANK = 4;
const LEAST_SHARE = 0.95;
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
  const held = new Map<string, { candidate: Candidate; origins: Origin[]; solved: number; left: number }>();
  let tried = 0;
  const isAboutUse = saysAboutUse(problem.diagnostic);

  const consider = async (candidates: readonly Candidate[]): Promise<void> => {
    const real = candidates.filter(({ text }) => text !== problem.text);
    const verdicts = await verifier.verify(real, signal);
    tried += new Set(real.map(({ text }) => text)).size;
    for (const [index, candidate] of real.entries()) {
      const verdict = verdicts[index];
      if (verdict?.holds !== true) continue;
      const { solved = 0, left = 0 } = verdict;
      const known = held.get(candidate.text);
      if (known === undefined) held.set(candidate.text, { candidate, origins: [candidate.origin], solved, left });
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
    const all = found.map(({ candidate, origins, solved, left }, index) => {
      const gain = likelier[index] ?? -Infinity;
      const size = editSize(problem.text, candidate.changes);
      const isImport = origins.includes('import');
      const isRepair = isImport || origins.includes('repair') || origins.includes('suspect');
      const isSure = isImport || (!isAboutUse && isSlip(problem.text, candidate));
      const slip = isSure ? SLIP_BONUS : isRepair ? REPAIR_BONUS : 0;
      const deletion = size.added === 0 && !isRepair && candidate.origin !== 'remove' ? DELETION_COST : 0;
      // What a known slip asks to take out is no loss.
      const removal = isRepair ? 0 : REMOVED_COST * size.removed;
      const solvedBonus = isImport ? SLIP_BONUS : SOLVED_BONUS;
      const elsewhere = solvedBonus * Math.min(solved, MOST_SOLVED) - (left > 0 ? LEFT_COST : 0);
      const likelihood = isImport ? gain * IMPORT_GAIN : gain;
      const rank = likelihood + slip + elsewhere - deletion - removal - ADDED_COST * size.added;
      return { candidate, origins, gain, ...size, solved, left, rank };
    });
    const ranked = withoutNeedless(problem.text, all);
    const most = Math.max(...ranked.map(({ rank }) => rank));
    const total = ranked.reduce((sum, { rank }) => sum + Math.exp(rank - most), 0);
    return ranked
      .map((one): Survivor => ({ ...one, share: Math.exp(one.rank - most) / total }))
      .sort((a, b) => b.rank - a.rank);
  };

  const question = await fixQuestion(problem, options);
  const own = linesToRetype(problem);
  const ask = { engine, maxStepMs, priority: 'work' as const };
  const stages: readonly Stage[] = [
    { name: 'Trying small changes', make: () => Promise.resolve(suspected(problem)) },
    {
      name: 'Trying known repairs',
      make: async () => [
        ...(isAboutUse ? [] : nearNames(problem)),
        ...(await removals(problem, options)),
        ...(await repairs(problem, options, { checkers, reported: await verifier.reported(signal) }, signal)),
      ],
    },
    { name: 'Trying other brackets and marks', make: () => missingMarks(problem, options) },
    ...own.slice(0, 1).map((line) => ({
      name: 'Writing the line again',
      make: () => retyped(problem, line, options, signal),
    })),
    { name: 'Writing the code again', make: () => rewrites(problem, question, ask, signal) },
    ...own.slice(1).map((line) => ({
      name: 'Writing other lines again',
      make: () => retyped(problem, line, options, signal),
    })),
    ...(problem.diagnostic.code === 'test' ? unlikelyLines(problem, options, signal) : []),
    { name: 'Trying a declaration', make: () => declared(problem, options, signal) },
    { name: 'Trying further lines', make: () => inserted(problem, options, signal) },
    ...Array.from({ length: MOST_SAMPLES }, (_, index) => {
      const sampling = { temperature: TEMPERATURE, seed: index + 1 };
      return {
        name: `Writing the code again, attempt ${index + 2} of ${MOST_SAMPLES + 1}`,
        make: () => rewrites(problem, question, { ...ask, sampling }, signal),
        isLastResort: true,
      };
    }),
  ];
  let ranked: readonly Survivor[] = [];
  for (const { name, make, isLastResort = false } of stages) {
    if (signal.aborted || performance.now() > deadline) break;
    if (isLastResort && held.size > 0) continue;
    options.onStage?.(name);
    const before = held.size;
    await consider(await make());
    if (held.size > before) ranked = await survivors();
    if (isLikely(ranked)) break;
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
  const isSmall = best.origins.includes('repair') || best.removed <= MOST_REMOVED;
  if (!verifier.isTested && !(isSmall && isLikely(ranked))) {
    const what = ranked.length === 1 ? 'One candidate holds' : `${ranked.length} candidates hold`;
    return { kind: 'nothing', reason: `${what}, but none is likely enough to be what is meant.` };
  }
  const { changes, text } = best.candidate;
  return { kind: 'fix', changes, text, passed: verifier.passed(text), unchecked: verifier.unchecked, survivor: best };
}

function isLikely([best]: readonly Survivor[]): boolean {
  return best !== undefined && best.rank >= LEAST_RANK && best.share >= LEAST_SHARE;
}

/** What a test shows to be wrong may be in any line of the function. */
function unlikelyLines(problem: Problem, workshop: Workshop, signal: AbortSignal): Stage[] {
  let found: Promise<readonly Place[]> | undefined;
  return Array.from({ length: MOST_PLACES }, (_, index) => ({
    name: 'Writing unlikely lines again',
    make: async () => {
      const place = (await (found ??= unlikelyPlaces(problem, workshop, signal)))[index];
      return place === undefined ? [] : retyped(problem, place.line, workshop, signal, place.column);
    },
    isLastResort: true, // one test lets many a line pass
  }));
}

function suspected({ text, suspects = [] }: Problem): Candidate[] {
  return suspects.map(({ start, end, newText }) => replacing(text, start, end, newText, 'suspect'));
}

/** The name is known, and what is said is that it has no value yet or is not used: then it is not misspelt. */
function saysAboutUse(diagnostic: Problem['diagnostic']): boolean {
  return saysIdle(diagnostic) || saysUnused(diagnostic) || /\bunbound\b|before assignment/i.test(diagnostic.message);
}

/** Whether all that a candidate does is to spell one name another way. */
function isSlip(text: string, { changes }: Candidate): boolean {
  const [only, ...more] = changes;
  if (only === undefined || more.length > 0) return false;
  return isNearName(text.slice(only.start, only.end), only.newText);
}
