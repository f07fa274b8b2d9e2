/**
 * The anchored prompt: `PRE text-before-anchor SUF suffix MID text-typed-since-the-anchor`.
 *
 * While the user types behind the anchor, everything up to MID stays byte-identical, so that a keystroke costs the
 * tokens typed and not the suffix again. The anchor is a line start a few lines above the cursor.
 */

/** Lines between the anchor and the cursor's line when an anchor is set; six gave the most exact matches (DESIGN.md). */
const LINES_ABOVE = 6;
/** A new anchor is set when more text than this lies between anchor and cursor: it is read again on every request. */
const MOST_TYPED_CHARACTERS = 2400;
/** Longest text between a new anchor and the cursor; in very long lines the anchor lies inside the line. */
const MOST_NEW_CHARACTERS = 800;
/** The prefix starts at a multiple of so many lines, so that its start stays put while the file grows. */
export const BLOCK_LINES = 8;

export interface Anchor {
  /** UTF-16 index of the anchor in the document as it was at the last request. */
  readonly at: number;
  /** Text before the anchor and text behind the cursor that the prompt holds. */
  readonly prefix: string;
  readonly suffix: string;
  /** Length of the document at the last request. */
  readonly documentLength: number;
  /** Prompt up to and including MID. */
  readonly prompt: Int32Array;
}

/** Where `anchor` lies in the document now, or undefined where its prompt no longer describes the document. */
export function anchorNow(anchor: Anchor, before: string, suffix: string, documentLength: number): number | undefined {
  if (!suffix.startsWith(anchor.suffix)) return undefined;
  // An edit above moves the anchor by what the document has grown.
  for (const at of [anchor.at, anchor.at + documentLength - anchor.documentLength]) {
    const typed = before.length - at;
    if (at < 0 || typed < 0 || typed > MOST_TYPED_CHARACTERS) continue;
    if (before.endsWith(anchor.prefix, at)) return at;
  }
  return undefined;
}

/** Index of a good new anchor for a cursor at the end of `before`. */
export function newAnchorAt(before: string): number {
  let at = before.lastIndexOf('\n') + 1;
  for (let lines = 0; lines < LINES_ABOVE && at > 0; lines++) {
    const above = before.lastIndexOf('\n', at - 2) + 1;
    if (before.length - above > MOST_NEW_CHARACTERS) break;
    at = above;
  }
  if (before.length - at <= MOST_NEW_CHARACTERS) return at;
  return wholeCharacter(before, before.length - MOST_NEW_CHARACTERS / 2);
}

/**
 * Index at which the prefix of about `characters` before `at` starts: a line start, counted in blocks from the top of the
 * file; inside a line where lines are longer than that.
 */
export function prefixStart(text: string, at: number, characters: number): number {
  const earliest = at - characters;
  if (earliest <= 0) return 0;
  let line = 0;
  for (let start = 0; start <= at; line++) {
    if (start >= earliest && line % BLOCK_LINES === 0) return start;
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak < 0 || lineBreak >= at) break;
    start = lineBreak + 1;
  }
  return wholeCharacter(text, earliest);
}

/** `index`, or one more where it would split a surrogate pair. */
export function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
