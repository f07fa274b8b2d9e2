import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Draft } from '../check.ts';
import { offsetAt } from '../offset.ts';
import type { Diagnostic } from '../../../src/workspace/diagnostic.ts';
import { Scratch } from '../scratch.ts';
import { pyright } from '../tools.ts';

interface Report {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: Diagnostic['severity'];
    readonly message: string;
    readonly rule?: string;
    readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
  }[];
}

/** What pyright says of each draft, in one run: each is a sibling of the file, in the same package. */
export async function pyrightOf(project: string, drafts: readonly Draft[]): Promise<Diagnostic[][]> {
  using scratch = new Scratch(project);
  const names = drafts.map(({ name }, index) => path.join(path.dirname(name), `draft_${index}_${path.basename(name)}`));
  drafts.forEach(({ text }, index) => scratch.write(names[index] ?? '', text));
  const report = JSON.parse(await run(scratch.folder, names)) as Report;
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

function run(cwd: string, names: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // It exits with 1 where it finds something.
    const options = { cwd, maxBuffer: 2 ** 28 };
    execFile(process.execPath, [pyright(), '--outputjson', ...names], options, (error, stdout) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(new Error(`pyright said nothing: ${error?.message ?? ''}`));
    });
  });
}
