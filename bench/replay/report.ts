/** The measures side by side, as a table of text. */
import { measuresOf, type Measures, type Run } from './measures.ts';

type Format = (measures: Measures) => string;

/** Each row with the goal, which is for ours over the whole trace. */
const ROWS: readonly { readonly title: string; readonly goal: string; readonly of: Format }[] = [
  { title: 'keys', goal: '1000', of: (of) => String(of.keys) },
  { title: 'key to answer, p50, superseded: never, ms', goal: '5', of: (of) => ms(of.latencyP50, 1) },
  { title: 'key to answer, p95, superseded: never, ms', goal: '400', of: (of) => ms(of.latencyP95) },
  { title: 'answered before the next key', goal: '', of: (of) => share(of.answeredShare) },
  { title: '  of these: p50, ms', goal: '', of: (of) => ms(of.answeredP50, 1) },
  { title: '  of these: p95, ms', goal: '', of: (of) => ms(of.answeredP95) },
  { title: 'keys with a suggestion', goal: '', of: (of) => share(of.shownShare) },
  { title: 'answered without a forward pass', goal: '60 %', of: (of) => share(of.noPassShare) },
  { title: '  and within 5 ms', goal: '60 %', of: (of) => share(of.noPassWithin5Share) },
  { title: '  p95, ms', goal: '5', of: (of) => ms(of.noPassP95, 1) },
  { title: 'warm requests that the model finished', goal: '', of: (of) => String(of.modelRequests) },
  { title: '  first token p50, ms', goal: '80', of: (of) => ms(of.ttftP50) },
  { title: '  first token p95, ms', goal: '200', of: (of) => ms(of.ttftP95) },
  { title: '  whole first line p50, ms', goal: '200', of: (of) => ms(of.firstLineP50) },
  { title: '  whole first line p95, ms', goal: '500', of: (of) => ms(of.firstLineP95) },
  { title: '  whole first line mean, ms', goal: '', of: (of) => ms(of.firstLineMean) },
  { title: '  of these shown', goal: '', of: (of) => String(of.shownRequests) },
  { title: '    whole first line p50, ms', goal: '200', of: (of) => ms(of.shownLineP50) },
  { title: '    whole first line p95, ms', goal: '500', of: (of) => ms(of.shownLineP95) },
  { title: '    whole first line mean, ms', goal: '', of: (of) => ms(of.shownLineMean) },
  { title: 'prompt tokens per key, median', goal: '3', of: (of) => number(of.promptTokensMedian) },
  { title: 'prompt tokens per key, mean', goal: '20', of: (of) => number(of.promptTokensMean, 1) },
  { title: 'characters accepted', goal: '', of: (of) => String(of.acceptedCharacters) },
  { title: 'CPU seconds per accepted character', goal: '', of: (of) => number(of.cpuPerAccepted, 2) },
  { title: 'CPU seconds per key', goal: '', of: (of) => number(of.cpuPerKey, 2) },
  { title: 'tokens decoded', goal: '', of: (of) => String(of.decoded) },
  { title: '  of these never shown', goal: '', of: (of) => String(of.decodedNeverShown) },
  { title: 'cancelled while the engine worked', goal: '', of: (of) => String(of.cancelled) },
  { title: '  cancel to idle p50, ms', goal: '50', of: (of) => ms(of.idleP50) },
  { title: '  cancel to idle p95, ms', goal: '50', of: (of) => ms(of.idleP95) },
  { title: 'cold: first key in another file, at once, p50, ms', goal: '1000', of: (of) => ms(of.coldFileP50) },
  { title: 'cold: first key after a jump, at once, p50, ms', goal: '1000', of: (of) => ms(of.coldJumpP50) },
  { title: 'cold: either, after a look of 0.5 to 2 s, p50, ms', goal: '', of: (of) => ms(of.coldLookedP50) },
];

/** `coldStartMs`: first keys after the model was loaded; they belong to the first run alone. */
export function table(runs: readonly Run[], coldStartMs: readonly number[]): string {
  const all = runs.map((run) => measuresOf(run));
  const coldStart = coldStartMs.length === 0 ? '–' : coldStartMs.map((value) => ms(value)).join(' / ');
  const lines = [
    ['', ...runs.map(({ name }) => name), 'goal'],
    ...ROWS.map(({ title, goal, of }) => [title, ...all.map((measures) => of(measures)), goal]),
    ['cold: first key after loading, ms', coldStart, ...runs.slice(1).map(() => '–'), '1000'],
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) => line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))))
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}

/**
 * How many times sooner ours has the first line, by the means and by the medians of the same part of the trace; `shown`:
 * by the mean over those of both that were shown.
 */
export function speedup(ours: Run, peer: Run): { mean: number; p50: number; shown: number } {
  const [one, other] = [measuresOf(ours), measuresOf(peer)];
  return {
    mean: other.firstLineMean / one.firstLineMean,
    p50: other.firstLineP50 / one.firstLineP50,
    shown: other.shownLineMean / one.shownLineMean,
  };
}

function number(value: number, digits = 0): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function ms(value: number, digits = 0): string {
  return value === Infinity ? 'never' : number(value, digits);
}

const share = (value: number): string => (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(0)} %`);
