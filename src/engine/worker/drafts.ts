/**
 * Drafts of what the model may say next, from what it has read and said: code repeats itself. A draft is evaluated in one
 * pass with the token before it, and kept as far as the model would have said the same, so that the answer stays what it
 * would have been. A batch of 4 tokens costs 1.8 single steps, one of 8 costs 2.3 (DESIGN.md).
 */

/** So many last tokens must have stood together before; the longest match found counts. */
const LONGEST_MATCH = 6;
const SHORTEST_MATCH = 3;
const FIRST_LENGTH = 3;
const LONGEST_DRAFT = 7;
/** Steps without a draft after one of which nothing was kept; doubled each time, up to the second number. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 32;

/** Proposes drafts for one answer; longer ones while they are right, none for a while when they are not. */
export class Drafts {
  /** Tokens that were drafted, and those of them that the model agreed with. */
  public proposed = 0;
  public kept = 0;
  private length = FIRST_LENGTH;
  private pause = FIRST_PAUSE;
  private waiting = 0;
  private open: readonly number[] = [];
  private agreed = 0;

  /** Tokens that may follow `tokens`; empty where nothing is likely enough. */
  public propose(tokens: readonly number[]): readonly number[] {
    this.settle();
    if (this.waiting > 0) {
      this.waiting--;
      return [];
    }
    const at = continuation(tokens);
    this.open = at === undefined ? [] : tokens.slice(at, at + this.length);
    this.agreed = 0;
    this.proposed += this.open.length;
    return this.open;
  }

  /** The model chose `token` next. */
  public chose(token: number): void {
    if (this.open[this.agreed] === token) this.agreed++;
    else this.settle();
  }

  private settle(): void {
    if (this.open.length === 0) return;
    this.kept += this.agreed;
    if (this.agreed === 0) {
      this.waiting = this.pause;
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
      this.length = FIRST_LENGTH;
    } else {
      this.pause = FIRST_PAUSE;
      if (this.agreed === this.open.length) this.length = Math.min(LONGEST_DRAFT, this.length * 2);
    }
    this.open = [];
  }
}

/** Where the text goes on that stands at the end of `tokens`, at its last earlier occurrence; the longest match wins. */
export function continuation(tokens: readonly number[]): number | undefined {
  const end = tokens.length;
  let best: number | undefined;
  let bestLength = SHORTEST_MATCH - 1;
  for (let at = end - 1; at > 0; at--) {
    let length = 0;
    while (length < LONGEST_MATCH && length < at && tokens[at - 1 - length] === tokens[end - 1 - length]) length++;
    if (length <= bestLength) continue;
    best = at;
    bestLength = length;
    if (length === LONGEST_MATCH) break;
  }
  return best;
}
