import { cutBeforeLine, hasWord, type Filter } from './filter.ts';

/** A piece of 3 or more characters six times, or of 10 or more four times, side by side (tabby's numbers). */
const SHORT_PIECE = /(.{3,40}?)\1{5}/gu;
const LONG_PIECE = /(.{10,80}?)\1{3}/gu;
/** Longer lines are judged by their beginning, so that a line as long as a file costs no more. */
const JUDGED_CHARACTERS = 1000;
/** A line that stands twice already is not said a third time. */
const SAME_LINES = 2;

/**
 * Drops a line that repeats one piece over and over, and a line that stands twice above it already; with it goes all below.
 * Rulers (`// -----`) and rows of numbers repeat, too, and say no word.
 *
 * The failure: `"a", "a", "a", "a", …` up to the token limit, greedy decoding's own loop (tabby's
 * removeLineEndsWithRepetition and removeRepetitiveLines, continue's stopAtRepeatingLines).
 */
export const withoutRepetition: Filter = (answer, { before, linePrefix }) => {
  const lines = answer.split('\n');
  const above = before
    .slice(0, before.length - linePrefix.length)
    .split('\n')
    .slice(-1 - SAME_LINES, -1);
  for (const [index, line] of lines.entries()) {
    const whole = index === 0 ? linePrefix + line : line;
    const same = above.length === SAME_LINES && above.every((other) => other === whole);
    if (line.trim() === '' || !((same && hasWord(whole)) || loops(line))) {
      above.push(whole);
      if (above.length > SAME_LINES) above.shift();
      continue;
    }
    const kept = cutBeforeLine(answer, index);
    return kept.trim() === '' ? { code: 'repeats', reason: 'The suggestion would repeat itself.' } : kept;
  }
  return answer;
};

function loops(line: string): boolean {
  const judged = line.slice(0, JUDGED_CHARACTERS);
  return [SHORT_PIECE, LONG_PIECE].some((pattern) =>
    [...judged.matchAll(pattern)].some(({ 1: piece = '' }) => /\p{L}/u.test(piece) && new Set(piece.trim()).size > 1),
  );
}
