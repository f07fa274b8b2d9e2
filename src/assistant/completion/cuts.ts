import { unpaired } from './brackets.ts';
import { opensBlock } from './extent.ts';
import type { CursorContext } from './types.ts';

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
