export type LineEnding = '\n' | '\r\n';

/**
 * The line ending that most lines of `text` have; the first one's where both are as frequent, `fallback` where there is
 * no line break. A lone `\r` counts for neither.
 */
export function detectLineEnding(text: string, fallback: LineEnding = '\n'): LineEnding {
  let unix = 0;
  let windows = 0;
  let first: LineEnding | undefined;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const ending: LineEnding = at > 0 && text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
    first ??= ending;
    if (ending === '\n') unix++;
    else windows++;
  }
  if (unix === windows) return first ?? fallback;
  return windows > unix ? '\r\n' : '\n';
}

/**
 * `text` with every line break (`\n`, `\r\n`, lone `\r`) as `ending`. Give it whole texts: of one cut between `\r` and
 * `\n`, the two halves would become two line breaks.
 */
export function withLineEnding(text: string, ending: LineEnding): string {
  return text.replace(/\r\n|\r|\n/g, ending);
}
