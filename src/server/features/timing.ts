import type { GenerateTiming } from '../../engine/types.ts';
import type { Timing } from '../../protocol/messages.ts';

/** Measures one inline completion request, for clients that ask what it costs (the benchmark does). */
export class RequestWatch {
  private readonly startedAt = performance.now();
  private readonly work: GenerateTiming[] = [];
  private text = '';
  private firstLineMs: number | undefined;
  private cancelledAt: number | undefined;
  private shown = false;
  private readonly uri: string;
  private readonly version: number;

  public constructor(uri: string, version: number, signal: AbortSignal) {
    this.uri = uri;
    this.version = version;
    const cancelled = () => (this.cancelledAt = performance.now());
    if (signal.aborted) cancelled();
    else signal.addEventListener('abort', cancelled, { once: true });
  }

  public readonly onText = (text: string): void => {
    this.text += text;
    if (/\S.*\n/.test(this.text)) this.firstLineMs ??= performance.now() - this.startedAt;
  };

  public readonly onTiming = (timing: GenerateTiming): void => {
    this.work.push(timing);
  };

  public offered(): void {
    this.shown = true;
  }

  /** To be asked for when the request has ended. */
  public timing(): Timing {
    const now = performance.now();
    const sum = (of: (timing: GenerateTiming) => number) => this.work.reduce((total, each) => total + of(each), 0);
    return {
      uri: this.uri,
      version: this.version,
      reused: this.work.length === 0,
      cancelled: this.cancelledAt !== undefined,
      shown: this.shown,
      ttftMs: this.work[0]?.ttftMs ?? 0,
      firstLineMs: this.work.length === 0 ? 0 : (this.firstLineMs ?? now - this.startedAt),
      totalMs: sum(({ totalMs }) => totalMs),
      promptTokensEvaluated: sum(({ promptTokensEvaluated }) => promptTokensEvaluated),
      tokensDecoded: sum(({ tokensDecoded }) => tokensDecoded),
      ...(this.cancelledAt !== undefined && { idleAfterMs: now - this.cancelledAt }),
    };
  }
}
