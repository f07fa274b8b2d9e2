import { diffArrays, diffWordsWithSpace } from 'diff';

/** Lines of the old text that lines of the new text replace; ends are exclusive, and either side may be empty. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** A part of a line, in UTF-16 units. */
export interface Part {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A diff that takes longer is given up for one hunk, in ms. */
const LONGEST_DIFF_MS = 1000;

/** The lines of a text without their ends; one that ends in a line break has an empty last line, as in an editor. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** What separates two texts, as people would cut it: hunks that only blank lines and brackets part are one. */
export function hunksBetween(oldLines: readonly string[], newLines: readonly string[]): Hunk[] {
  const parts = diffArrays([...oldLines], [...newLines], { timeout: LONGEST_DIFF_MS }) as
    { readonly added: boolean; readonly removed: boolean; readonly count: number }[] | undefined;
  if (parts === undefined) return [wholeHunk(oldLines, newLines)];
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const { added, removed, count } of parts) {
    const oldEnd = oldAt + (added ? 0 : count);
    const newEnd = newAt + (removed ? 0 : count);
    if (added || removed) append(hunks, { oldStart: oldAt, oldEnd, newStart: newAt, newEnd }, oldLines);
    [oldAt, newAt] = [oldEnd, newEnd];
  }
  return hunks;
}

/** The words of a hunk that differ; nothing where too little is the same for that to help. */
export function changedParts(
  oldLines: readonly string[],
  newLines: readonly string[],
): { readonly removed: Part[]; readonly added: Part[] } {
  const none = { removed: [], added: [] };
  if (oldLines.length === 0 || newLines.length === 0) return none;
  const parts = diffWordsWithSpace(oldLines.join('\n'), newLines.join('\n'), { timeout: LONGEST_DIFF_MS }) as
    { readonly added: boolean; readonly removed: boolean; readonly value: string }[] | undefined;
  if (parts === undefined) return none;
  const length = (chosen: typeof parts) => chosen.reduce((sum, { value }) => sum + value.trim().length, 0);
  const same = length(parts.filter(({ added, removed }) => !added && !removed));
  if (same < length(parts.filter(({ added }) => added))) return none;
  return {
    removed: partsOf(parts.filter(({ added }) => !added).map(({ value, removed }) => ({ value, marked: removed }))),
    added: partsOf(parts.filter(({ removed }) => !removed).map(({ value, added }) => ({ value, marked: added }))),
  };
}

function append(hunks: Hunk[], hunk: Hunk, oldLines: readonly string[]): void {
  const last = hunks.at(-1);
  const between = last && oldLines.slice(last.oldEnd, hunk.oldStart);
  if (last === undefined || between?.some((line) => /[\p{L}\p{N}]/u.test(line)) === true) hunks.push(hunk);
  else hunks[hunks.length - 1] = { ...last, oldEnd: hunk.oldEnd, newEnd: hunk.newEnd };
}

/** From the first line that differs to the last. */
function wholeHunk(oldLines: readonly string[], newLines: readonly string[]): Hunk {
  const most = Math.min(oldLines.length, newLines.length);
  let start = 0;
  while (start < most && oldLines[start] === newLines[start]) start++;
  let end = 0;
  while (end < most - start && oldLines.at(-1 - end) === newLines.at(-1 - end)) end++;
  return { oldStart: start, oldEnd: oldLines.length - end, newStart: start, newEnd: newLines.length - end };
}

function partsOf(pieces: readonly { readonly value: string; readonly marked: boolean }[]): Part[] {
  const found: Part[] = [];
  let [line, character] = [0, 0];
  for (const { value, marked } of pieces) {
    for (const [at, text] of value.split('\n').entries()) {
      if (at > 0) [line, character] = [line + 1, 0];
      if (marked && text !== '') found.push({ line, start: character, end: character + text.length });
      character += text.length;
    }
  }
  return found;
}
