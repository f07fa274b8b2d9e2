import { CheckFailed, type Checker } from '../../src/checks/checker.ts';
import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Draft } from './check.ts';
import { offsetAt } from './offset.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { Scratch } from './scratch.ts';
import { pyright } from './tools.ts';

interface Report {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: Diagnostic['severity'];
    readonly message: string;
    readonly rule?: string;
    readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
  }[];
}

/** pyright on one file of a package, with each text as its content. */
export class PyrightChecker implements Checker {
  public readonly name = 'pyright';
  public readonly covers = 'types';
  readonly #project: string;
  readonly #file: string;

  /** `file` is the path in the package. */
  public constructor(project: string, file: string) {
    this.#project = project;
    this.#file = file;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    try {
      return await pyrightOf(
        this.#project,
        texts.map((text) => ({ name: this.#file, text })),
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      throw new CheckFailed(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  public dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** What pyright says of each draft, in one run: each is a sibling of the file, in the same package. */
export async function pyrightOf(
  project: string,
  drafts: readonly Draft[],
  signal: AbortSignal,
): Promise<Diagnostic[][]> {
  using scratch = new Scratch(project);
  const names = drafts.map(({ name }, index) => path.join(path.dirname(name), `draft_${index}_${path.basename(name)}`));
  drafts.forEach(({ text }, index) => scratch.write(names[index] ?? '', text));
  const report = JSON.parse(await run(scratch.folder, names, signal)) as Report;
  return drafts.map(({ text }, index) =>
    report.generalDiagnostics
      .filter(({ file }) => path.basename(file) === path.basename(names[index] ?? ''))
      .filter(({ severity }) => severity === 'error')
      .map(({ range, severity, message, rule }) => ({
        start: offsetAt(text, range.start),
        end: offsetAt(text, range.end),
        severity,
        message,
        ...(rule !== undefined && { code: rule }),
        source: 'Pyright',
      })),
  );
}

function run(cwd: string, names: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    // It exits with 1 where it finds something.
    const options = { cwd, signal, maxBuffer: 2 ** 28 };
    execFile(process.execPath, [pyright(), '--outputjson', ...names], options, (error, stdout) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(new Error(`pyright said nothing: ${error?.message ?? ''}`));
    });
  });
}
