import type { TestCase } from '../cases.ts';
import type { Observation, Outcome, Trial } from '../observe/trial.ts';
import { identifiersIn } from '../languages/language.ts';
import type { Report } from './report.ts';
import { likeness, shownError, type ReportedError } from './reported-error.ts';
import { given, seen, shouldGive, shouldThrow, shown, type Authority } from './sentences.ts';

/** What is to be found out about a call. Values are expressions of the language. */
export interface Question {
  readonly trial: Trial;
  readonly expected?: string;
  readonly by?: Authority;
  /** What the report says that the call gives now. */
  readonly observed?: string;
  /** What the report says that it should give, of no certain call: what is expected has to be that. */
  readonly mustExpect?: string;
}

/** Observations of a call: each compares it with another value. */
export interface Answers {
  readonly expected: Observation;
  readonly observed?: Observation;
  readonly mustExpect?: Observation;
}

/** A call that shows what is reported. */
export interface Shown {
  readonly trial: Trial;
  readonly outcome: TestCase['outcome'];
  /** The error by which a test of it has to fail; without one, by its assertion. */
  readonly stated?: ReportedError;
  /** What was observed against what was expected, a sentence. */
  readonly why: string;
  /** Higher is nearer to the report. */
  readonly rank: number;
}

export interface NotShown {
  readonly reason: string;
  /** It was seen to do something else than reported, or just what it should. */
  readonly isRefuted?: boolean;
}

const RANK: Readonly<Record<Trial['from'], number>> = {
  report: 8,
  documentation: 6,
  caller: 5,
  model: 4,
  variation: 2,
};

/** Whether a call fails now, and for the reason of the report. */
export function judge(question: Question, answers: Answers, report: Report, languageId: string): Shown | NotShown {
  const call = shown(question.trial.call);
  const { outcome } = answers.expected;
  if (outcome.kind === 'unusable') return { reason: seen(call, outcome) };
  const missing = missingName(question.trial, outcome);
  if (missing !== undefined) return { reason: `${call} cannot be tried: ${missing} is not defined.` };
  if (question.observed !== undefined && answers.observed?.asDocumented !== true)
    return { reason: `${seen(call, outcome)}, not ${question.observed} as reported.`, isRefuted: true };
  if (report.expectedError !== undefined) return missingError(question, outcome, report.expectedError, languageId);
  if (report.error !== undefined) return unwantedError(question, answers, report.error);
  return wrongValue(question, answers);
}

function unwantedError({ trial, by }: Question, { expected }: Answers, reported: ReportedError): Shown | NotShown {
  const { outcome, expected: wanted } = expected;
  const call = shown(trial.call);
  const clause = seen(call, outcome);
  const thrown = errorOf(outcome);
  if (thrown === undefined) return { reason: `${clause}: it does not fail.` };
  const like = likeness(reported, thrown.type ?? '', thrown.message ?? '');
  if (like === 0) return { reason: `${clause}, not ${shownError(reported)} as reported.` };
  const isAsync = outcome.kind === 'throws' && outcome.isAsync === true;
  const isIterator = outcome.kind === 'throws' && outcome.isIterator === true;
  // A value of which only the model thinks is not needed to say that nothing should be thrown.
  const isKnown = wanted !== undefined && by !== 'model';
  return {
    trial,
    outcome: isKnown
      ? asserted(wanted, outcome)
      : {
          kind: 'no error',
          ...(isAsync && { isAsync }),
          ...(isIterator && { isIterator }),
          ...(outcome.kind === 'values' && { values: outcome.values.length }),
        },
    stated: thrown,
    why: isKnown
      ? shouldGive(clause, given(wanted), by ?? 'report')
      : outcome.kind === 'values'
        ? `${call} gives the error ${JSON.stringify(thrown.message)}, and should give none.`
        : `${clause}, and should not.`,
    rank: RANK[trial.from] + like / 2,
  };
}

function missingError(
  { trial }: Question,
  outcome: Exclude<Outcome, { kind: 'unusable' }>,
  { type }: ReportedError,
  languageId: string,
): Shown | NotShown {
  const clause = seen(shown(trial.call), outcome);
  // Of any other call nobody has said that it should fail.
  if (trial.from !== 'report') return { reason: 'The report names no call that should fail: add one.' };
  if (outcome.kind === 'throws' && (type === undefined || type === outcome.type))
    return { reason: `${clause}, as it should.`, isRefuted: true };
  const wanted = languageId === 'go' ? 'panic' : (type ?? (languageId === 'python' ? 'Exception' : 'Error'));
  const isAsync = outcome.kind !== 'values' && outcome.isAsync === true;
  const isIterator = outcome.kind !== 'values' && outcome.isIterator === true;
  const thrown = errorOf(outcome);
  return {
    trial,
    outcome: {
      kind: 'throws',
      type: wanted,
      message: '',
      ...(isAsync && { isAsync }),
      ...(isIterator && { isIterator }),
    },
    ...(outcome.kind === 'throws' && thrown !== undefined && { stated: thrown }),
    why: shouldThrow(clause, wanted === 'panic' ? wanted : type),
    rank: RANK[trial.from],
  };
}

function wrongValue({ trial, by = 'report' }: Question, { expected, mustExpect }: Answers): Shown | NotShown {
  const { outcome, expected: wanted, asDocumented } = expected;
  const call = shown(trial.call);
  const clause = seen(call, outcome);
  if (wanted === undefined) return { reason: `${clause}, and nobody says what it should give.` };
  const value = given(wanted);
  if (mustExpect !== undefined && given(mustExpect.expected) !== value)
    return { reason: `${call} should give ${value}, which the report does not speak of.` };
  if (asDocumented === true) return { reason: `${clause}, as it should.`, isRefuted: true };
  const thrown = outcome.kind === 'throws' ? errorOf(outcome) : undefined;
  // A call that the model got wrong fails, too.
  if (
    thrown !== undefined &&
    outcome.kind === 'throws' &&
    outcome.isAccident &&
    trial.from !== 'report' &&
    by === 'model'
  )
    return { reason: `${clause}, of which the report says nothing.` };
  if (thrown === undefined && asDocumented === undefined)
    return { reason: `What ${call} gives cannot be compared with ${value}.` };
  return {
    trial,
    outcome: asserted(wanted, outcome),
    ...(thrown !== undefined && { stated: thrown }),
    why: shouldGive(clause, value, by),
    rank: RANK[trial.from] + (by === 'model' ? 0 : 1),
  };
}

/** A name in the call that means nothing in a test: then it is not the subject that fails. */
function missingName({ setup, call }: Trial, outcome: Outcome): string | undefined {
  if (outcome.kind !== 'throws' || !/^(?:ReferenceError|NameError)$/.test(outcome.type)) return undefined;
  const name = /(?:^|name ')([A-Za-z_$][\w$]*)'? is not defined/.exec(outcome.message)?.[1];
  return name !== undefined && identifiersIn([...setup, call].join('\n')).has(name) ? name : undefined;
}

/** The error of an outcome: thrown, or of Go the one that it gives back. */
function errorOf(outcome: Outcome): ReportedError | undefined {
  if (outcome.kind === 'throws') return { type: outcome.type, message: outcome.message };
  if (outcome.kind !== 'values') return undefined;
  const last = outcome.values.at(-1);
  return last?.shape === 'error' ? { message: unquoted(last.literal ?? '') } : undefined;
}

/** What is expected, to be received in the way that the call gives it. */
function asserted(wanted: NonNullable<Observation['expected']>, outcome: Outcome): TestCase['outcome'] {
  if (wanted.kind === 'values') return wanted;
  const { literal, shape } = wanted;
  const isAsync = (outcome.kind === 'value' || outcome.kind === 'throws') && outcome.isAsync === true;
  const isIterator = (outcome.kind === 'value' || outcome.kind === 'throws') && outcome.isIterator === true;
  // An instance is compared by the properties that are written down.
  const isPartial =
    outcome.kind === 'value' && outcome.shape === 'partial' && shape === 'equal' && /^\{/.test(literal ?? '');
  return {
    kind: 'value',
    literal,
    shape: isPartial ? 'partial' : shape,
    ...(isAsync && { isAsync }),
    ...(isIterator && { isIterator }),
  };
}

function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
