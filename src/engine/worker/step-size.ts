/** Milliseconds per token guessed for the first step, before anything is known of the machine. */
const FIRST_GUESS_MS = 6;
/** Shares of the allowed time: above the first a step shrinks, below the second it grows, below the third quickly. */
const TOO_LONG = 0.95;
const ROOM = 0.8;
const MUCH_ROOM = 0.4;

/**
 * Chooses how many prompt tokens to evaluate in one uninterruptible step.
 *
 * llama.cpp cannot be interrupted inside an evaluation here, so a short step is what makes cancelling fast, and a long one
 * what makes reading fast. The cost of n tokens is no straight line (one token takes a path of its own, and small batches
 * cost nearly as much as the next larger ones), and it changes with what else the machine does; so the size feels its
 * way: shrink when a step took too long, grow while there is room. Each allowed time has a size of its own.
 */
export class StepSize {
  private readonly sizes = new Map<number, number>();
  private readonly largest: number;

  public constructor(largest: number) {
    this.largest = largest;
  }

  /** Tokens to evaluate so that the step takes about `maxStepMs` at most; at least 1. */
  public tokensFor(maxStepMs: number): number {
    return this.sizes.get(maxStepMs) ?? Math.max(1, Math.min(this.largest, Math.floor(maxStepMs / FIRST_GUESS_MS)));
  }

  /** Learns from a step of `tokens` tokens that was allowed `maxStepMs` and took `ms` milliseconds. */
  public observe(maxStepMs: number, tokens: number, ms: number): void {
    const size = this.tokensFor(maxStepMs);
    // One token of an answer, or the rest of a prompt, says nothing of a step's cost.
    if (tokens * 2 < size) return;
    if (ms > maxStepMs * TOO_LONG) this.sizes.set(maxStepMs, Math.max(1, Math.floor(size * 0.8)));
    else if (tokens < size) return;
    else if (ms < maxStepMs * MUCH_ROOM) this.sizes.set(maxStepMs, Math.min(this.largest, Math.ceil(size * 1.5)));
    else if (ms < maxStepMs * ROOM) this.sizes.set(maxStepMs, Math.min(this.largest, size + 1));
  }
}
