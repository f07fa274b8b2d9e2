import type { Constants } from './constants.ts';

const MOST_LINES = 12;
const MOST_STRINGS = 3;
/** So often a line is repeated within itself: as fields of a row. */
const FIELDS = [2, 3, 4];

/** Texts of several lines, as they are written within quotes, that differ from one in one line: another value, or a row of more fields. */
export function linesNear(inner: string, { strings }: Pick<Constants, 'strings'>): string[] {
  const lines = inner.split(String.raw`\n`);
  if (lines.length < 2 || lines.length > MOST_LINES) return [];
  const others = (line: string) =>
    line === ''
      ? []
      : [
          ...(/^-?\d+$/.test(line) ? [`-${line}`.replace('--', ''), '0', String(Number(line) + 1)] : []),
          ...FIELDS.map((fields) => Array.from({ length: fields }, () => line).join(' ')),
          ...strings.filter((one) => !one.includes('\\')).slice(0, MOST_STRINGS),
          'a',
        ];
  // The last lines first: what is read there depends on what stands before.
  return lines
    .flatMap((line, index) => others(line).map((other) => lines.map((one, at) => (at === index ? other : one))))
    .reverse()
    .map((changed) => changed.join(String.raw`\n`))
    .filter((text) => text !== inner);
}
