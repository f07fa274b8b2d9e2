/**
 * Drafts of what the model may say next, from what it has read and said: code repeats itself. A draft is evaluated in one
 * pass with the token before it, and kept as far as the model would have said the same, so that the answer stays what it
 * would have been. How long a draft pays depends on how often its tokens are right, and on what a batch costs here. Where
 * the answer repeats an original, drafts come from there first, and are longer.
 */
import type { BatchCosts } from '../types.ts';
import { bestDraftLength } from './draft-length.ts';
import type { Original } from './original.ts';

/** So many last tokens must have stood together before; the longest match found counts. */
const LONGEST_MATCH = 6;
const SHORTEST_MATCH = 3;
const LONGEST_DRAFT = 7;
const LONGEST_FROM_ORIGINAL = 63;
/** How often a token is right after a match of three to six tokens, a little below what 32 answers to real code gave. */
const USUAL_KEEP_RATES = [0.65, 0.75, 0.8, 0.85];
/** As often a token of the original comes next where its place is known, a little below what 24 edits gave. */
const ORIGINAL_KEEP_RATE = 0.98;
/** The usual rate counts like so many tokens seen; what was seen counts less with every draft after it. */
const USUAL = { counts: 4, fading: 0.9 };
/** An original goes on as it did for longer than that: more is needed to doubt it. */
const ORIGINAL = { counts: 30, fading: 0.9 };

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
  private rate: KeepRate | undefined;
  private readonly repeated = new KeepRate(USUAL);
  private readonly copied = new KeepRate(ORIGINAL);
  private readonly costs: BatchCosts;
  private readonly original: Original | undefined;

  public constructor(costs: BatchCosts, original?: Original) {
    this.costs = costs;
    this.original = original;
  }

  /** Tokens that may follow `tokens`; empty where they would cost more than they bring. */
  public propose(tokens: readonly number[]): readonly number[] {
    this.settle();
    const copied = this.original?.following(LONGEST_FROM_ORIGINAL) ?? [];
    if (copied.length > 0) return this.draft(copied, this.copied, ORIGINAL_KEEP_RATE);
    const found = continuation(tokens);
    if (found === undefined) return [];
    return this.draft(
      following(tokens, found.at),
      this.repeated,
      USUAL_KEEP_RATES[found.matched - SHORTEST_MATCH] ?? 0,
    );
  }

  private draft(expected: readonly number[], rate: KeepRate, usual: number): readonly number[] {
    this.expected = expected;
    this.rate = rate;
    this.drafted = bestDraftLength(this.costs, rate.after(usual), expected.length);
    this.proposed += this.drafted;
    return expected.slice(0, this.drafted);
  }

  /** The model chose `token` next. */
  public chose(token: number): void {
    this.original?.chose(token);
    if (this.expected.length === 0) return;
    if (this.expected[this.agreed] === token) {
      this.agreed++;
      return;
    }
    this.settle(1);
  }

  private settle(wrong: 0 | 1 = 0): void {
    if (this.expected.length === 0) return;
    this.kept += Math.min(this.agreed, this.drafted);
    this.rate?.learn(this.agreed, wrong);
    this.expected = [];
    this.drafted = 0;
    this.agreed = 0;
  }
}

/** How often tokens of one kind of draft are right. */
class KeepRate {
  private right = 0;
  private wrong = 0;
  private readonly usual: { readonly counts: number; readonly fading: number };

  public constructor(usual: KeepRate['usual']) {
    this.usual = usual;
  }

  /** As seen so far in the same answer, and as usual. */
  public after(usualRate: number): number {
    const { counts } = this.usual;
    return (usualRate * counts + this.right) / (counts + this.right + this.wrong);
  }

  public learn(right: number, wrong: number): void {
    this.right = this.right * this.usual.fading + right;
    this.wrong = this.wrong * this.usual.fading + wrong;
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
