/** What a replay's keys add up to: pure, the same for ours and for the peers. */
import { mean, percentile } from '../statistics.ts';
import type { Work } from './assistant.ts';
import type { KeyRecord } from './typist.ts';

/** All keys of one assistant, and what they cost. */
export interface Run {
  readonly name: string;
  readonly records: readonly KeyRecord[];
  /** CPU time from the first key to idle, in seconds; undefined where the system does not tell. */
  readonly cpuSeconds: number | undefined;
}

export interface Measures {
  readonly keys: number;
  readonly answeredShare: number;
  readonly shownShare: number;
  /** Keys with no answer before the next key count as never answered: Infinity. */
  readonly latencyP50: number;
  readonly latencyP95: number;
  /** Of the answered ones alone. */
  readonly answeredP50: number;
  readonly answeredP95: number;
  readonly noPassShare: number;
  readonly noPassWithin5Share: number;
  readonly noPassP95: number;
  /** Requests that the model worked on to their end. */
  readonly modelRequests: number;
  /** Of all that got as far as a first token. */
  readonly ttftP50: number;
  readonly ttftP95: number;
  /** Of those the model worked on to their end. */
  readonly firstLineP50: number;
  readonly firstLineP95: number;
  readonly firstLineMean: number;
  /** Of those whose answer was shown: without the ones given up as too unsure, which are short. */
  readonly shownRequests: number;
  readonly shownLineP50: number;
  readonly shownLineP95: number;
  readonly shownLineMean: number;
  readonly promptTokensMedian: number;
  readonly promptTokensMean: number;
  readonly acceptedCharacters: number;
  readonly cpuPerAccepted: number;
  readonly cpuPerKey: number;
  readonly decoded: number;
  readonly decodedNeverShown: number;
  readonly cancelled: number;
  readonly idleP50: number;
  readonly idleP95: number;
  /** First keys that came at once. */
  readonly coldFileP50: number;
  readonly coldJumpP50: number;
  /** First keys, in other files or after a jump, of a person who had looked at the place. */
  readonly coldLookedP50: number;
}

const NO_PASS_WITHIN_MS = 5;

export function measuresOf({ records, cpuSeconds }: Run): Measures {
  const latencies = records.map(({ latencyMs }) => latencyMs ?? Infinity);
  const answered = latencies.filter(Number.isFinite);
  const noPass = records.filter(({ work, latencyMs }) => work?.withoutPass === true && latencyMs !== undefined);
  const noPassMs = noPass.map(({ latencyMs }) => latencyMs ?? Infinity);
  const works = records.flatMap(({ work }) => (work ? [work] : []));
  // A place's first prompt is reported by itself; whoever waited for another request's work has none of its own.
  const warmKeys = records.filter(({ cold }) => cold === undefined);
  const warm = warmKeys.flatMap(({ work }) => (work ? [work] : []));
  const finished = ({ withoutPass, cancelled, ttftMs }: Work) => !withoutPass && !cancelled && ttftMs > 0;
  const model = warm.filter(finished);
  const shownLine = warmKeys.flatMap(({ work, shown }) => (work && shown && finished(work) ? [work.firstLineMs] : []));
  // A request that was cancelled after its first token had one too.
  const begun = warm.filter(({ withoutPass, ttftMs, decoded }) => !withoutPass && ttftMs > 0 && decoded > 0);
  const ttft = begun.map(({ ttftMs }) => ttftMs);
  const firstLine = model.map(({ firstLineMs }) => firstLineMs);
  const idle = works.flatMap(({ idleMs }) => (idleMs === undefined ? [] : [idleMs]));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const accepted = sum(records.map((record) => record.accepted));
  const cold = (fits: (record: KeyRecord) => boolean) =>
    percentile(
      records
        .filter((record) => record.cold !== undefined && fits(record))
        .map(({ latencyMs }) => latencyMs ?? Infinity),
      0.5,
    );
  return {
    keys: records.length,
    answeredShare: answered.length / records.length,
    shownShare: records.filter(({ shown }) => shown).length / records.length,
    latencyP50: percentile(latencies, 0.5),
    latencyP95: percentile(latencies, 0.95),
    answeredP50: percentile(answered, 0.5),
    answeredP95: percentile(answered, 0.95),
    noPassShare: noPass.length / records.length,
    noPassWithin5Share: noPassMs.filter((ms) => ms <= NO_PASS_WITHIN_MS).length / records.length,
    noPassP95: percentile(noPassMs, 0.95),
    modelRequests: model.length,
    ttftP50: percentile(ttft, 0.5),
    ttftP95: percentile(ttft, 0.95),
    firstLineP50: percentile(firstLine, 0.5),
    firstLineP95: percentile(firstLine, 0.95),
    firstLineMean: mean(firstLine),
    shownRequests: shownLine.length,
    shownLineP50: percentile(shownLine, 0.5),
    shownLineP95: percentile(shownLine, 0.95),
    shownLineMean: mean(shownLine),
    promptTokensMedian: percentile(
      works.map(({ promptTokens }) => promptTokens),
      0.5,
    ),
    promptTokensMean: sum(works.map(({ promptTokens }) => promptTokens)) / records.length,
    acceptedCharacters: accepted,
    cpuPerAccepted: cpuSeconds === undefined || accepted === 0 ? NaN : cpuSeconds / accepted,
    cpuPerKey: cpuSeconds === undefined ? NaN : cpuSeconds / records.length,
    decoded: sum(works.map(({ decoded }) => decoded)),
    decodedNeverShown: sum(records.filter(({ shown }) => !shown).map(({ work }) => work?.decoded ?? 0)),
    cancelled: idle.length,
    idleP50: percentile(idle, 0.5),
    idleP95: percentile(idle, 0.95),
    coldFileP50: cold((record) => record.cold === 'file' && !record.looked),
    coldJumpP50: cold((record) => record.cold === 'jump' && !record.looked),
    coldLookedP50: cold((record) => record.looked),
  };
}
