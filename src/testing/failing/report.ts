import type { Trial } from '../observe/trial.ts';
import type { Subject } from '../types.ts';
import { callsIn, type ReportedCall } from './reported-calls.ts';
import { errorIn, expectedErrorIn, withoutFrames, type ReportedError } from './reported-error.ts';
import { headOf } from '../subject.ts';
import { valueAt, valuesAt } from './values.ts';

/** What a report says of one call, or, without one, of the subject. Values are expressions of the language. */
export interface Claim {
  readonly call?: Trial;
  readonly expected?: string;
  /** What it gives instead. */
  readonly observed?: string;
}

/** What somebody says is wrong with a function. */
export interface Report {
  /** Thrown, though it should not be. */
  readonly error?: ReportedError;
  /** Not thrown, though it should be. */
  readonly expectedError?: ReportedError;
  readonly claims: readonly Claim[];
}

/** What stands before a value that should be. `V1 to be V2` is read apart. */
const EXPECTED =
  /\b(?:(?:should|must|ought to|has to|needs to|supposed to)(?: both| all| each)?(?: have)?(?: rather| instead| really)? (?:be|been|return(?:ed)?|give|given|equal|yield|produce|evaluate to)|expected(?: (?:result|value|output|return value))?(?: to (?:be|equal|return|give))?(?: is| was)?|expects|want(?:ed|s)?|to (?:be|equal)|toBe|toEqual)[:,]?\s+(?:exactly )?/gi;
/** What stands before a value that is. */
const OBSERVED =
  /\b(?:returns?|returned|gives?|gave|yields?|yielded|produces?|produced|got|gets|received|evaluates to|results in|actual(?: (?:result|value|output))?(?: is| was)?|(?:it|result|value|which) (?:is|was))[:,]?\s+/gi;
/** The value behind it is the contrary of the one before it. */
const CONTRARY = /,?\s*\b(?:and not|not|instead of|rather than|in place of)\s+/gi;
/** Right behind a call. */
const CALL_IS = /^`?\s*(?:is|was|=|->|=>|→|returns|==>)\s+/;
/** Right behind a call of which it is said what it should be. */
const CALL_SHOULD_BE = /^`?\s*(?:===?|to (?:be|equal)|toBe|toEqual)\s+/;
/** Between calls of which the same is said. */
const TOGETHER = /^`?\s*(?:,|and|or|,\s*and|as well as)\s*(?:both\s*)?`?$/;

interface Said {
  readonly at: number;
  readonly code: string;
  readonly as: 'expected' | 'observed';
}

/** Reads a sentence, an error message or a diagnostic: errors, calls of the subject of `text`, and what they should give. */
export function readReport(report: string, text: string, subject: Subject): Report {
  const said = withoutFrames(report.replaceAll('\r\n', '\n'));
  const expectedError = expectedErrorIn(said);
  const error = expectedError === undefined ? errorIn(report) : undefined;
  const calls = callsIn(said, text, subject);
  const values = valuesIn(said, calls, subject.languageId, givesSeveral(text, subject));
  return {
    ...(error !== undefined && { error }),
    ...(expectedError !== undefined && { expectedError }),
    claims: claimsOf(said, calls, values),
  };
}

/** What is said of each call stands behind it, of the first one before it, too. */
function claimsOf(text: string, calls: readonly ReportedCall[], values: readonly Said[]): Claim[] {
  const first = (as: Said['as'], from: number, to: number) => {
    const code = values.find((one) => one.as === as && one.at >= from && one.at < to)?.code;
    return code === undefined ? {} : { [as]: code };
  };
  if (calls.length === 0) {
    const claim: Claim = { ...first('expected', 0, text.length), ...first('observed', 0, text.length) };
    return Object.keys(claim).length === 0 ? [] : [claim];
  }
  return calls.map(({ trial }, index) => {
    const from = index === 0 ? 0 : (calls[index]?.at ?? 0);
    let next = index + 1;
    while (next < calls.length && TOGETHER.test(text.slice(calls[next - 1]?.end, calls[next]?.at))) next++;
    const to = calls[next]?.at ?? text.length;
    return { call: trial, ...first('expected', from, to), ...first('observed', from, to) };
  });
}

/** A function of Go with a list of results. */
function givesSeveral(text: string, subject: Subject): boolean {
  return subject.languageId === 'go' && /\)\s*\([^()]*,[^()]*\)\s*\{?\s*$/.test(headOf(text, subject));
}

/** Values in the order of the text, with what is said of them. */
function valuesIn(text: string, calls: readonly ReportedCall[], languageId: string, isSeveral: boolean): Said[] {
  const found: Said[] = [];
  const add = (at: number, as: Said['as']): number | undefined => {
    // What stands in a call is an argument.
    if (calls.some((call) => at > call.at && at < call.end)) return undefined;
    const value = isSeveral ? valuesAt(text, at, languageId) : valueAt(text, at, languageId);
    if (value === undefined || found.some((one) => one.at === at)) return undefined;
    found.push({ at, code: value.code, as });
    return value.end;
  };
  for (const { end } of calls) {
    const rest = text.slice(end);
    for (const [pattern, as] of [
      [CALL_SHOULD_BE, 'expected'],
      [CALL_IS, 'observed'],
    ] as const) {
      const [link] = pattern.exec(rest) ?? [];
      if (link !== undefined) add(end + link.length, as);
    }
  }
  // vitest: `expected 3 to be 4`; pytest: `assert 3 == 4`. What is comes first.
  for (const match of text.matchAll(/\bexpected |\bassert /gi)) {
    const at = match.index + match[0].length;
    const value = valueAt(text, at, languageId);
    const link =
      value &&
      /^,? (?:to (?:be|equal|deeply equal|strictly equal|have been|return)|==) /.exec(text.slice(value.end))?.[0];
    if (value === undefined || link === undefined) continue;
    add(at, 'observed');
    add(value.end + link.length, 'expected');
  }
  // pytest: `where 0 = clamp(5, 0, 3)`.
  for (const { at } of calls) {
    const place = /\bwhere (?=\S+ = (?:[\w.]+\.)?$)/.exec(text.slice(0, at));
    if (place) add(place.index + place[0].length, 'observed');
  }
  for (const [pattern, as] of [
    [EXPECTED, 'expected'],
    [OBSERVED, 'observed'],
  ] as const)
    for (const match of text.matchAll(pattern)) add(match.index + match[0].length, as);
  found.sort((one, other) => one.at - other.at);
  for (const match of text.matchAll(CONTRARY)) {
    const before = found.filter(({ at }) => at < match.index).at(-1);
    const at = match.index + match[0].length;
    if (before !== undefined) add(at, before.as === 'expected' ? 'observed' : 'expected');
    found.sort((one, other) => one.at - other.at);
  }
  return found;
}
