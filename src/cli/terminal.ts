/** Results go to stdout, everything else to stderr; progress only where a person watches. */

/** Ends a command with one sentence on stderr and an exit code. */
export class Stop extends Error {
  public readonly exitCode: 1 | 2;
  /** 1: nothing to offer or a clean failure; 2: wrong use. */
  public constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const out = (text: string): void => void process.stdout.write(text);
export const note = (text: string): void => void process.stderr.write(text + '\n');

const styled = (on: boolean | undefined, code: number, text: string): string =>
  on && process.env['NO_COLOR'] === undefined ? `\u001b[${code}m${text}\u001b[0m` : text;
export const bold = (text: string): string => styled(process.stdout.isTTY, 1, text);
export const dim = (text: string): string => styled(process.stdout.isTTY, 2, text);
export const highlighted = (text: string): string => styled(process.stdout.isTTY, 32, text);

const BAR_CELLS = 24;

/** A progress line on stderr, redrawn in place; silent where stderr is not a terminal. */
export class ProgressLine {
  private last = '';
  private drawnAt = -Infinity;

  public show(label: string, fraction: number, detail = ''): void {
    // A terminal needs no more than ten pictures a second.
    if (!process.stderr.isTTY || performance.now() - this.drawnAt < 100) return;
    this.drawnAt = performance.now();
    const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_CELLS);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
    const line = `${label} ${bar} ${String(Math.floor(fraction * 100)).padStart(3)} % ${detail}`;
    if (line === this.last) return;
    this.last = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  /** Says what is being done, where nobody knows how long it takes. */
  public say(label: string): void {
    if (!process.stderr.isTTY || label === this.last) return;
    this.last = label;
    process.stderr.write(`\r\u001b[K${label} …`);
  }

  /** Removes the line. */
  public clear(): void {
    if (this.last !== '') process.stderr.write('\r\u001b[K');
    this.last = '';
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
export const threadsOf = ({ threads }: { readonly threads: number }): string =>
  threads === 1 ? '1 thread' : `${threads} threads`;
