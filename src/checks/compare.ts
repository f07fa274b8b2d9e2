import type { Diagnostic } from '../workspace/diagnostic.ts';

/** A replacement in the text before: `start` to `end` (UTF-16 indices) became `newText`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a problem of the text before is to be looked for in the text after. */
interface Moved extends Range {
  /** An edit touched it: then it may be anywhere in what came instead. */
  readonly isEdited: boolean;
}

/**
 * Whether a problem of the text before the edits is among those of the text after them: where the edits have moved it, or
 * when they touch it, anywhere in what came instead. The same problem has the same message and code.
 */
export function stillThere(before: Diagnostic, after: readonly Diagnostic[], edits: readonly TextEdit[]): boolean {
  const moved = movedBy(before, edits);
  return after.some((diagnostic) => isSameProblem(before, diagnostic) && isAt(diagnostic, moved));
}

/**
 * The errors and warnings after the edits that were not there before. Each problem before accounts for one after, so that a
 * second one of the same kind is new; one that only moved is not. Where an error kept the tool from looking further (a text
 * that does not parse is not linted), warnings that it now gives about code that was not edited are not the edits' doing.
 */
export function newOnes(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  edits: readonly TextEdit[],
): Diagnostic[] {
  const known = before.map((diagnostic) => ({ diagnostic, moved: movedBy(diagnostic, edits) }));
  const added = addedRanges(edits);
  const wasBlind = before.some(stopsTheTool);
  // What was not edited has one place only, so it is taken first: then it cannot be missing where another would also fit.
  known.sort((one, other) => Number(one.moved.isEdited) - Number(other.moved.isEdited));
  const left = after.filter(({ severity }) => severity === 'error' || severity === 'warning');
  for (const { diagnostic, moved } of known) {
    const at = left.findIndex(
      (other) => isSameProblem(diagnostic, other) && isNoWorse(diagnostic, other) && isAt(other, moved),
    );
    if (at >= 0) left.splice(at, 1);
  }
  return left.filter(
    (diagnostic) =>
      !(wasBlind && diagnostic.severity === 'warning') || added.some((range) => touches(diagnostic, range)),
  );
}

/** An editor and a tool may write the same code differently, or only one of them gives one. */
function isSameProblem(one: Diagnostic, other: Diagnostic): boolean {
  if (inOneLine(one.message) !== inOneLine(other.message)) return false;
  if (one.code === undefined || other.code === undefined || one.source !== other.source) return true;
  return plainCode(one.code) === plainCode(other.code);
}

/** `TS2304` and `2304` are the same. */
function plainCode(code: string): string {
  return code.replace(/^TS(?=\d+$)/, '');
}

function inOneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}

/** A warning that has become an error is new. */
function isNoWorse(before: Diagnostic, after: Diagnostic): boolean {
  return before.severity === 'error' || after.severity !== 'error';
}

function movedBy(range: Range, edits: readonly TextEdit[]): Moved {
  const touching = edits.filter((edit) => touches(edit, range));
  const start = Math.min(range.start, ...touching.map((edit) => edit.start));
  const end = Math.max(range.end, ...touching.map((edit) => edit.end));
  const shift = growth(edits.filter((edit) => !touching.includes(edit) && edit.end <= start));
  return { start: start + shift, end: end + shift + growth(touching), isEdited: touching.length > 0 };
}

/** UTF-16 units by which edits make a text longer. */
function growth(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { start, end, newText }) => sum + newText.length - (end - start), 0);
}

/** Where the new texts of the edits are in the text after. */
function addedRanges(edits: readonly TextEdit[]): Range[] {
  return edits.map((edit) => {
    const start = edit.start + growth(edits.filter((other) => other !== edit && other.end <= edit.start));
    return { start, end: start + edit.newText.length };
  });
}

function isAt(diagnostic: Range, { start, end, isEdited }: Moved): boolean {
  return isEdited ? touches(diagnostic, { start, end }) : diagnostic.start === start;
}

/** Whether two ranges share a character or meet. */
function touches(one: Range, other: Range): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Whether the tool looks for no warnings any more after this: where the text does not parse, or does not compile. */
function stopsTheTool({ severity, source, code, message }: Diagnostic): boolean {
  if (severity !== 'error') return false;
  if (source === 'compiler' || source === 'rustc') return true;
  return code === 'invalid-syntax' || (source === 'eslint' && /^Parsing error/.test(message));
}
