import type { Candidate } from './healing.ts';

/**
 * Probability of the token as far as its line goes. At a line's end tokens that differ in what they say of the lines below
 * (`;\n`, `;\n\n`, `;\n    `) agree with each other, and with the end of the text. Not where the line is blank: there the
 * indentation below is part of what is said.
 */
export function sureness(
  best: Candidate,
  candidates: readonly Candidate[],
  textOf: (token: number) => string,
  stopTokens: ReadonlySet<number>,
  isBlank: boolean,
): number {
  const endOf = (token: number) => (stopTokens.has(token) ? '' : lineEndIn(textOf(token)));
  const end = endOf(best.token);
  if (end === undefined || (isBlank && end === '')) return best.probability;
  return candidates.reduce((sum, { token, probability }) => (endOf(token) === end ? sum + probability : sum), 0);
}

/** What a token's text says of the line that it ends, less blanks; undefined where it ends none. */
function lineEndIn(text: string): string | undefined {
  const lineBreak = text.indexOf('\n');
  return lineBreak < 0 ? undefined : text.slice(0, lineBreak).trimEnd();
}
