/** Last tokens that are compared to find the place in the original again, and those that must agree at least. */
const LONGEST_MATCH = 8;
const SHORTEST_MATCH = 2;
/** Longer stretches that were replaced are no name that comes again. */
const LONGEST_CHANGE = 8;

/** Tokens of the original, and what stands for them in the answer. */
interface Change {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Where the answer is: what is left of a change that is being repeated, and where the original goes on behind it. */
interface Place {
  readonly rest: readonly number[];
  readonly at: number;
}

/**
 * Follows an original through an answer that repeats it with changes, and tells what comes next. After a difference it is
 * lost until the answer's last tokens stand in the original again; what was changed once is expected to be changed again.
 */
export class Original {
  private place: Place | undefined = { rest: [], at: 0 };
  private readonly answer: number[] = [];
  private readonly changes: Change[] = [];
  /** Where the last difference began, in the original and in the answer. */
  private lost = { at: 0, from: 0 };
  private readonly tokens: readonly number[];

  public constructor(tokens: readonly number[]) {
    this.tokens = tokens;
  }

  /** The next tokens, `most` at most; none while the place is lost, or behind the end. */
  public following(most: number): readonly number[] {
    const next: number[] = [];
    for (let step = this.next(this.place); step && next.length < most; step = this.next(step.place)) {
      next.push(step.token);
    }
    return next;
  }

  /** The answer goes on with `token`. */
  public chose(token: number): void {
    this.answer.push(token);
    const expected = this.next(this.place);
    if (expected?.token === token) {
      this.place = expected.place;
      return;
    }
    if (this.place) this.lost = { at: this.place.at, from: this.answer.length - 1 };
    this.find();
  }

  private next(place: Place | undefined): { token: number; place: Place } | undefined {
    if (place === undefined) return undefined;
    const { at } = place;
    const change = place.rest.length > 0 ? undefined : this.changeAt(at);
    const [token, ...rest] = change?.to ?? place.rest;
    if (token !== undefined) return { token, place: { rest, at: at + (change?.from.length ?? 0) } };
    const original = this.tokens[at];
    return original === undefined ? undefined : { token: original, place: { rest: [], at: at + 1 } };
  }

  private changeAt(at: number): Change | undefined {
    return this.changes.find(({ from }) => from.every((token, index) => this.tokens[at + index] === token));
  }

  /** The longest match wins, then the nearest place from the difference on, then the nearest before it. */
  private find(): void {
    this.place = undefined;
    let longest = SHORTEST_MATCH - 1;
    const far = (at: number) => (at > this.lost.at ? at - this.lost.at : this.tokens.length + this.lost.at - at);
    for (let at = 1; at <= this.tokens.length; at++) {
      const matched = this.matchedBefore(at);
      const nearer = this.place !== undefined && matched === longest && far(at) < far(this.place.at);
      if (matched <= longest && !nearer) continue;
      longest = matched;
      this.place = { rest: [], at };
    }
    if (this.place === undefined) return;
    this.learn(this.place.at - longest, this.answer.length - longest);
  }

  /** How many of the answer's last tokens stand before `at`. */
  private matchedBefore(at: number): number {
    const { tokens, answer } = this;
    let matched = 0;
    const most = Math.min(LONGEST_MATCH, at, answer.length);
    while (matched < most && tokens[at - 1 - matched] === answer[answer.length - 1 - matched]) matched++;
    return matched;
  }

  /** Remembers what stood between the difference and where both agree again. */
  private learn(end: number, answerEnd: number): void {
    const { at, from } = this.lost;
    const change = { from: this.tokens.slice(at, end), to: this.answer.slice(from, answerEnd) };
    const lengths = [change.from.length, change.to.length];
    if (Math.min(...lengths) > 0 && Math.max(...lengths) <= LONGEST_CHANGE) this.changes.unshift(change);
  }
}
