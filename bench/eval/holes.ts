import type { CodeFile } from './code-files.ts';
import { halfOf, type Half } from './order.ts';
import type { Place } from './place.ts';

/** Where people pause while they type. */
export const POINTS = [
  'operator',
  'bracket',
  'dot',
  'keyword',
  'identifier',
  'line start',
  'empty line',
  'inside brackets',
  'block',
] as const;
export type Point = (typeof POINTS)[number];

export interface Hole {
  /** `<file>:<offset>`; decides the half. */
  readonly id: string;
  readonly file: CodeFile;
  readonly line: number;
  readonly point: Point;
  readonly half: Half;
  /** UTF-16 index in the whole file; `expected` stands there. */
  readonly offset: number;
  readonly expected: string;
}

/** Behind these the cursor stands. What is cut is the rest of the line. */
const BEHIND: Partial<Record<Point, RegExp>> = {
  operator: /(?<=\s)(?:[-+*/%=!<>&|:]?=|[-+*/%<>|]|===|!==|&&|\|\||=>) /g,
  bracket: /[\w\])][([](?=[^\s)\]])|[[{(]\s?(?=["'\w])/g,
  dot: /(?<=[\w)\]])\.(?=[A-Za-z_])/g,
  keyword:
    /\b(?:return|if|elif|else if|for|while|await|in|not|new|const|let|var|throw|raise|yield|range|case|def|func|function) /g,
  // Two characters into a name, so that the model must finish a token that it would not have begun so.
  identifier: /(?<=[\s([{.,!&*])[A-Za-z]\w(?=\w{3,})/g,
};
/** Shorter lines leave nothing to guess; in longer ones nobody reads a suggestion. In characters without indentation. */
const LINE = { least: 10, most: 110 };
/** Of the hole, without blanks. */
const LEAST_EXPECTED = 3;
const MOST_BLOCK_LINES = 8;
const NO_CODE = /^(?:\/\/|\/?\*|#|"""|'''|@|import\b|from .* import|export \*|export \{|package\b|[)\]}]*[;,]?$)/;

/** All holes that can be cut in a file, whether in code or in a comment's middle: see `isInCode`. */
export function holesOf(file: CodeFile): Hole[] {
  const lines = file.text.split('\n');
  const holes: Hole[] = [];
  let start = 0;
  for (const [line, text] of lines.entries()) {
    const add = (point: Point, column: number, expected: string) => {
      if (expected.trim().length < LEAST_EXPECTED) return;
      const offset = start + column;
      const id = `${file.name}:${offset}`;
      holes.push({ id, file, line, point, half: halfOf(id), offset, expected });
    };
    const code = text.trim();
    if (code.length >= LINE.least && code.length <= LINE.most && !NO_CODE.test(code)) inLine(text, add);
    if (isOpener(text, file.languageId)) inBlock(lines, line, add);
    start += text.length + 1;
  }
  return holes;
}

type Add = (point: Point, column: number, expected: string) => void;

function inLine(text: string, add: Add): void {
  const first = text.search(/\S/);
  for (const point of POINTS) {
    for (const match of text.matchAll(BEHIND[point] ?? /$^/g)) {
      const column = match.index + match[0].length;
      if (column > first + 2) add(point, column, text.slice(column));
    }
  }
  // A few letters of the line's first word: enough that a person has begun to say something.
  const word = /^\s*[A-Za-z_]\w{3,}/.exec(text);
  if (word) add('line start', first + 3, text.slice(first + 3));
  if (first > 0) add('empty line', first, text.slice(first));
  // An editor has put the closing bracket there; it and what follows it stay.
  for (const match of text.matchAll(/\w\(([^()]{4,})\)/g)) {
    add('inside brackets', match.index + 2, match[1] ?? '');
  }
}

function isOpener(line: string, languageId: string): boolean {
  return /\S/.test(line) && (languageId === 'python' ? /^\s*\w.*:$/ : /^\s*[^\s/*].*\{$/).test(line);
}

/** The body of a block, from the end of the line that opens it. */
function inBlock(lines: readonly string[], line: number, add: Add): void {
  const opener = lines[line] ?? '';
  const own = opener.search(/\S/);
  const body = [];
  for (const text of lines.slice(line + 1)) {
    if (text.trim() !== '' && text.search(/\S/) <= own) break;
    body.push(text);
  }
  while (body.at(-1)?.trim() === '') body.pop();
  const isCode = body.every((text) => text.trim() === '' || !/^\s*(?:\/\/|\/?\*|#|"""|''')/.test(text));
  if (body.length === 0 || body.length > MOST_BLOCK_LINES || !isCode) return;
  add('block', opener.length, '\n' + body.join('\n'));
}

/** The document as it stands while somebody types there. */
export function placeOf({ file, offset, expected }: Hole): Place {
  return {
    uri: `file:///eval/${file.name}`,
    languageId: file.languageId,
    text: file.text.slice(0, offset) + file.text.slice(offset + expected.length),
    offset,
    trigger: 'automatic',
  };
}
