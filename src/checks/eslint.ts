import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { eslintIgnored, eslintJson } from './reports/eslint.ts';
import { ReportError, diagnosticsIn } from './reports/problem.ts';
import { runProgram, type Program } from './run.ts';

/** Rules that ask for types read the whole project first. */
const TIMEOUT_MS = 60_000;

/** The project's own eslint on a text that comes through stdin. */
export class EslintChecker implements Checker {
  public readonly name = 'eslint';
  public readonly covers = 'lint';
  private readonly eslint: Program;
  private readonly file: string;
  private readonly folders: readonly string[];
  /** Of the configuration: eslint looks for it from where it runs. */
  private readonly cwd: string;

  public constructor(eslint: Program, file: string, configFile: string, folders: readonly string[]) {
    this.eslint = eslint;
    this.file = file;
    this.folders = folders;
    this.cwd = path.dirname(configFile);
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
    const args = ['--stdin', '--stdin-filename', this.file, '--format', 'json'];
    const { cwd, folders } = this;
    const outcome = await runProgram(this.eslint, args, { cwd, folders, signal, timeoutMs: TIMEOUT_MS, input: text });
    if (outcome.code !== 0 && outcome.code !== 1) {
      const said = outcome.stderr.split('\n').filter((line) => line.trim() !== '');
      throw new CheckFailed(`eslint failed: ${said.slice(0, 3).join(' ')}.`);
    }
    // Something of the configuration may print, too.
    const json = outcome.stdout.slice(Math.max(outcome.stdout.search(/^\[(\{"|\]$)/m), 0));
    const ignored = eslintIgnored(json);
    if (ignored !== undefined) throw new CheckFailed('eslint is configured to ignore the file.');
    try {
      return diagnosticsIn(text, eslintJson(json));
    } catch (error) {
      if (error instanceof ReportError)
        throw new CheckFailed('eslint gave an answer that cannot be read.', { cause: error });
      throw error;
    }
  }
}
