import { unpaired } from './brackets.ts';
import { indentation, nextLine, previousLine } from './cursor-context.ts';
import { opensBlock, type Extent } from './extent.ts';
import type { CursorContext } from './types.ts';

/** A block longer than this is more than a user reads in passing. */
const MOST_LINES = 10;
/** Words that end blocks in Ruby, Lua, Elixir, Julia and shell scripts. */
const END_WORDS = ['end', 'fi', 'done', 'esac'];
const CLOSES_BLOCK = new RegExp(`^(?:[)\\]}]|(?:${END_WORDS.join('|')})\\b)`);
/** Lines below the cursor that are looked at. */
const LINES_BELOW = 12;
/** Shorter lines come again in good code: `}`, `end`. */
const LONGEST_FREE_LINE = 3;

/** As {@link stopAt}, which the product uses. */
export type StopRule = typeof stopAt;

/**
 * Index in `answer` at which it should end, or undefined while it may go on.
 *
 * A small model runs on past the hole, so the end is taken from the code: the line's end, the block's closing (the
 * indentation returns), the meeting with the text that stands below already, or a loop. Mostly whole
 * lines are judged; `finished` says that the last line is whole too.
 */
export function stopAt(answer: string, extent: Extent, context: CursorContext, finished: boolean): number | undefined {
  if (extent === 'line') {
    const lineBreak = answer.indexOf('\n');
    return lineBreak < 0 ? undefined : lineBreak;
  }
  const lines = answer.split('\n');
  const whole = finished ? lines.length : lines.length - 1;
  const opensHere = context.linePrefix.trim() !== '';
  const cursorLine = context.linePrefix + (lines[0] ?? '');
  const base = indentation(opensHere ? context.linePrefix : cursorLine);
  const below = linesBelow(context);
  const isOut = (line: string) => (opensHere ? indentation(line) <= base : indentation(line) < base);
  const seen = new Set<string>();

  let at = 0;
  let above = cursorLine;
  for (let index = 0; index < whole; index++) {
    const line = lines[index] ?? '';
    const text = line.trim();
    const end = at + line.length;
    // What stands on the cursor's own line belongs to the answer; most rules are for the lines below it.
    if (index === 0) {
      if (text !== '' && closesWhatItOpened(cursorLine, context)) return end;
    } else if (text !== '') {
      if (below.includes(text)) return at - 1;
      const out = isOut(line);
      if (out && !closesOwnBlock(line, opensHere, base, context)) return at - 1;
      // `} else {` and `):` go on.
      if (out && !opensBlock(line, context.languageId)) return end;
      // Two lines that follow each other once more: a loop, which began with the first of them.
      const pair = `${above.trim()}\n${text}`;
      if (seen.has(pair) && text.length > LONGEST_FREE_LINE)
        return Math.max(0, at - 1 - (lines[index - 1] ?? '').length - 1);
      seen.add(pair);
    } else if (above.trim() === '') return at - 1;
    if (index + 1 === MOST_LINES) return end;
    if (index > 0) above = line;
    at = end + 1;
  }
  // Of a line below that has begun, its indentation tells enough, unless it may be the block's end.
  const begun = whole > 0 ? (lines[whole] ?? '') : '';
  const text = begun.trim();
  if (text === '' || !isOut(begun) || END_WORDS.some((word) => word.startsWith(text))) return undefined;
  return closesOwnBlock(begun, opensHere, base, context) ? undefined : at - 1;
}

/** What the answer must not repeat: the next line below, and the one behind it where the next is but a bracket. */
function linesBelow(context: CursorContext): string[] {
  const below = context.below.split('\n', LINES_BELOW).map((line) => line.trim());
  const next = below.find((line) => line !== '');
  const telling = below.find((line) => /[\p{L}\p{N}]/u.test(line));
  return [next, telling].filter((line): line is string => line !== undefined && line.length > 1);
}

/** The cursor's line opened something, as `call(` does, and is complete: no body follows. */
function closesWhatItOpened(cursorLine: string, { linePrefix, languageId }: CursorContext): boolean {
  if (!opensBlock(linePrefix, languageId) || opensBlock(cursorLine, languageId)) return false;
  return unpaired(cursorLine, languageId).missing === '';
}

/** The line closes the block that the answer is the body of, and nothing behind or below the cursor does so already. */
function closesOwnBlock(line: string, opensHere: boolean, base: number, context: CursorContext): boolean {
  const text = line.trim();
  const opener = opensHere ? context.linePrefix : previousLine(context);
  if (opener === undefined || !leavesOpen(opener, context.languageId)) return false;
  const column = opensHere ? base : indentation(opener);
  if (indentation(line) !== column || !CLOSES_BLOCK.test(text)) return false;
  // A closer that the editor put behind the cursor gives way to this one: see fit.ts.
  if (context.lineRest.trim() !== '') return true;
  const next = nextLine(context);
  return !(next !== undefined && indentation(next) === column && CLOSES_BLOCK.test(next.trim()));
}

function leavesOpen(line: string, languageId: string): boolean {
  return opensBlock(line, languageId) || unpaired(line, languageId).missing !== '';
}
