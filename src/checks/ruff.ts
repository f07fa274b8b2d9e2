import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { ReportError, diagnosticsIn } from './reports/problem.ts';
import { ruffJson } from './reports/ruff.ts';
import { runProgram, type Program } from './run.ts';

const TIMEOUT_MS = 30_000;

/** Ruff on a text that comes through stdin, with the rules that hold for the file's place. */
export class RuffChecker implements Checker {
  public readonly name = 'ruff';
  public readonly covers = 'lint';
  private readonly ruff: Program;
  private readonly file: string;
  private readonly folders: readonly string[];

  public constructor(ruff: Program, file: string, folders: readonly string[]) {
    this.ruff = ruff;
    this.file = file;
    this.folders = folders;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    const found = [];
    for (const text of texts) found.push(await this.diagnostics(text, signal));
    return found;
  }

  public dispose(): Promise<void> {
    return Promise.resolve();
  }

  private async diagnostics(text: string, signal: AbortSignal): Promise<Diagnostic[]> {
    // `--no-fix`, `--no-cache`: a configuration may ask for either, and nothing of the user's is to be written.
    const args = ['check', '--no-fix', '--no-cache', '--output-format=json', `--stdin-filename=${this.file}`, '-'];
    const outcome = await runProgram(this.ruff, args, {
      cwd: path.dirname(this.file),
      folders: this.folders,
      signal,
      timeoutMs: TIMEOUT_MS,
      input: text,
    });
    // 0: clean, 1: problems; anything else is ruff's own failure, such as a configuration that it cannot read.
    if (outcome.code !== 0 && outcome.code !== 1) {
      throw new CheckFailed(`ruff failed: ${outcome.stderr.trim().split('\n').slice(0, 3).join(' ')}.`);
    }
    try {
      return diagnosticsIn(text, ruffJson(outcome.stdout));
    } catch (error) {
      if (error instanceof ReportError)
        throw new CheckFailed('ruff gave an answer that cannot be read.', { cause: error });
      throw error;
    }
  }
}
