import { commands } from 'vscode';

const PAUSE_MS = 60 * 60_000;

/** Suggestions in this window, paused for an hour. */
export class Pause {
  private until: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly onChange: () => void;

  public constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  /** Local time at which the pause ends, while there is one. */
  public get endsAt(): string | undefined {
    if (this.until === undefined) return undefined;
    return new Date(this.until).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  }

  public get isPaused(): boolean {
    return this.until !== undefined;
  }

  public begin(): void {
    clearTimeout(this.timer);
    this.until = Date.now() + PAUSE_MS;
    this.timer = setTimeout(() => this.end(), PAUSE_MS);
    this.changed();
  }

  public end(): void {
    clearTimeout(this.timer);
    this.until = undefined;
    this.changed();
  }

  public dispose(): void {
    clearTimeout(this.timer);
  }

  private changed(): void {
    void commands.executeCommand('setContext', 'localForge.paused', this.isPaused);
    this.onChange();
  }
}
