import { indentation, nextLine } from './cursor-context.ts';
import type { Extent } from './extent.ts';
import type { CursorContext } from './types.ts';

/** A block longer than this is more than a user reads in passing. */
const MOST_LINES = 10;

/**
 * Index in `answer` at which it should end, or undefined while it may go on.
 *
 * A small model runs on past the hole, so the end is taken from the code: the line's end, the block's closing (the
 * indentation returns), the meeting with the text that stands below already, or a loop. Only whole lines are judged;
 * `finished` says that the last line is whole too.
 */
export function stopAt(answer: string, extent: Extent, context: CursorContext, finished: boolean): number | undefined {
  if (extent === 'line') {
    const lineBreak = answer.indexOf('\n');
    return lineBreak < 0 ? undefined : lineBreak;
  }
  const lines = answer.split('\n');
  const whole = finished ? lines.length : lines.length - 1;
  const opensHere = context.linePrefix.trim() !== '';
  const base = indentation(opensHere ? context.linePrefix : context.linePrefix + (lines[0] ?? ''));
  const below = nextLine(context)?.trim();
  const seen = new Map<string, number>();

  let at = 0;
  for (let index = 0; index < whole; index++) {
    const line = lines[index] ?? '';
    const text = line.trim();
    const end = at + line.length;
    // What stands on the cursor's own line belongs to the answer; the rules are for the lines below it.
    if (index > 0 && text !== '') {
      if (text === below && text.length > 1) return at - 1;
      const out = opensHere ? indentation(line) <= base : indentation(line) < base;
      if (out) return closesOwnBlock(line, opensHere, base, context) ? end : at - 1;
      const times = (seen.get(text) ?? 0) + 1;
      seen.set(text, times);
      if (times === 3 && text.length > 3) return at - 1;
    }
    if (index > 0 && text === '' && lines[index - 1]?.trim() === '') return at - 1;
    if (index + 1 === MOST_LINES) return end;
    at = end + 1;
  }
  return undefined;
}

/** The line closes the block that was opened on the cursor's line and that nothing below closes yet. */
function closesOwnBlock(line: string, opensHere: boolean, base: number, context: CursorContext): boolean {
  if (!opensHere || indentation(line) !== base || !/^[)\]}]/.test(line.trim())) return false;
  if (context.lineRest.trim() !== '') return false;
  const next = nextLine(context);
  return !(next !== undefined && indentation(next) === base && /^[)\]}]/.test(next.trim()));
}
