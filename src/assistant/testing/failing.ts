import type { TextEdit } from '../../checks/compare.ts';
import type { Engine } from '../../engine/types.ts';
import { judge, type Answers, type Question, type Shown } from '../../testing/failing/judge.ts';
import { readReport, type Claim, type Report } from '../../testing/failing/report.ts';
import { suspectsAmong } from '../../testing/failing/suspects.ts';
import { reportedTitle } from '../../testing/failing/title.ts';
import type { Source } from '../../testing/languages/language.ts';
import type { Observation, Trial } from '../../testing/observe/trial.ts';
import type { Prover } from '../../testing/prover.ts';
import { qualifiedName } from '../../testing/subject.ts';
import { constantsOf } from '../../testing/trials/constants.ts';
import { documentedTrials } from '../../testing/trials/documented.ts';
import { takesAll } from '../../testing/trials/parameters.ts';
import { seedTrials, withObject } from '../../testing/trials/seeds.ts';
import { variationsOf } from '../../testing/trials/variations.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { contextOf } from './context.ts';
import { expectedTrials } from './expectations.ts';
import { readable } from './generator.ts';

export interface FailingOptions {
  readonly engine: Engine;
  readonly prover: Pick<Prover, 'observe' | 'fails' | 'instrumented'>;
  readonly syntax: Pick<SyntaxTrees, 'countErrors' | 'declarationsOf'>;
  readonly maxStepMs: number;
  /** After so long no further calls are thought of, what the model still says is cut off, and no further test is tried. */
  readonly budgetMs: number;
  readonly onStage?: (stage: string) => void;
  readonly onText?: (text: string) => void;
}

export type FailingOutcome =
  | {
      readonly kind: 'test';
      /** The test file's whole text. */
      readonly text: string;
      /** The test's title. */
      readonly title: string;
      /** What runners call the test, for `passesAfter` of the prover. */
      readonly name: string;
      /** What was observed against what was expected, a sentence. */
      readonly why: string;
      readonly passed: readonly string[];
      /** Small changes of the source with which the call comes to something else: what is wrong may be there. */
      readonly suspects: readonly TextEdit[];
    }
  | { readonly kind: 'nothing'; readonly reason: string };

const OBSERVE_MS = 8_000;
const RUNS = 3;
const MOST_PROPOSALS = 2;
/** So many calls that show it are made a test of, one after the other, until one fails as it should. */
const MOST_PROVED = 3;
/** The model gets so long for its first answer where running what the report names has used the budget up. */
const LEAST_THINKING_MS = 10_000;

/** A test that fails now because of what a report says, and passes once that is fixed. */
export async function failingTest(
  source: Source,
  report: string,
  { engine, prover, syntax, maxStepMs, budgetMs, onStage, onText }: FailingOptions,
  signal: AbortSignal,
): Promise<FailingOutcome> {
  const { text, subject } = source;
  const { languageId } = subject;
  const deadline = performance.now() + budgetMs;
  const read = readReport(report, text, subject);
  const asked = new Set<string>();
  const reasons: string[] = [];
  const refuted = new Set<Question>();
  const proved = new Set<Shown>();
  const killed = new Map<Shown, readonly number[]>();

  const isCancelled = () => signal.aborted;
  const shownBy = async (questions: readonly Question[]): Promise<Shown[]> => {
    const fresh = questions.filter((one) => !asked.has(keyOf(one)));
    for (const one of fresh) asked.add(keyOf(one));
    onStage?.(`Running ${fresh.length} calls`);
    const answers = await answersTo(fresh, languageId, { prover, syntax }, signal);
    const shown: Shown[] = [];
    for (const [question, found] of answers) {
      const verdict = judge(question, found, read, languageId);
      if (!('reason' in verdict)) {
        shown.push(verdict);
        killed.set(verdict, found.expected.killed);
      } else {
        reasons.push(verdict.reason);
        if (verdict.isRefuted) refuted.add(question);
      }
    }
    return shown.sort((one, other) => other.rank - one.rank);
  };
  const test = async (shown: readonly Shown[]): Promise<FailingOutcome | undefined> => {
    for (const one of shown) {
      if (proved.size >= MOST_PROVED || signal.aborted) return undefined;
      if (proved.size > 0 && performance.now() > deadline) return undefined;
      proved.add(one);
      onStage?.('Running the failing test');
      const { trial, outcome, stated, why } = one;
      const title = reportedTitle(report, why);
      const comment = `Fails until ${qualifiedName(subject)} is fixed.\n${why}`;
      const made = {
        trial,
        outcome,
        adds: { branches: [], mutants: [] },
        isDocumented: true,
        reported: { title, comment },
      };
      const proof = await prover.fails(made, stated, RUNS, signal);
      if ('text' in proof) {
        const suspects = suspectsAmong(text, prover.instrumented?.mutants ?? [], killed.get(one) ?? []);
        return { kind: 'test', text: proof.text, title, name: proof.name, why, passed: proof.passed, suspects };
      }
      reasons.unshift(proof.reason);
    }
    return undefined;
  };

  const reported = questionsOf(read, text, source);
  const first = [...reported, ...documentedQuestions(read, source)];
  const found = first.length > 0 ? await test(await shownBy(first)) : undefined;
  if (found) return found;
  // The report is about certain calls, and wrong about them: no other call can be meant.
  if (reported.length > 0 && reported.every((one) => refuted.has(one)))
    return { kind: 'nothing', reason: whyNone(reasons, reported.length) };
  const context = await contextOf(source, syntax);
  const thought: Trial[] = first.map(({ trial }) => trial);
  for (let sample = 0; sample < MOST_PROPOSALS; sample++) {
    if (isCancelled() || (sample > 0 && performance.now() > deadline)) break;
    onStage?.('Thinking of calls that show it');
    // A model that other programs take the cores from is slow without end; what it has said by then is read.
    const leftMs = Math.max(deadline - performance.now(), sample === 0 ? LEAST_THINKING_MS : 0);
    const options = { engine, maxStepMs, budgetMs: leftMs, ...(onText && { onText }) };
    const proposed = (await expectedTrials(source, report, { context, sample }, options, signal)).map((trial) =>
      withObject(trial, text, subject),
    );
    if (isCancelled()) break;
    thought.push(...proposed);
    const byModel = await test(await shownBy(proposed.flatMap((trial) => proposedQuestions(trial, read, source))));
    if (byModel) return byModel;
  }
  if (isCancelled()) return { kind: 'nothing', reason: 'Cancelled.' };
  // Of a call that nobody thought of only the report itself can say what it should not do.
  if (canVary(read)) {
    const constants = constantsOf(text, subject);
    const base = thought.length > 0 ? thought : seedTrials(text, subject);
    const varied = [...(thought.length > 0 ? [] : base), ...variationsOf(base, constants, languageId)];
    const byVariation = await test(
      await shownBy(varied.flatMap((trial) => proposedQuestions({ ...trial, from: 'variation' }, read, source))),
    );
    if (byVariation) return byVariation;
  }
  return { kind: 'nothing', reason: whyNone(reasons, asked.size) };
}

/** The calls of the report, with what it says of them. */
function questionsOf({ claims }: Report, text: string, { subject }: Source): Question[] {
  return claims.flatMap(({ call, expected, observed }) =>
    call === undefined
      ? []
      : [
          {
            trial: withObject(call, text, subject),
            ...(expected !== undefined && { expected, by: 'report' as const }),
            ...(observed !== undefined && { observed }),
          },
        ],
  );
}

/** The calls of the documentation: what it says of them holds as long as the report says nothing else. */
function documentedQuestions(report: Report, { text, subject }: Source): Question[] {
  const wide = wideClaim(report);
  return documentedTrials(text, subject).flatMap(({ expected, ...trial }): Question[] => {
    if (wide?.expected !== undefined && wide.observed !== undefined)
      return [{ trial, expected: wide.expected, by: 'report', observed: wide.observed }];
    if (report.error === undefined && expected === undefined) return [];
    return [
      {
        trial,
        ...(expected !== undefined && { expected, by: 'documentation' as const }),
        ...(wide?.observed !== undefined && { observed: wide.observed }),
        ...(wide?.expected !== undefined && { mustExpect: wide.expected }),
      },
    ];
  });
}

/** A call that the report does not name, with what is known of it. */
function proposedQuestions({ expected, ...trial }: Trial, report: Report, { text, subject }: Source): Question[] {
  if (!takesAll(trial.call, text.slice(subject.start, subject.bodyStart), subject)) return [];
  const named = report.claims.find(({ call }) => call !== undefined && plain(call.call) === plain(trial.call));
  const wide = named ?? wideClaim(report);
  const from = named === undefined ? trial.from : 'report';
  const base = { trial: { ...trial, from }, ...(wide?.observed !== undefined && { observed: wide.observed }) };
  if (wide?.expected !== undefined && (wide.observed !== undefined || report.error !== undefined))
    return [{ ...base, expected: wide.expected, by: 'report' }];
  if (expected === undefined) return report.error === undefined ? [] : [base];
  return [{ ...base, expected, by: 'model', ...(wide?.expected !== undefined && { mustExpect: wide.expected }) }];
}

/** What a report says of no certain call. */
function wideClaim({ claims }: Report): Claim | undefined {
  return claims.find(({ call }) => call === undefined);
}

/** The report tells by itself whether any call shows it. */
function canVary(report: Report): boolean {
  const wide = wideClaim(report);
  return report.error !== undefined
    ? report.error.type !== undefined || report.error.message !== undefined
    : wide?.expected !== undefined && wide.observed !== undefined;
}

/** Has calls made, and compared with each value that something is said of. */
async function answersTo(
  questions: readonly Question[],
  languageId: string,
  { prover, syntax }: Pick<FailingOptions, 'prover' | 'syntax'>,
  signal: AbortSignal,
): Promise<[Question, Answers][]> {
  const trials: Trial[] = [];
  const place = async (trial: Trial, expected: string | undefined): Promise<number | undefined> => {
    const whole = expected === undefined ? trial : { ...trial, expected };
    const [good] = await readable([whole], languageId, syntax);
    return good === undefined ? undefined : trials.push(good) - 1;
  };
  const placed: { question: Question; at: readonly (number | undefined)[] }[] = [];
  for (const question of questions) {
    const { trial, expected, observed, mustExpect } = question;
    const at = [await place(trial, expected)];
    for (const value of [observed, mustExpect]) at.push(value === undefined ? undefined : await place(trial, value));
    placed.push({ question, at });
  }
  if (trials.length === 0) return [];
  const seen = new Map<number, Observation>();
  for (const one of await prover.observe(trials, OBSERVE_MS, signal)) seen.set(one.trial, one);
  return placed.flatMap(({ question, at }): [Question, Answers][] => {
    const [expected, observed, mustExpect] = at.map((number) => (number === undefined ? undefined : seen.get(number)));
    if (expected === undefined) return [];
    return [[question, { expected, ...(observed && { observed }), ...(mustExpect && { mustExpect }) }]];
  });
}

function keyOf({ trial, expected, observed, mustExpect }: Question): string {
  return JSON.stringify([...trial.setup, trial.call, expected, observed, mustExpect]);
}

function plain(code: string): string {
  return code.replaceAll(/\s+/g, '');
}

function whyNone(reasons: readonly string[], calls: number): string {
  const [reason] = reasons;
  if (reason === undefined) return 'No call was found that shows this. Name one, and what it should give.';
  return calls <= 1 ? reason : `None of ${calls} calls shows this. ${reason}`;
}
