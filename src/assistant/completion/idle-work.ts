/**
 * Work for a time in which nobody waits. Only the newest plan counts; it begins after a pause, and ends, wherever it is,
 * when somebody waits again.
 */
export class IdleWork {
  private timer: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;

  /** Has `work` begin in `delayMs` milliseconds, unless something else comes before. What it throws concerns nobody. */
  public plan(delayMs: number, work: (signal: AbortSignal) => Promise<unknown>): void {
    this.stop();
    this.timer = setTimeout(() => {
      const controller = new AbortController();
      this.running = controller;
      void work(controller.signal)
        .catch(() => undefined) // an engine that fails now fails again for whoever asks, and says so then
        .finally(() => {
          if (this.running === controller) this.running = undefined;
        });
    }, delayMs);
    this.timer.unref();
  }

  public stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = undefined;
  }
}
