/**
 * Work for a time in which nobody waits. Only the newest plan counts; it begins after a pause, and ends, wherever it is,
 * when somebody waits again.
 */
export class IdleWork {
  private timer: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;
  private place: string | undefined;

  /** Whether work for this place waits for its time, or is under way. */
  public isPlannedFor(place: string): boolean {
    return this.place === place;
  }

  /** Whether work waits for its time or is under way. */
  public get isBusy(): boolean {
    return this.place !== undefined;
  }

  /** Has `work` for a place begin in `delayMs` milliseconds, unless something else comes before. What it throws concerns nobody. */
  public plan(place: string, delayMs: number, work: (signal: AbortSignal) => Promise<unknown>): void {
    this.stop();
    this.place = place;
    this.timer = setTimeout(() => {
      const controller = new AbortController();
      this.running = controller;
      void work(controller.signal)
        .catch(() => undefined) // an engine that fails now fails again for whoever asks, and says so then
        .finally(() => {
          if (this.running !== controller) return;
          this.running = undefined;
          this.place = undefined;
        });
    }, delayMs);
    this.timer.unref();
  }

  public stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = undefined;
    this.place = undefined;
  }
}
