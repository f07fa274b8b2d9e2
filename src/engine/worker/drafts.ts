/**
 * Drafts of what the model may say next, from what it has read and said: code repeats itself. A draft is evaluated in one
 * pass with the token before it, and kept as far as the model would have said the same, so that the answer stays what it
 * would have been. How long a draft pays depends on how often its tokens are right, and on what a batch costs here.
 */
import type { BatchCosts } from '../types.ts';
import { bestDraftLength } from './draft-length.ts';

/** So many last tokens must have stood together before; the longest match found counts. */
const LONGEST_MATCH = 6;
const SHORTEST_MATCH = 3;
const LONGEST_DRAFT = 7;
/** How often a token is right after a match of three to six tokens, a little below what 32 answers to real code gave. */
const USUAL_KEEP_RATES = [0.65, 0.75, 0.8, 0.85];
/** The usual rate counts like so many tokens seen; what was seen counts less with every draft after it. */
const USUAL_COUNTS = 4;
const FADING = 0.9;

/** Where the text goes on that stands at the end of some tokens. */
export interface Continuation {
  readonly at: number;
  /** Last tokens that stood together before, {@link LONGEST_MATCH} at most. */
  readonly matched: number;
}

/** Proposes drafts for one answer: as long as pays by what was right before in the same answer. */
export class Drafts {
  /** Tokens that were drafted, and those of them that the model agreed with. */
  public proposed = 0;
  public kept = 0;
  /** What may follow; the first `drafted` tokens of it were proposed, the rest is only watched. */
  private expected: readonly number[] = [];
  private drafted = 0;
  private agreed = 0;
  private right = 0;
  private wrong = 0;
  private readonly costs: BatchCosts;

  public constructor(costs: BatchCosts) {
    this.costs = costs;
  }

  /** Tokens that may follow `tokens`; empty where they would cost more than they bring. */
  public propose(tokens: readonly number[]): readonly number[] {
    this.settle();
    const found = continuation(tokens);
    if (found === undefined) return [];
    this.expected = following(tokens, found.at);
    this.drafted = bestDraftLength(this.costs, this.keepRate(found.matched));
    this.proposed += this.drafted;
    return this.expected.slice(0, this.drafted);
  }

  /** The model chose `token` next. */
  public chose(token: number): void {
    if (this.expected.length === 0) return;
    if (this.expected[this.agreed] === token) {
      this.agreed++;
      return;
    }
    this.settle(1);
  }

  private keepRate(matched: number): number {
    const usual = USUAL_KEEP_RATES[matched - SHORTEST_MATCH] ?? 0;
    return (usual * USUAL_COUNTS + this.right) / (USUAL_COUNTS + this.right + this.wrong);
  }

  private settle(wrong: 0 | 1 = 0): void {
    if (this.expected.length === 0) return;
    this.kept += Math.min(this.agreed, this.drafted);
    this.right = this.right * FADING + this.agreed;
    this.wrong = this.wrong * FADING + wrong;
    this.expected = [];
    this.drafted = 0;
    this.agreed = 0;
  }
}

/** What follows from `at` on; where the tokens end, what has come round once comes round again, as in tables. */
function following(tokens: readonly number[], at: number): readonly number[] {
  const period = tokens.length - at;
  return Array.from({ length: LONGEST_DRAFT }, (_, place) => tokens[at + (place % period)] ?? 0);
}

/** Where the text goes on that stands at the end of `tokens`, at its last earlier occurrence; the longest match wins. */
export function continuation(tokens: readonly number[]): Continuation | undefined {
  const end = tokens.length;
  let best: Continuation | undefined;
  let longest = SHORTEST_MATCH - 1;
  for (let at = end - 1; at > 0; at--) {
    let matched = 0;
    while (matched < LONGEST_MATCH && matched < at && tokens[at - 1 - matched] === tokens[end - 1 - matched]) matched++;
    if (matched <= longest) continue;
    best = { at, matched };
    longest = matched;
    if (matched === LONGEST_MATCH) break;
  }
  return best;
}
