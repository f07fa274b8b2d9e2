import { unpaired } from './brackets.ts';
import { indentation } from './cursor-context.ts';
import { opensBlock } from './extent.ts';
import type { CursorContext } from './types.ts';

/** Lines below the cursor among which the end of what begins on its line is looked for. */
const LINES_BELOW = 60;
const OPENER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The answer up to the bracket that the text below goes on in: the lines below are deeper, and the first one that is not
 * closes what the cursor's line must open. What a model says behind that bracket stands below already.
 */
export function upToOpenBelow(answer: string, context: CursorContext): string | undefined {
  const { linePrefix, lineRest, languageId } = context;
  if (lineRest.trim() !== '' || linePrefix.trim() === '') return undefined;
  const base = indentation(linePrefix);
  const [next, ...others] = context.below.split('\n', LINES_BELOW).slice(1);
  if (next === undefined || next.trim() === '' || indentation(next) <= base) return undefined;
  const end = others.find((line) => line.trim() !== '' && indentation(line) <= base);
  const closer = end?.trim().charAt(0) ?? '';
  const opener = OPENER[closer];
  if (end === undefined || opener === undefined || indentation(end) !== base) return undefined;
  const firstLine = answer.split('\n', 1)[0] ?? '';
  // The lines below may go on in what the answer opens itself, also without a bracket.
  const goesOn = closer === '}' ? /(?:=>|:)\s*$/ : /=>\s*$/;
  if (unpaired(firstLine, languageId).missing.includes(closer) || goesOn.test(firstLine)) return undefined;
  for (let at = firstLine.indexOf(opener); at >= 0; at = firstLine.indexOf(opener, at + 1)) {
    if (unpaired(firstLine.slice(0, at), languageId).missing === '') return firstLine.slice(0, at + 1);
  }
  return undefined;
}

/**
 * Where else an answer may end if the file parses worse with all of it, in order of preference: before what closes more
 * than it opened (that stands behind the cursor already), at the line ends where it is complete, from the last, and at its
 * first line's end.
 */
export function shorterCuts(answer: string, { languageId, lineRest }: CursorContext): string[] {
  const earlier = lineEnds(answer).slice(0, -1);
  const complete = earlier.filter((end) => isComplete(answer.slice(0, end), languageId));
  const cuts = [closerAt(answer, languageId, lineRest), complete.at(-1), complete.at(-2), earlier[0]];
  return cuts.filter((end) => end !== undefined).map((end) => answer.slice(0, end));
}

/** Where the answer closes what it did not open; of quotes only those that stand behind the cursor, as others may be none. */
function closerAt(answer: string, languageId: string, lineRest: string): number | undefined {
  const { unopenedAt } = unpaired(answer, languageId);
  if (unopenedAt === undefined) return undefined;
  const closer = answer.charAt(unopenedAt);
  return /[)\]}]/.test(closer) || lineRest.includes(closer) ? unopenedAt : undefined;
}

/** Where the lines with anything on them end. */
function lineEnds(answer: string): number[] {
  return [...answer.matchAll(/\S[^\n]*/g)].map(({ index, 0: line }) => index + line.trimEnd().length);
}

/** Nothing that was opened waits for its end. */
function isComplete(text: string, languageId: string): boolean {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  return !opensBlock(lastLine, languageId) && unpaired(text, languageId).missing === '';
}
