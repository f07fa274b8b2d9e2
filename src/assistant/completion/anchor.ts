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
const BLOCK_LINES = 8;

/** A prefix of so many characters is found again where it was meant. */
const TELLING_CHARACTERS = 64;

export interface Anchor {
  /** UTF-16 index of the anchor in the document as it was at the last request. */
  readonly at: number;
  /** Text before the anchor and text behind the cursor that the prompt holds. */
  readonly prefix: string;
  readonly suffix: string;
  /** Most characters of suffix that its budget allowed. */
  readonly suffixCharacters: number;
  /** Length of the document at the last request. */
  readonly documentLength: number;
  /** Prompt up to and including MID. */
  readonly prompt: Int32Array;
  /** Made small, for a first answer soon; a larger one is worth reading when nobody waits. */
  readonly provisional?: boolean;
}

/**
 * Where `anchor` lies in the document now, or undefined where its prompt no longer describes the document. `suffix` is
 * what a new prompt would hold of the text behind the cursor.
 */
export function anchorNow(anchor: Anchor, before: string, suffix: string, documentLength: number): number | undefined {
  // Equal, not only alike: a suffix that was all the rest of the file begins many another rest.
  if (suffix !== anchor.suffix) return undefined;
  const earliest = Math.max(0, before.length - MOST_TYPED_CHARACTERS);
  const holdsAt = (at: number) => at >= earliest && at <= before.length && before.endsWith(anchor.prefix, at);
  if (holdsAt(anchor.at)) return anchor.at;
  // Without a prefix nothing tells that the anchor was moved and not that text was put in behind it.
  if (anchor.prefix === '') return undefined;
  // An edit above moves the anchor by what the document has grown.
  const moved = anchor.at + documentLength - anchor.documentLength;
  if (holdsAt(moved)) return moved;
  // With an edit above and typing at once, it lies where its prefix does: any such place is one that the prompt describes.
  const { prefix } = anchor;
  const found = prefix.length < TELLING_CHARACTERS ? -1 : before.indexOf(prefix, Math.max(0, earliest - prefix.length));
  return found >= 0 && holdsAt(found + prefix.length) ? found + prefix.length : undefined;
}

/** Index of a good new anchor, at most `characters` before a cursor at the end of `before`. */
export function newAnchorAt(before: string, characters = MOST_NEW_CHARACTERS): number {
  let at = before.lastIndexOf('\n') + 1;
  for (let lines = 0; lines < LINES_ABOVE && at > 0; lines++) {
    const above = at === 1 ? 0 : before.lastIndexOf('\n', at - 2) + 1; // a negative start would be taken as 0
    if (before.length - above > characters) break;
    at = above;
  }
  if (before.length - at <= characters) return at;
  return wholeCharacter(before, before.length - characters / 2);
}

/**
 * Index at which the prefix of about `characters` before `at` starts: a line start, counted in blocks from the top of the
 * file; any line start, or one inside a line, where the block's would waste more than half of the prefix.
 */
export function prefixStart(text: string, at: number, characters: number): number {
  const earliest = at - characters;
  if (earliest <= 0) return 0;
  const latest = earliest + characters / 2;
  let firstLine: number | undefined;
  let start = 0;
  for (let line = 0; start <= latest; line++) {
    if (start >= earliest) {
      if (line % BLOCK_LINES === 0) return start;
      firstLine ??= start;
    }
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak < 0) break;
    start = lineBreak + 1;
  }
  return firstLine ?? wholeCharacter(text, earliest);
}

/** `index`, or one more where it would split a surrogate pair. */
export function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
