/** An answer's indentation in the file's own style: tabs or spaces, and how many spaces. */
import { languageById, type StringDelimiter } from '../../workspace/languages.ts';
import { previousLine } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** What one level is indented by: a tab, or so many spaces. */
export type Indent = '\t' | number;

/** Text around the cursor that is looked at: near lines count, and files may be long. In characters, above and below. */
const NEAR = 6000;
/** Indented lines on each side that are looked at. */
const NEAR_LINES = 60;
/** Of the indented lines, so many must be of one kind before an answer is changed. */
const AGREEMENT = 0.8;
/** What the models write where they do not follow the file. */
const COMMON_WIDTHS = [4, 2, 8];

/** A body follows on deeper lines, one level in. Behind `(` and `[` how far is a matter of taste. */
const OPENS_BODY = /(?:[{:]|=>|\b(?:do|then|else|begin))\s*$/;

/**
 * The answer with the white space that its lines begin with, but for the first line's, in the style of the lines near the
 * cursor. As it is where these have none, where it is in their style, and inside strings of several lines.
 */
export function reindented(answer: string, context: CursorContext): string {
  if (!answer.includes('\n')) return answer;
  const style = indentNear(context);
  if (style === undefined || isSetApart(style, context)) return answer;
  const lines = answer.split('\n');
  const fixed = linesInStrings(answer, context.languageId);
  const own = lines.filter((line, index) => index > 0 && !fixed.has(index) && line.trim() !== '');
  const changed = changeFor(own, lines[0] ?? '', style, context);
  if (changed === undefined) return answer;
  return lines.map((line, index) => (index === 0 || fixed.has(index) ? line : changed(line))).join('\n');
}

/** How the lines near the cursor are indented; undefined where there are none that are, or they do not agree. */
export function indentNear({ before, after }: CursorContext): Indent | undefined {
  const above = before
    .slice(-NEAR)
    .split('\n')
    .slice(before.length > NEAR ? 1 : 0);
  const below = after.slice(0, NEAR).split('\n').slice(1);
  const near = [...lastIndented(above), ...lastIndented(below.reverse()).reverse()];
  const tabs = near.filter((line) => line.startsWith('\t')).length;
  if (near.length === 0) return undefined;
  if (tabs >= near.length * AGREEMENT) return '\t';
  return tabs > near.length * (1 - AGREEMENT) ? undefined : mostCommonStep([...above, ...below.reverse()]);
}

/** The lines at the cursor itself are of the other kind: a string or a comment, where tabs and spaces are as they were meant. */
function isSetApart(style: Indent, context: CursorContext): boolean {
  const here = [context.linePrefix, previousLine(context) ?? ''].find((line) => /^[ \t]/.test(line));
  return here !== undefined && here.startsWith('\t') !== (style === '\t');
}

function lastIndented(lines: readonly string[]): string[] {
  return lines.filter((line) => /^[ \t]+\S/.test(line)).slice(-NEAR_LINES);
}

/** By how many spaces lines behind an opener are mostly deeper than it. */
function mostCommonStep(lines: readonly string[]): number | undefined {
  const counts = new Map<number, number>();
  for (const step of stepsIn(lines)) counts.set(step, (counts.get(step) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

/** How much deeper the next line is than each line that opens a body, in spaces. */
function stepsIn(lines: readonly string[]): number[] {
  const said = lines.filter((line) => line.trim() !== '');
  return said
    .slice(1)
    .map((line, index) => (OPENS_BODY.test(said[index] ?? '') ? width(line) - width(said[index] ?? '') : 0))
    .filter((step) => step > 0);
}

const leading = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';
const width = (line: string): number => leading(line).length;

/** What has to be done with a line, or undefined where the answer is in the file's style or its own is not clear. */
function changeFor(
  own: readonly string[],
  first: string,
  style: Indent,
  context: CursorContext,
): ((line: string) => string) | undefined {
  const cursorLine = context.linePrefix + first;
  if (style === '\t') {
    const unit = unitOf(own, cursorLine, context);
    return unit === undefined ? undefined : (line) => withTabs(line, unit);
  }
  if (own.some((line) => line.startsWith('\t')))
    return (line) => line.replace(/^\t+/, (tabs) => ' '.repeat(tabs.length * style));
  const base = width(cursorLine);
  const [step, ...others] = stepsIn([cursorLine, ...own]);
  if (step === undefined || step === style || others.some((other) => other !== step)) return undefined;
  const isWhole = (line: string) => width(line) < base || (width(line) - base) % step === 0;
  if (!COMMON_WIDTHS.includes(step) || !own.every(isWhole)) return undefined;
  return (line) => {
    const deeper = width(line) - base;
    return deeper <= 0 ? line : ' '.repeat(base + (deeper / step) * style) + line.slice(width(line));
  };
}

/** How many spaces stand for a tab in an answer to a file of tabs; undefined where none do or it is not clear. */
function unitOf(own: readonly string[], cursorLine: string, context: CursorContext): number | undefined {
  // A comment's further lines are one space deeper.
  const spaced = own.filter((line) => line.startsWith(' ') && !/^\s*\*/.test(line));
  if (spaced.length === 0) return undefined;
  // How deep the first line below the cursor's is, the file tells.
  const above = cursorLine.trim() === '' ? (previousLine(context) ?? '') : cursorLine;
  const depth = width(above) + (OPENS_BODY.test(above) ? 1 : 0);
  const told = own[0] === spaced[0] ? width(own[0] ?? '') / depth : undefined;
  return (
    COMMON_WIDTHS.find((unit) => unit === told) ??
    COMMON_WIDTHS.find((unit) => spaced.every((line) => width(line) % unit === 0))
  );
}

function withTabs(line: string, unit: number): string {
  return line.replace(/^ +/, (spaces) => {
    const tabs = Math.floor(spaces.length / unit);
    return '\t'.repeat(tabs) + ' '.repeat(spaces.length - tabs * unit);
  });
}

/** Which lines begin inside of a string that the answer opens: their white space is part of what is said. */
function linesInStrings(answer: string, languageId: string): ReadonlySet<number> {
  const { strings, lineComment } = languageById(languageId);
  const inside = new Set<number>();
  let line = 0;
  let open: StringDelimiter | undefined;
  for (let at = 0; at < answer.length; at++) {
    if (answer.charAt(at) === '\n') {
      line++;
      if (open?.multiLine === true) inside.add(line);
      else open = undefined;
    } else if (answer.charAt(at) === '\\') {
      if (answer.charAt(at + 1) !== '\n') at++;
    } else if (open) {
      if (!answer.startsWith(open.close, at)) continue;
      at += open.close.length - 1;
      open = undefined;
    } else if (lineComment !== undefined && answer.startsWith(lineComment, at)) {
      const lineEnd = answer.indexOf('\n', at);
      if (lineEnd < 0) break;
      at = lineEnd - 1;
    } else {
      open = strings.find((string) => answer.startsWith(string.open, at));
      if (open) at += open.open.length - 1;
    }
  }
  return inside;
}
