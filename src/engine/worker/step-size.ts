/** Share of the allowed time that a step is planned to take; the rest absorbs noise. */
const PLANNED_SHARE = 0.85;
/** Weight of the newest measurement. */
const NEWEST = 0.2;

/**
 * Chooses how many prompt tokens to evaluate in one uninterruptible step.
 *
 * One evaluation of n tokens costs about `base + n * perToken`: the base is reading the weights once. llama.cpp
 * cannot be interrupted inside an evaluation here, so a short step is what makes cancelling fast, and a long one
 * what makes reading fast. Both figures are learned from the steps themselves, on the machine as busy as it is now.
 */
export class StepSize {
  private singleMs = 30;
  private perTokenMs = 4;
  private readonly largest: number;

  public constructor(largest: number) {
    this.largest = largest;
  }

  /** Tokens to evaluate so that the step takes about `maxStepMs` at most; at least 1. */
  public tokensFor(maxStepMs: number): number {
    const room = maxStepMs * PLANNED_SHARE - this.singleMs;
    if (room <= 0) return 1;
    // Two at least where one leaves room: single tokens teach nothing about the others' cost, and one slow step would
    // keep every later one at a single token.
    return Math.min(this.largest, Math.max(2, 1 + Math.floor(room / this.perTokenMs)));
  }

  /** Learns from a step of `tokens` tokens that took `ms` milliseconds. */
  public observe(tokens: number, ms: number): void {
    if (tokens === 1) this.singleMs += NEWEST * (ms - this.singleMs);
    else {
      const perToken = Math.max(0.01, (ms - this.singleMs) / (tokens - 1));
      this.perTokenMs += NEWEST * (perToken - this.perTokenMs);
    }
  }
}
