/**
 * How many threads to compute with. llama.cpp's threads spin at barriers: on a machine whose cores are busy, as many threads
 * as cores stall each other (one busy neighbour on two cores: 9.8 tokens/s with two threads, 21.9 with one; DESIGN.md).
 * So steps are watched, and where they take much longer than they have taken before, fewer threads are used for a while.
 */

/** A step is slow that takes so many times as long as fast ones of its kind. */
const SLOW = 2.2;
/** One lucky step is no measure: with every step, what counts as fast grows by so much. */
const FORGET = 1.01;
/** Slow steps in a row after which fewer threads are used. */
const SLOW_STEPS = 2;
/** After a step down: when more threads are tried again, and at most, since each failed try doubles it. */
const FIRST_HOLD_MS = 1000;
const LONGEST_HOLD_MS = 4000;

export class ThreadChoice {
  private readonly levels: readonly number[];
  private level = 0;
  private slowSteps = 0;
  private holdMs = FIRST_HOLD_MS;
  private until = 0;
  private probing = false;
  private readonly fastest = new Map<string, number>();
  private readonly now: () => number;

  /** `most`: threads on a machine with nothing else to do. */
  public constructor(most: number, now: () => number = () => performance.now()) {
    this.levels = levelsBelow(most);
    this.now = now;
  }

  /** Threads for the next step. */
  public next(): number {
    if (this.level > 0 && this.now() >= this.until) {
      this.level--;
      this.probing = true;
    }
    return this.levels[this.level] ?? 1;
  }

  /**
   * Learns from a step of so many tokens, `asked` of them with candidates, that took `ms` milliseconds with the threads that
   * `next` gave.
   */
  public observe(tokens: number, asked: number, ms: number): void {
    // Steps of one, two to three, four to seven … tokens cost about the same.
    const kind = `${Math.floor(Math.log2(tokens))} ${Math.floor(Math.log2(asked + 1))}`;
    const slow = ms > this.expectedMs(kind, ms) * SLOW;
    if (!slow && this.probing) this.holdMs = FIRST_HOLD_MS;
    this.slowSteps = slow ? this.slowSteps + 1 : 0;
    const enough = this.probing ? 1 : SLOW_STEPS;
    if (this.slowSteps >= enough && this.level < this.levels.length - 1) {
      if (this.probing) this.holdMs = Math.min(LONGEST_HOLD_MS, this.holdMs * 2);
      this.level++;
      this.slowSteps = 0;
      this.until = this.now() + this.holdMs;
    }
    this.probing = false;
  }

  /** What such a step has taken at best; half the threads take twice as long at most. */
  private expectedMs(kind: string, ms: number): number {
    const here = `${this.level} ${kind}`;
    this.fastest.set(here, Math.min(ms, (this.fastest.get(here) ?? Infinity) * FORGET));
    let expected = Infinity;
    for (let level = 0; level <= this.level; level++) {
      expected = Math.min(expected * 2, this.fastest.get(`${level} ${kind}`) ?? Infinity);
    }
    return expected;
  }
}

/** `8, 4, 2, 1`. */
function levelsBelow(most: number): number[] {
  const levels = [most];
  for (let threads = most; threads > 1;) {
    threads = Math.floor(threads / 2);
    levels.push(threads);
  }
  return levels;
}
