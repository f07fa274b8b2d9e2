/** Where the replay types: places all over the files, as if the code there were still to be written. */
import type { SourceFile } from './sources.ts';
import { traceOf, type Action } from './trace.ts';

/** Why the prompt of a place's first key is cold. */
export type Cause = 'file' | 'jump';

export interface Segment {
  /** Place in the whole trace; an even sample keeps it. */
  readonly id: number;
  readonly file: SourceFile;
  readonly cause: Cause;
  /** The file without `text`. */
  readonly before: string;
  readonly after: string;
  /** What is typed there. */
  readonly text: string;
  /** Keys to press; more than that is not done. */
  readonly keys: number;
  readonly actions: readonly Action[];
}

const PLACES_PER_FILE = 3;
/** Keys at one place: fewer say little of anything but cold prompts. */
const FEWEST_KEYS = 12;
/** Characters per key, as accepts put several in place. */
const TEXT_PER_KEY = 6;
const COMMENT = /^(?:\/\/|\/?\*|#|"""|''')/;

/** At least `keys` keystrokes where the files have room for them, evenly over files and places. */
export function segmentsOf(files: readonly SourceFile[], keys: number, seed: number): Segment[] {
  const most = files.length * PLACES_PER_FILE;
  const count = Math.max(Math.min(files.length, 4), Math.min(most, Math.floor(keys / FEWEST_KEYS)));
  const perPlace = Math.ceil(keys / count);
  const spots = files.flatMap((file) =>
    Array.from({ length: PLACES_PER_FILE }, (_, place) => ({ file, share: (place + 0.6) / (PLACES_PER_FILE + 0.4) })),
  );
  const segments: Segment[] = [];
  for (let id = 0; id < count; id++) {
    const spot = spots[Math.floor((id * spots.length) / count)];
    if (spot === undefined) continue;
    const cut = cutAt(spot.file.text, spot.share, perPlace * TEXT_PER_KEY);
    const cause = causeOf(segments.at(-1), spot.file);
    segments.push({ id, file: spot.file, cause, ...cut, keys: perPlace, actions: traceOf(cut.text, seed + id) });
  }
  return segments;
}

/** Every `stride`th segment, with the causes as they are for somebody who does only these. */
export function sampleOf(segments: readonly Segment[], stride: number): Segment[] {
  const sample: Segment[] = [];
  for (const segment of segments.filter((_, index) => index % stride === 0)) {
    sample.push({ ...segment, cause: causeOf(sample.at(-1), segment.file) });
  }
  return sample;
}

const causeOf = (last: Segment | undefined, file: SourceFile): Cause => (last?.file === file ? 'jump' : 'file');

/** Takes lines of about `characters` out of a file, from a line of code at about `share` of its lines on. */
function cutAt(text: string, share: number, characters: number): { before: string; text: string; after: string } {
  const lines = text.split('\n');
  let first = Math.floor(lines.length * share);
  while (first < lines.length - 1 && !isCode(lines[first] ?? '')) first++;
  let last = first;
  let length = 0;
  while (last < lines.length && length < characters) length += (lines[last++] ?? '').length + 1;
  const line = lines[first] ?? '';
  const indent = line.slice(0, line.length - line.trimStart().length);
  const head = lines.slice(0, first).join('\n');
  return {
    before: (first > 0 ? head + '\n' : '') + indent,
    text: lines.slice(first, last).join('\n').slice(indent.length).trimEnd(),
    after: last < lines.length ? '\n' + lines.slice(last).join('\n') : '\n',
  };
}

function isCode(line: string): boolean {
  const code = line.trim();
  return code.length >= 12 && !COMMENT.test(code);
}
