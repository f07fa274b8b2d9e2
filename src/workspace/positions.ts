/** How LSP clients count characters: bytes, UTF-16 code units, or code points. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** An LSP position: both zero-based; `character` in units of the negotiated encoding. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Where the lines of one text are, and positions in it. An offset is an index into the JavaScript string (UTF-16 code
 * units). Lines end at `\n`, `\r\n` and `\r`, as LSP says. Building it costs one scan of the text; a conversion costs
 * a binary search, and in utf-8 and utf-32 a scan of the one line up to the place.
 */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset at which a line starts; lines past the end start where the text ends. */
  lineStart(line: number): number {
    return this.#starts[Math.max(line, 0)] ?? this.text.length;
  }

  /** Offset at which a line ends, its line break not included. */
  lineEnd(line: number): number {
    const start = this.lineStart(line);
    const next = this.lineStart(Math.max(line, 0) + 1);
    if (next === start) return start;
    const last = this.text.charCodeAt(next - 1);
    if (last === CARRIAGE_RETURN) return next - 1;
    if (last !== LINE_FEED) return next;
    return next - 1 > start && this.text.charCodeAt(next - 2) === CARRIAGE_RETURN ? next - 2 : next - 1;
  }

  /** A line's text without its line break. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  /** The line that holds `offset`. Offsets outside of the text are moved to its nearer end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The position of `offset`. One outside of the text is moved to its nearer end, one inside a line break before it,
   * one inside a surrogate pair to the pair's start.
   */
  positionAt(offset: number, encoding: PositionEncoding = 'utf-16'): Position {
    const line = this.lineAt(offset);
    const start = this.lineStart(line);
    const within = Math.min(Math.max(offset, start), this.lineEnd(line));
    const end = splitsPair(this.text, within) ? within - 1 : within;
    return { line, character: encoding === 'utf-16' ? end - start : unitsBetween(this.text, start, end, encoding) };
  }

  /**
   * The offset of `position`. As LSP says, a character past the line's end means the line's end; a line past the last
   * one means the end of the text. A position inside a character (a surrogate pair, the bytes of one code point) is
   * moved to that character's start.
   */
  offsetAt(position: Position, encoding: PositionEncoding = 'utf-16'): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.text.length;
    const start = this.lineStart(position.line);
    const end = this.lineEnd(position.line);
    if (encoding !== 'utf-16') return advance(this.text, start, end, position.character, encoding);
    const offset = Math.min(start + Math.max(position.character, 0), end);
    return splitsPair(this.text, offset) ? offset - 1 : offset;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
    starts.push(at + 1);
  }
  return starts;
}

/** Whether `offset` lies between the two halves of a surrogate pair. */
function splitsPair(text: string, offset: number): boolean {
  return isHigh(text.charCodeAt(offset - 1)) && isLow(text.charCodeAt(offset));
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

/** Units of the character that `code` starts. A lone surrogate is sent as U+FFFD: three bytes, one code point. */
function unitsOf(code: number, pair: boolean, encoding: 'utf-8' | 'utf-32'): number {
  if (encoding === 'utf-32') return 1;
  if (pair) return 4;
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : 3;
}

function unitsBetween(text: string, start: number, end: number, encoding: 'utf-8' | 'utf-32'): number {
  let units = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const pair = isHigh(code) && isLow(text.charCodeAt(at + 1));
    units += unitsOf(code, pair, encoding);
    if (pair) at++;
  }
  return units;
}

/** The offset `units` after `start`, at most `end`. */
function advance(text: string, start: number, end: number, units: number, encoding: 'utf-8' | 'utf-32'): number {
  let left = units;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    const pair = isHigh(code) && isLow(text.charCodeAt(at + 1));
    left -= unitsOf(code, pair, encoding);
    if (left < 0) return at;
    at += pair ? 2 : 1;
  }
  return at;
}
