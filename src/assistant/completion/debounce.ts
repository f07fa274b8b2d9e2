/** An answer within this time, in ms, is there before the next key of somebody who types fast: asking at once wastes nothing. */
const FREE_MS = 150;
/** Part of what an answer costs beyond that for which a request waits, and the longest wait, in ms. */
const SHARE = 0.25;
const MOST_MS = 100;
/** Requests whose cost counts. */
const REMEMBERED = 5;

/**
 * How long a request waits before the model is asked, so that a key that comes meanwhile spares the machine an answer to what
 * nobody sees any more: not at all on machines that answer between two keys, longer the longer answers take.
 */
export class Debounce {
  private readonly costs: number[] = [];

  /** `ms`: what an answer took whose prompt was in place. */
  public observe(ms: number): void {
    this.costs.push(ms);
    if (this.costs.length > REMEMBERED) this.costs.shift();
  }

  /** In ms; from the median, since a machine that is busy for a moment is not slow. */
  public get delayMs(): number {
    const sorted = [...this.costs].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return Math.min(MOST_MS, Math.max(0, (median - FREE_MS) * SHARE));
  }
}
