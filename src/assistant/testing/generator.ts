import path from 'node:path';
import type { CallExamples } from '../../checks/checker.ts';
import type { Engine } from '../../engine/types.ts';
import { NOTHING_KNOWN, type Known } from '../../testing/baseline/known.ts';
import type { Calls } from '../../testing/callers/calls-of-text.ts';
import { chosenCases, isUsable, possibleBugs, type PossibleBug, type TestCase } from '../../testing/cases.ts';
import type { Branch, Mutant } from '../../testing/instrument/types.ts';
import type { Observation, Trial } from '../../testing/observe/trial.ts';
import type { Prover } from '../../testing/prover.ts';
import type { Source } from '../../testing/languages/language.ts';
import { qualifiedName } from '../../testing/subject.ts';
import { unique } from '../../testing/trials/calls.ts';
import { constantsOf } from '../../testing/trials/constants.ts';
import { documentedTrials } from '../../testing/trials/documented.ts';
import { calledWithin, isOfExamples } from '../../testing/trials/example-calls.ts';
import { withoutUnneeded } from '../../testing/trials/needed.ts';
import { searchTrials } from '../../testing/trials/search.ts';
import { seedTrials, withObject } from '../../testing/trials/seeds.ts';
import { variationsOf } from '../../testing/trials/variations.ts';
import { isCast } from '../../testing/typing/rewritings.ts';
import { NOTHING_SURVEYED, withImports } from '../../testing/survey/surveyed.ts';
import type { TypedCases } from '../../testing/typing/typed-cases.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { contextOf } from './context.ts';
import { proposedTrials, wishFor, WISHES } from './proposals.ts';

export interface GeneratorOptions {
  readonly engine: Engine;
  readonly prover: Pick<Prover, 'known' | 'surveyed' | 'observe' | 'prove' | 'instrumented' | 'isolation'>;
  readonly syntax: Pick<SyntaxTrees, 'countErrors' | 'declarationsOf'>;
  /** Where something checks the types of the package. */
  readonly types?: Pick<TypedCases, 'prepare' | 'examples' | 'trials' | 'verdict'> | undefined;
  /** Who calls the subject, as far as the model may see it. */
  readonly callers?: Calls | undefined;
  readonly maxStepMs: number;
  /** After so long no further calls are thought of. */
  readonly budgetMs: number;
  readonly onStage?: (stage: string) => void;
  readonly onText?: (text: string) => void;
}

/** What all offered cases together reach, with the tests that are there. */
export interface Reach {
  readonly branches: readonly Branch[];
  readonly takenBranches: ReadonlySet<number>;
  readonly mutants: readonly Mutant[];
  readonly killedMutants: ReadonlySet<number>;
  /** What the tests that are there reach without them. */
  readonly before: Known;
}

export type GeneratorOutcome =
  | {
      readonly kind: 'tests';
      readonly cases: readonly TestCase[];
      /** The test file's whole text. */
      readonly text: string;
      readonly passed: readonly string[];
      readonly unchecked: readonly string[];
      readonly possibleBugs: readonly PossibleBug[];
      readonly reach: Reach;
    }
  | { readonly kind: 'nothing'; readonly reason: string; readonly possibleBugs: readonly PossibleBug[] };

/** One look at calls: they are cheap, starting the project's test runner is not. */
const OBSERVE_MS = 8_000;
/** So long the model is listened to where everything has been reached without it: its calls read better. */
const PATIENCE_MS = 8_000;
const MOST_PROPOSALS = 4;
const MOST_VARIED = 2;
/** So long it is waited for what the types say. No time is lost by it: tests are not offered before the compiler has seen them. */
const EXAMPLES_MS = 20_000;
/** So often other calls are chosen for those whose tests have errors in their types. */
const MOST_TYPED = 6;
/** After so many, only of calls with the compiler's own examples. */
const MOST_FREE = 3;
/** Of those whose arguments are cast. */
const MOST_CAST = 6;
/** Searches after one another that find nothing new. */
const MOST_VAIN = 2;
const MOST_SEARCHES = 8;

/** Thinks of calls, sees what they do, and makes tests of those that tell most. */
export async function generateTests(
  source: Source,
  options: GeneratorOptions,
  signal: AbortSignal,
): Promise<GeneratorOutcome> {
  const { engine, prover, syntax, types, callers, maxStepMs, budgetMs, onStage, onText } = options;
  const { text, subject, declared = text } = source;
  const { existing } = source.setup;
  const started = performance.now();
  let deadline = started + budgetMs;
  let patientUntil = deadline;
  const isCancelled = () => signal.aborted; // the compiler takes it for a constant
  const trials: Trial[] = [];
  const observations: Observation[] = [];
  const constants = constantsOf(text, subject);
  const context = await contextOf(source, syntax, callers?.lines);
  const untyped = new Set<number>();
  let known = NOTHING_KNOWN;
  let surveyed = NOTHING_SURVEYED;
  let examples: CallExamples | undefined;
  let isSeeded = false;
  const compiler = types?.examples(signal).then(
    (found) => (examples = found),
    () => undefined,
  );
  types?.prepare(signal);

  const look = async (proposed: readonly Trial[]): Promise<Observation[]> => {
    const whole = proposed.map((trial) => withImports(withoutUnneeded(trial), surveyed));
    const others = unique([...trials, ...whole]).slice(trials.length);
    const good = await readable(others, subject.languageId, syntax);
    const fresh = good.map((one) => (examples === undefined ? one : { ...one, imports: examples.imports }));
    if (fresh.length === 0) return [];
    const offset = trials.length;
    trials.push(...fresh);
    onStage?.(`Running ${fresh.length} calls`);
    const found = await prover.observe(fresh, OBSERVE_MS, signal);
    const moved = found.map((one) => ({ ...one, trial: one.trial + offset }));
    observations.push(...moved);
    return moved;
  };

  const varied = new Set<Trial>();
  /** What works is tried at its borders, as long as that shows something new; once where enough is reached, but a branch is left. */
  const vary = async (): Promise<void> => {
    for (let round = 0; round < MOST_VARIED && !isCancelled(); round++) {
      const telling = chosen()
        .map(({ trial }) => trial)
        .filter((trial) => !varied.has(trial));
      if (telling.length === 0 || (isEnough() && (varied.size > 0 || missed().length === 0))) return;
      for (const trial of telling) varied.add(trial);
      await look(variationsOf(telling, constants, subject.languageId));
    }
  };

  /** Chooses others for calls whose tests have errors in their types, or writes those differently. */
  const typed = async (): Promise<TestCase[]> => {
    for (let round = 0; ; round++) {
      const cases = chosen();
      const ways = types === undefined ? undefined : await types.trials(cases, signal);
      const isTyped = (one: TestCase, index: number) => ways === undefined || ways[index] === one.trial;
      if (round >= MOST_TYPED || cases.every(isTyped)) return cases.filter(isTyped);
      const typing = examples;
      if (round === MOST_FREE && typing !== undefined) {
        for (const [place, trial] of trials.entries()) if (!isOfExamples(trial, typing)) untyped.add(place);
        continue;
      }
      for (const [index, { trial }] of cases.entries()) {
        const [place, way] = [trials.indexOf(trial), ways?.[index]];
        if (way === undefined) untyped.add(place);
        else trials[place] = way;
      }
    }
  };

  /** Cases with cast arguments that add to others, of calls whose tests have errors in their types. */
  const cast = async (others: readonly TestCase[]): Promise<TestCase[]> => {
    const { takenBranches: branches, killedMutants: mutants } = reachOf(others, known, prover.instrumented);
    // Where nothing else has types, any call may be cast.
    const left = new Set(others.length > 0 ? untyped : observations.map(({ trial }) => trial));
    for (let round = 0; types !== undefined && round < MOST_TYPED && left.size > 0; round++) {
      const usable = observations.filter(({ trial }) => left.has(trial));
      const cases = chosenCases(trials, usable, { branches, mutants }, prover.instrumented).slice(0, MOST_CAST);
      const ways = await types.trials(cases, signal, true);
      const good = cases.flatMap((one, index) => (ways[index] === undefined ? [] : [{ ...one, trial: ways[index] }]));
      if (good.length === cases.length || round === MOST_TYPED - 1) return good;
      for (const [index, { trial }] of cases.entries()) {
        if (ways[index] !== undefined) continue;
        left.delete(trials.indexOf(trial));
        // What is called in an argument has an error of its own, in whatever call that stands.
        const called = calledWithin(trial.call);
        for (const place of [...left]) if (called.some((one) => trials[place]?.call.includes(one))) left.delete(place);
      }
    }
    return [];
  };

  let searches = 0;
  /** What nobody has come by is looked for, as long as that finds something. */
  const search = async (most: number): Promise<void> => {
    const branches = prover.instrumented?.branches ?? [];
    for (let vain = 0; vain < MOST_VAIN && searches < most && !isCancelled() && !isEnough();) {
      const taken = takenSoFar();
      // Where nothing can be written about any call, other arguments help no more.
      if (taken.size === 0 || taken.size === branches.length || performance.now() > deadline) return;
      const round = searches++;
      const { languageId } = subject;
      await look(searchTrials({ trials, observations, branches, taken, text, languageId, constants, round }));
      vain = takenSoFar().size > taken.size ? 0 : vain + 1;
    }
  };

  let errors: string[] = [];
  const thinkingEnds = new AbortController();
  for (let sample = 0; sample < MOST_PROPOSALS; sample++) {
    if (isCancelled()) return nothing('Cancelled.');
    if (sample > 0 && performance.now() > deadline) break;
    onStage?.(sample === 0 ? 'Thinking of calls' : `Thinking of more calls, ${sample + 1} of ${MOST_PROPOSALS}`);
    const wish = (sample > 0 && wishFor(missed(), text, sample - 1)) || (WISHES[sample % WISHES.length] ?? WISHES[0]);
    const thinking = proposedTrials(
      { text, subject, wish, sample, errors, ...(context !== undefined && { context }) },
      { engine, maxStepMs, isEnough: () => performance.now() > patientUntil, ...(onText && { onText }) },
      AbortSignal.any([signal, thinkingEnds.signal]),
    );
    thinking.catch(() => undefined); // it is waited for below; nobody must miss it if that never comes
    if (sample === 0) {
      // What needs no model is tried while it thinks.
      if (existing !== undefined) onStage?.('Running the tests that are there');
      known = await prover.known(signal);
      if (reachesAll(known, prover.instrumented)) {
        thinkingEnds.abort();
        return nothing(saturation(known, source, prover.instrumented));
      }
      const waited = performance.now();
      surveyed = await prover.surveyed(signal);
      await inTime(compiler, EXAMPLES_MS);
      deadline += performance.now() - waited; // it is for calls, not for who is asked about them
      isSeeded = examples !== undefined;
      const asked = { surveyed, examples };
      const called = (callers?.trials ?? []).map((trial) => withObject(trial, declared, subject, asked));
      await look([...documentedTrials(text, subject), ...called, ...seedTrials(declared, subject, asked)]);
      await vary();
      await search(MOST_SEARCHES / 2);
      if (isEnough()) patientUntil = Math.min(deadline, started + PATIENCE_MS);
    }
    const proposed = (await thinking).map((trial) => withObject(trial, declared, subject, { surveyed, examples }));
    if (isCancelled()) return nothing('Cancelled.');
    const late: Trial[] =
      isSeeded || examples === undefined ? [] : seedTrials(declared, subject, { surveyed, examples });
    isSeeded ||= late.length > 0;
    errors = reasonsIn(await look([...proposed, ...late]), trials).slice(0, 3);
    await vary();
    if (await isDone()) break;
    await search(MOST_SEARCHES);
    if (await isDone()) break;
  }

  /** Enough is reached by calls whose tests have no errors in their types, too. */
  async function isDone(): Promise<boolean> {
    return isEnough() && (await typed()).length > 0 && isEnough();
  }
  function takenSoFar(): ReadonlySet<number> {
    return new Set([...known.branches, ...takenBy(observations)]);
  }
  function missed(): Branch[] {
    const taken = takenSoFar();
    return (prover.instrumented?.branches ?? []).filter(({ id }) => !taken.has(id));
  }
  function chosen(): TestCase[] {
    const usable = observations.filter(({ trial }) => !untyped.has(trial));
    return chosenCases(trials, usable, known, prover.instrumented);
  }
  /** Everything that can be reached has been, as far as anybody can tell. */
  function isEnough(): boolean {
    const made = prover.instrumented;
    const cases = chosen();
    if (cases.length === 0) return false;
    if (made === undefined) return true;
    const reach = reachOf(cases, known, made);
    const branches = made.branches.length === 0 ? 1 : reach.takenBranches.size / made.branches.length;
    const mutants = made.mutants.length === 0 ? 1 : reach.killedMutants.size / made.mutants.length;
    return branches >= 0.9 && mutants >= 0.6;
  }
  function nothing(reason: string): GeneratorOutcome {
    return { kind: 'nothing', reason, possibleBugs: possibleBugs(trials, observations) };
  }

  const ofTheirTypes = await typed();
  const cases = [...ofTheirTypes, ...(isEnough() ? [] : await cast(ofTheirTypes))];
  if (cases.length === 0)
    return nothing(
      known.isReached && observations.some(isUsable)
        ? saturation(known, source, prover.instrumented)
        : whyNone(trials, observations, untyped.size),
    );
  onStage?.(`Running ${cases.length} tests`);
  const proof = await prover.prove(cases, signal);
  if (proof === undefined) return nothing('No test passed each time.');
  const verdict = await types?.verdict(proof.text, signal);
  return {
    kind: 'tests',
    cases: proof.cases,
    text: proof.text,
    passed: [...proof.passed, ...(verdict === 'clean' ? ['types clean'] : [])],
    unchecked: [
      ...prover.isolation.open,
      ...(proof.cases.some(({ trial }) => isCast(trial))
        ? ['The tests cast arguments, which have other types than the declared ones.']
        : []),
      ...(typeof verdict === 'object' ? [`The types of the test file are not clean: ${verdict.complaint}`] : []),
    ],
    possibleBugs: possibleBugs(trials, observations),
    reach: reachOf(proof.cases, known, prover.instrumented),
  };
}

/** Waits, but not longer. */
async function inTime(promised: Promise<unknown> | undefined, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promised, late]);
  clearTimeout(timer);
}

function reachesAll(known: Known, made: Prover['instrumented']): boolean {
  if (made === undefined || !known.isReached) return false;
  return known.branches.size === made.branches.length && known.mutants.size === made.mutants.length;
}

/** Why there is nothing to offer, where there are tests that leave nothing. */
function saturation(known: Known, { subject, setup }: Source, made: Prover['instrumented']): string {
  const [branches, mutants] = [made?.branches.length ?? 0, made?.mutants.length ?? 0];
  const [file, name] = [path.basename(setup.testFile), qualifiedName(subject)];
  return reachesAll(known, made)
    ? `The tests in ${file} already reach all of ${name}: ${branches} branches, ${mutants} mutants.`
    : `The tests in ${file} reach ${known.branches.size} of ${branches} branches and ${known.mutants.size} of ${mutants} mutants of ${name}; no call was found that adds to that.`;
}

/** Branches that calls took which a test can be written about. */
function takenBy(observations: readonly Observation[]): ReadonlySet<number> {
  return new Set(observations.filter(isUsable).flatMap(({ branches }) => branches));
}

function reachOf(cases: readonly TestCase[], before: Known, made: Prover['instrumented']): Reach {
  return {
    branches: made?.branches ?? [],
    takenBranches: new Set([...before.branches, ...cases.flatMap(({ adds }) => adds.branches)]),
    mutants: made?.mutants ?? [],
    killedMutants: new Set([...before.mutants, ...cases.flatMap(({ adds }) => adds.mutants)]),
    before,
  };
}

/** Calls that parse: one that does not would spoil the file that all are tried in. */
export async function readable(
  trials: readonly Trial[],
  languageId: string,
  syntax: Pick<SyntaxTrees, 'countErrors'>,
): Promise<Trial[]> {
  const good: Trial[] = [];
  for (const trial of trials) {
    const expressions = [trial.call, ...(trial.expected === undefined ? [] : [trial.expected])];
    const lines = expressions.map((one) =>
      languageId === 'python' ? `(${one})` : /^(?:go|rust|java)$/.test(languageId) ? `_ = ${one}` : `;(${one})`,
    );
    const end = languageId === 'rust' || languageId === 'java' ? ';\n' : '\n';
    const code = [...trial.setup, ...lines].join(end);
    const whole =
      languageId === 'go'
        ? `package a\nfunc f() {\n${code}\n}\n`
        : languageId === 'rust'
          ? `fn f() {\n${code};\n}\n`
          : languageId === 'java'
            ? `class A { void f() {\n${code};\n} }\n`
            : code;
    const errors = await syntax.countErrors(languageId, whole, true);
    if (errors === undefined || errors === 0) good.push(trial);
  }
  return good;
}

function reasonsIn(observations: readonly Observation[], trials: readonly Trial[]): string[] {
  return observations.flatMap(({ trial, outcome }) => {
    const call = trials[trial]?.call ?? '';
    if (outcome.kind === 'unusable') return [`${call}: ${outcome.reason}`];
    return outcome.kind === 'throws' && outcome.isAccident ? [`${call}: ${outcome.type}: ${outcome.message}`] : [];
  });
}

function whyNone(trials: readonly Trial[], observations: readonly Observation[], untyped = 0): string {
  if (trials.length === 0) return 'The model thought of no call that can be read.';
  if (untyped > 0) return `None of ${trials.length} calls gave a test without errors in its types.`;
  if (observations.some(isUsable))
    return `None of ${trials.length} calls gave a test that takes a branch or notices a change of the code.`;
  const [reason] = reasonsIn(observations, trials);
  if (reason !== undefined) return `None of ${trials.length} calls could be made. ${reason}`;
  return `None of ${trials.length} calls gave something that a test can be written about.`;
}
