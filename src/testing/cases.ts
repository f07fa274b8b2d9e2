import type { Known } from './baseline/known.ts';
import type { Instrumented } from './instrument/types.ts';
import type { Observation, Outcome, Trial } from './observe/trial.ts';

/** That nothing is thrown, whatever is given. Of Go: that there is no panic and no error. */
export interface NoError {
  readonly kind: 'no error';
  readonly isAsync?: boolean;
  readonly isIterator?: boolean;
  /** Go: the last of so many values that it gives is an error. */
  readonly values?: number;
}

/** What a test of a report of a bug is called, and says above itself. */
export interface Reported {
  readonly title: string;
  readonly comment: string;
}

/** A trial with what came of it, as a test will have it. */
export interface TestCase {
  readonly trial: Trial;
  readonly outcome: Exclude<Outcome, { kind: 'unusable' }> | NoError;
  /** What it adds to the tests before it. */
  readonly adds: { readonly branches: readonly number[]; readonly mutants: readonly number[] };
  /** The documentation says so; all others are only as observed. */
  readonly isDocumented: boolean;
  readonly reported?: Reported;
}

/** A call that does not do what its documentation says. */
export interface PossibleBug {
  readonly call: string;
  readonly documented: string;
  readonly observed: string;
}

/** Reaching the body at all counts as a branch of a function that has none and nothing to change: it has something to cover, too. */
const ENTERED = -1;
const MOST_CASES = 12;
/** What a branch that nobody came by is worth beside a mutant that nobody noticed. */
const BRANCH_WORTH = 2;
/** Where two calls add the same, the one that somebody has thought of is kept. */
const ORIGIN_WORTH: Readonly<Record<Trial['from'], number>> = {
  report: 1,
  documentation: 0.9,
  caller: 0.6,
  model: 0.5,
  variation: 0,
};
/** What a value says more than an error for arguments that nobody may have meant. */
const REFUSAL_WORTH = 0.6;
/** What an object of its class says more than one that only has the same attributes. */
const STAND_IN_WORTH = 0.3;
const STAND_IN = /\btypes\.SimpleNamespace\(/;

/**
 * What systems and runtimes say where runs are kept from writing and from the network, and what runners of tests say of what they keep from
 * tests: elsewhere the call does something else.
 */
const KEPT_OUT =
  /\b(?:EROFS|ENETUNREACH|ENETDOWN|EAI_AGAIN)\b|read-only file system|ReadOnlyFilesystem|Network(?:Unreachable|Down)|network is (?:unreachable|down)|temporary failure in name resolution|^fetch failed$|^pytest: reading from stdin/i;

/** Whether a test can be made of it that says something about the subject. */
export function isAssertable(outcome: Outcome): boolean {
  if (saidBy(outcome).some((text) => KEPT_OUT.test(text))) return false;
  switch (outcome.kind) {
    case 'value':
      return (
        outcome.after !== undefined ||
        outcome.views !== undefined ||
        (outcome.literal !== undefined && outcome.literal !== 'undefined')
      );
    case 'values':
      return (
        outcome.values.every(({ literal }) => literal !== undefined) &&
        (outcome.values.some(({ shape }) => shape !== 'ignored') || (outcome.after ?? []).length > 0)
      );
    case 'throws':
      return outcome.isAccident !== true;
    case 'unusable':
      return false;
  }
}

/** Whether a test can be made of what a call did. That nothing came of it says something where a mutant fails or gives something instead. */
export function isUsable({ outcome, killed }: Pick<Observation, 'outcome' | 'killed'>): boolean {
  if (isAssertable(outcome)) return true;
  return outcome.kind === 'value' && outcome.literal === 'undefined' && killed.length > 0;
}

function saidBy(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case 'value':
      return [outcome.literal ?? '', ...(outcome.views ?? []).map(({ literal }) => literal)];
    case 'values':
      return [
        ...outcome.values.map(({ literal = '' }) => literal),
        ...(outcome.after ?? []).map(({ literal }) => literal),
      ];
    case 'throws':
      return [outcome.message];
    case 'unusable':
      return [];
  }
}

/**
 * The calls that together take most branches and notice most mutants, the most telling first: each adds something to those before
 * it and to what is `known` from tests that are there already. `made` has what could be reached, where that is known.
 */
export function chosenCases(
  trials: readonly Trial[],
  observations: readonly Observation[],
  known: Pick<Known, 'branches' | 'mutants'> & { readonly isReached?: boolean },
  made?: Pick<Instrumented, 'branches' | 'mutants'>,
): TestCase[] {
  const isMore = made !== undefined && made.branches.length + made.mutants.length > 0;
  const branches = new Set([...known.branches, ...(known.isReached === true || isMore ? [ENTERED] : [])]);
  const mutants = new Set(known.mutants);
  let left = observations.filter((one) => isUsable(one) && one.asDocumented !== false);
  const cases: TestCase[] = [];
  while (cases.length < MOST_CASES) {
    const ranked = left
      .map((observation) => {
        const trial = trials[observation.trial];
        const adds = {
          branches: [ENTERED, ...observation.branches].filter((id) => !branches.has(id)),
          mutants: observation.killed.filter((id) => !mutants.has(id)),
        };
        const gain = BRANCH_WORTH * adds.branches.length + adds.mutants.length;
        return { observation, trial, adds, gain };
      })
      .filter((one) => one.gain > 0 && one.trial !== undefined)
      .map((one) => ({ ...one, worth: one.gain + worthOf(one.trial, one.observation.outcome) }))
      .sort((a, b) => b.worth - a.worth || a.observation.trial - b.observation.trial);
    const [best] = ranked;
    if (best?.trial === undefined) break;
    left = left.filter((one) => one !== best.observation);
    const { outcome, asDocumented } = best.observation;
    if (outcome.kind === 'unusable') continue;
    for (const id of best.adds.branches) branches.add(id);
    for (const id of best.adds.mutants) mutants.add(id);
    const adds = { ...best.adds, branches: best.adds.branches.filter((id) => id !== ENTERED) };
    cases.push({ trial: best.trial, outcome, adds, isDocumented: asDocumented === true });
  }
  return cases;
}

/**
 * What is left to say of a call of Go whose values are others in each process: that it gives no error, which is the last thing that it gives.
 * Undefined where it gives one, or nothing beside it.
 */
export function withoutValues(one: TestCase): TestCase | undefined {
  const { outcome, adds, isDocumented } = one;
  if (outcome.kind !== 'values' || outcome.values.length < 2 || isDocumented) return undefined;
  if (outcome.values.at(-1)?.shape !== 'none') return undefined;
  return {
    ...one,
    outcome: { kind: 'no error', values: outcome.values.length },
    adds: { branches: adds.branches, mutants: [] },
  };
}

/** Documented calls that did something else. */
export function possibleBugs(trials: readonly Trial[], observations: readonly Observation[]): PossibleBug[] {
  return observations.flatMap(({ trial, documented, asDocumented, outcome }) => {
    const call = trials[trial]?.call;
    if (asDocumented !== false || documented === undefined || call === undefined) return [];
    if (outcome.kind === 'throws')
      return [{ call, documented, observed: `an error, ${outcome.type}: ${outcome.message}` }];
    if (outcome.kind !== 'value') return [];
    return [{ call, documented, observed: outcome.literal ?? 'something that cannot be written down' }];
  });
}

/** Below one: it decides between calls that add the same. Short calls are easier to read. */
function worthOf(trial: Trial | undefined, { kind }: Outcome): number {
  if (trial === undefined) return 0;
  const length = trial.call.length + trial.setup.join('').length;
  const isRefusal = kind === 'throws' && (trial.from === 'model' || trial.from === 'variation');
  const isStandIn = STAND_IN.test([...trial.setup, trial.call].join('\n'));
  const less = Math.min(0.4, length / 400) + (isRefusal ? REFUSAL_WORTH : 0) + (isStandIn ? STAND_IN_WORTH : 0);
  return ORIGIN_WORTH[trial.from] - less;
}
