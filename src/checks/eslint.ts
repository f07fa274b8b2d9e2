import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { eslintIgnored, eslintProblems } from './reports/eslint.ts';
import { parsedJson } from './reports/json.ts';
import { ReportError, diagnosticsIn } from './reports/problem.ts';
import { runProgram, type Program } from './run.ts';

/** Rules that ask for types read the whole project first. */
const TIMEOUT_MS = 90_000;

export interface EslintOptions {
  /** Folder of the project's own eslint package. */
  readonly packageFolder: string;
  readonly configFile: string;
  readonly file: string;
  readonly folders: readonly string[];
  /** Path of the bundled child program. */
  readonly program: string;
}

/** The project's own eslint on texts that are nowhere on disk, all in one run. */
export class EslintChecker implements Checker {
  public readonly name = 'eslint';
  public readonly covers = 'lint';
  private readonly options: EslintOptions;

  public constructor(options: EslintOptions) {
    this.options = options;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    const { packageFolder, configFile, file, folders, program } = this.options;
    const node: Program = { name: 'eslint', command: process.execPath, prefix: [program], shown: packageFolder };
    const outcome = await runProgram(node, [packageFolder, configFile, file], {
      // Of the configuration: eslint looks for it from where it runs.
      cwd: path.dirname(configFile),
      folders,
      signal,
      timeoutMs: TIMEOUT_MS,
      input: JSON.stringify(texts),
    });
    if (outcome.code !== 0) {
      const said = outcome.stderr.split('\n').filter((line) => line.trim() !== '');
      throw new CheckFailed(`eslint failed: ${said.slice(0, 3).join(' ')}.`);
    }
    // The configuration may have printed something before.
    const results = parsedJson(outcome.stdout.trimEnd().split('\n').at(-1) ?? '');
    if (!Array.isArray(results) || results.length !== texts.length) {
      throw new CheckFailed('eslint gave an answer that cannot be read.');
    }
    return texts.map((text, number) => diagnosticsOf(text, results[number]));
  }

  public dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function diagnosticsOf(text: string, result: unknown): Diagnostic[] {
  if (eslintIgnored(result) !== undefined) throw new CheckFailed('eslint is configured to ignore the file.');
  try {
    return diagnosticsIn(text, eslintProblems(result));
  } catch (error) {
    if (error instanceof ReportError)
      throw new CheckFailed('eslint gave an answer that cannot be read.', { cause: error });
    throw error;
  }
}
