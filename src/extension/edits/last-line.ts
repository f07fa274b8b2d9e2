/** More would be cut off in a notification. */
const MOST_CHARACTERS = 60;

/** The last line with something on it, shortened for a notification. */
export function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
