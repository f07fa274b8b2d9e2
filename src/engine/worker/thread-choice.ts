/**
 * How many threads to compute with. llama.cpp's threads spin at barriers: on a machine whose cores are busy, as many threads
 * as cores stall each other (one busy neighbour on two cores: 9.8 tokens/s with two threads, 21.9 with one; DESIGN.md).
 * So steps are watched, and where they take much longer than they have taken before, fewer threads are used for a while.
 */

/** A step is slow that takes so many times as long as fast ones of its size. */
const SLOW = 2.2;
/** … or that is of one token and takes so many times as long as one took with fewer threads. */
const SLOWER_THAN_FEWER = 1.2;
/** One lucky step is no measure: with every step, what counts as fast grows by so much. */
const FORGET = 1.01;
/** Slow steps in a row after which fewer threads are used. */
const SLOW_STEPS = 2;
/** After a step down: when more threads are tried again, and at most, since each failed try doubles it. */
const FIRST_HOLD_MS = 1000;
const LONGEST_HOLD_MS = 4000;

/** How large a step is, in powers of two. */
interface StepSize {
  readonly tokens: number;
  /** Of these with candidates. */
  readonly asked: number;
}

/** The fastest of all steps of one size with one number of threads. */
interface KnownSteps extends StepSize {
  readonly level: number;
  fastestMs: number;
}

export class ThreadChoice {
  private readonly levels: readonly number[];
  private level = 0;
  private slowSteps = 0;
  private holdMs = FIRST_HOLD_MS;
  private until = 0;
  private probing = false;
  private readonly steps: KnownSteps[] = [];
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
    const size = { tokens: Math.floor(Math.log2(tokens)), asked: Math.floor(Math.log2(asked + 1)) };
    const slow = ms > Math.min(this.expectedMs(size) * SLOW, this.msWithFewer(size) * SLOWER_THAN_FEWER);
    this.remember(size, ms);
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

  private remember(size: StepSize, ms: number): void {
    const known = this.steps.find((step) => step.level === this.level && isSame(step, size));
    if (known) known.fastestMs = Math.min(ms, known.fastestMs * FORGET);
    else this.steps.push({ ...size, level: this.level, fastestMs: ms });
  }

  /**
   * What such a step takes at most on an idle machine. Half the threads take twice as long at most, and a step no longer than
   * a larger one: where the machine is busy from the first small step on, the large ones before it are the measure.
   */
  private expectedMs(size: StepSize): number {
    const measures = this.steps.filter(
      ({ level, tokens, asked }) => level <= this.level && tokens >= size.tokens && asked >= size.asked,
    );
    return Math.min(...measures.map(({ level, fastestMs }) => fastestMs * 2 ** (this.level - level)));
  }

  /** Of single tokens: in larger steps as many tokens are read as fit a time, more of them with more threads. */
  private msWithFewer(size: StepSize): number {
    if (size.tokens > 0) return Infinity;
    const measures = this.steps.filter((step) => step.level > this.level && isSame(step, size));
    return Math.min(...measures.map(({ fastestMs }) => fastestMs));
  }
}

const isSame = (a: StepSize, b: StepSize) => a.tokens === b.tokens && a.asked === b.asked;

/** `8, 4, 2, 1`. */
function levelsBelow(most: number): number[] {
  const levels = [most];
  for (let threads = most; threads > 1;) {
    threads = Math.floor(threads / 2);
    levels.push(threads);
  }
  return levels;
}
