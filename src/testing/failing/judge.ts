import type { TestCase } from '../cases.ts';
import type { Observation, Outcome, Trial } from '../observe/trial.ts';
import { identifiersIn } from '../languages/language.ts';
import { shortened } from '../write/names.ts';
import type { Report } from './report.ts';
import { likeness, shownError, type ReportedError } from './reported-error.ts';

/** Who says what a call should give. */
export type Authority = 'report' | 'documentation' | 'model';

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

const AUTHORITY: Readonly<Record<Authority, string>> = {
  report: '',
  documentation: ', as its documentation says',
  model: ', as the model understands the report',
};
const RANK: Readonly<Record<Trial['from'], number>> = {
  report: 8,
  documentation: 6,
  caller: 5,
  model: 4,
  variation: 2,
};
const MOST_SHOWN = 90;

/** Whether a call fails now, and for the reason of the report. */
export function judge(question: Question, answers: Answers, report: Report, languageId: string): Shown | NotShown {
  const call = shortened(question.trial.call, MOST_SHOWN);
  const { outcome } = answers.expected;
  if (outcome.kind === 'unusable') return { reason: `${call} cannot be tried: ${outcome.reason}` };
  const missing = missingName(question.trial, outcome);
  if (missing !== undefined) return { reason: `${call} cannot be tried: ${missing} is not defined.` };
  if (question.observed !== undefined && answers.observed?.asDocumented !== true)
    return { reason: `${call} ${done(outcome)}, not ${question.observed} as reported.`, isRefuted: true };
  if (report.expectedError !== undefined) return missingError(question, outcome, report.expectedError, languageId);
  if (report.error !== undefined) return unwantedError(question, answers, report.error);
  return wrongValue(question, answers);
}

function unwantedError({ trial, by }: Question, { expected }: Answers, reported: ReportedError): Shown | NotShown {
  const { outcome, expected: wanted } = expected;
  const call = shortened(trial.call, MOST_SHOWN);
  const thrown = errorOf(outcome);
  if (thrown === undefined) return { reason: `${call} ${done(outcome)}: it does not fail.` };
  const like = likeness(reported, thrown.type ?? '', thrown.message ?? '');
  if (like === 0) return { reason: `${call} ${done(outcome)}, not ${shownError(reported)} as reported.` };
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
      ? `${call} ${done(outcome)}, and should give ${given(wanted)}${AUTHORITY[by ?? 'report']}.`
      : outcome.kind === 'values'
        ? `${call} gives the error ${JSON.stringify(thrown.message)}, and should give none.`
        : `${call} ${done(outcome)}, and should not.`,
    rank: RANK[trial.from] + like / 2,
  };
}

function missingError(
  { trial }: Question,
  outcome: Exclude<Outcome, { kind: 'unusable' }>,
  { type }: ReportedError,
  languageId: string,
): Shown | NotShown {
  const call = shortened(trial.call, MOST_SHOWN);
  // Of any other call nobody has said that it should fail.
  if (trial.from !== 'report') return { reason: 'The report names no call that should fail: add one.' };
  if (outcome.kind === 'throws' && (type === undefined || type === outcome.type))
    return { reason: `${call} ${done(outcome)}, as it should.`, isRefuted: true };
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
    why: `${call} ${done(outcome)}, and should ${wanted === 'panic' ? 'panic' : `throw ${type ?? 'an error'}`}.`,
    rank: RANK[trial.from],
  };
}

function wrongValue({ trial, by = 'report' }: Question, { expected, mustExpect }: Answers): Shown | NotShown {
  const { outcome, expected: wanted, asDocumented } = expected;
  const call = shortened(trial.call, MOST_SHOWN);
  if (wanted === undefined) return { reason: `${call} ${done(outcome)}, and nobody says what it should give.` };
  if (mustExpect !== undefined && given(mustExpect.expected) !== given(wanted))
    return { reason: `${call} should give ${given(wanted)}, which the report does not speak of.` };
  if (asDocumented === true) return { reason: `${call} ${done(outcome)}, as it should.`, isRefuted: true };
  const thrown = outcome.kind === 'throws' ? errorOf(outcome) : undefined;
  // A call that the model got wrong fails, too.
  if (
    thrown !== undefined &&
    outcome.kind === 'throws' &&
    outcome.isAccident &&
    trial.from !== 'report' &&
    by === 'model'
  )
    return { reason: `${call} ${done(outcome)}, of which the report says nothing.` };
  if (thrown === undefined && asDocumented === undefined)
    return { reason: `What ${call} gives cannot be compared with ${given(wanted)}.` };
  return {
    trial,
    outcome: asserted(wanted, outcome),
    ...(thrown !== undefined && { stated: thrown }),
    why: `${call} ${done(outcome)}, and should give ${given(wanted)}${AUTHORITY[by]}.`,
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
function asserted(wanted: NonNullable<Observation['expected']>, seen: Outcome): TestCase['outcome'] {
  if (wanted.kind === 'values') return wanted;
  const { literal, shape } = wanted;
  const isAsync = (seen.kind === 'value' || seen.kind === 'throws') && seen.isAsync === true;
  const isIterator = (seen.kind === 'value' || seen.kind === 'throws') && seen.isIterator === true;
  // An instance is compared by the properties that are written down.
  const isPartial = seen.kind === 'value' && seen.shape === 'partial' && shape === 'equal' && /^\{/.test(literal ?? '');
  return {
    kind: 'value',
    literal,
    shape: isPartial ? 'partial' : shape,
    ...(isAsync && { isAsync }),
    ...(isIterator && { isIterator }),
  };
}

/** `gives 3`, `throws TypeError: x`. */
function done(outcome: Outcome): string {
  if (outcome.kind === 'throws') {
    const { type, message } = outcome;
    return type === 'panic'
      ? `panics: ${shortened(message, MOST_SHOWN)}`
      : `throws ${shortened(shownError({ type, message }), MOST_SHOWN)}`;
  }
  return outcome.kind === 'unusable' ? outcome.reason : `gives ${given(outcome)}`;
}

function given(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'value') return shortened(outcome.literal ?? 'what cannot be written down', MOST_SHOWN);
  if (outcome?.kind !== 'values') return 'nothing';
  return shortened(
    outcome.values.map(({ literal = '…' }) => (literal === '_' ? '…' : literal)).join(', ') || 'nothing',
    MOST_SHOWN,
  );
}

function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
