/** Allows a bounded number of restarts in a sliding window, so that a crash loop ends instead of heating the machine. */
export class RestartBudget {
  private crashes: number[] = [];
  private readonly most: number;
  private readonly windowMs: number;
  private readonly now: () => number;

  /** `most` restarts within `windowMs` milliseconds; `now` gives milliseconds. */
  public constructor(most = 4, windowMs = 5 * 60_000, now: () => number = () => performance.now()) {
    this.most = most;
    this.windowMs = windowMs;
    this.now = now;
  }

  /** Records a crash; true while another start is allowed. */
  public recordCrash(): boolean {
    const now = this.now();
    this.crashes = [...this.crashes.filter((at) => now - at < this.windowMs), now];
    return this.crashes.length <= this.most;
  }

  public reset(): void {
    this.crashes = [];
  }
}
