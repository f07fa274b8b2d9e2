import fs from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { linkDependencies } from './dependencies.ts';
import { goReport, jestReport, pytestReport, type TestReport } from './reports/tests.ts';
import { runProgram, type Outcome, type Program } from './run.ts';
import { copySources, removeScratch, scratchFolder, temporaryIn } from './scratch.ts';

const TIMEOUT_MS = 120_000;
/** More is not copied for a check. */
const LIMITS = { maxFiles: 5000, maxBytes: 100 * 1024 * 1024 };
export type TestRunner = 'vitest' | 'jest' | 'pytest' | 'go test';

export interface ProjectTestsOptions {
  readonly runner: TestRunner;
  readonly program: Program;
  /** Folder in which the tests are run: that of the manifest. */
  readonly root: string;
  readonly file: string;
  /** Test files relative to `root`; Go tests the file's package. */
  readonly tests: readonly string[];
  readonly folders: readonly string[];
}

/**
 * The project's own tests as a checker: each that fails is a diagnostic. They are run on a copy of the project, Go's with an overlay. An edit
 * behaves the same as far as they can tell when no test fails that did not fail before.
 */
export class ProjectTests implements Checker {
  public readonly name: string;
  public readonly covers = 'tests';
  private readonly options: ProjectTestsOptions;
  private copy: Promise<string> | undefined;

  public constructor(options: ProjectTestsOptions) {
    this.options = options;
    this.name = options.runner;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    const found = [];
    for (const text of texts) found.push((await this.failing(text, signal)).map(asDiagnostic));
    return found;
  }

  public async dispose(): Promise<void> {
    const copy = await this.copy?.catch(() => undefined);
    if (copy !== undefined) await removeScratch(copy);
  }

  /** Names of the tests that fail. Throws {@link CheckFailed} where none was run. */
  private async failing(text: string, signal: AbortSignal): Promise<readonly string[]> {
    const { runner, root, file, tests } = this.options;
    const scratch = await (this.copy ??= this.prepared(signal));
    const copied = path.join(scratch, 'project', path.relative(root, file));
    if (runner === 'go test') {
      const candidate = path.join(scratch, path.basename(file));
      const overlay = path.join(scratch, 'overlay.json');
      await fs.writeFile(candidate, text);
      await fs.writeFile(overlay, JSON.stringify({ Replace: { [await fs.realpath(file)]: candidate } }));
      const outcome = await this.run(
        scratch,
        path.dirname(file),
        ['test', '-json', `-overlay=${overlay}`, '.'],
        signal,
      );
      return goFailures(outcome);
    }
    await fs.writeFile(copied, text);
    const cwd = path.join(scratch, 'project');
    if (runner === 'pytest') {
      const args = ['-m', 'pytest', '-q', '-rfE', '-p', 'no:cacheprovider', ...tests];
      return pytestFailures(await this.run(scratch, cwd, args, signal));
    }
    const report = path.join(scratch, 'report.json');
    await fs.rm(report, { force: true });
    const args =
      runner === 'vitest'
        ? ['run', '--reporter=json', `--outputFile=${report}`, ...tests]
        : ['--json', `--outputFile=${report}`, '--runTestsByPath', ...tests];
    await this.run(scratch, cwd, args, signal);
    return jestFailures(await fs.readFile(report, 'utf8').catch(() => ''));
  }

  private async prepared(signal: AbortSignal): Promise<string> {
    const { root, runner } = this.options;
    const scratch = await scratchFolder();
    if (runner === 'go test') return scratch;
    const project = path.join(scratch, 'project');
    await copySources(root, project, LIMITS, signal);
    await linkDependencies(root, project, this.options.folders);
    return scratch;
  }

  private run(scratch: string, cwd: string, args: readonly string[], signal: AbortSignal): Promise<Outcome> {
    const { program, folders } = this.options;
    const env = {
      CI: 'true',
      PYTHONDONTWRITEBYTECODE: '1',
      GOPROXY: 'off',
      GOTOOLCHAIN: 'local',
      ...temporaryIn(scratch),
    };
    return runProgram(program, args, { cwd, folders, signal, timeoutMs: TIMEOUT_MS, env });
  }
}

/** A failure has no place in the file that is edited; the name tells which it is. */
function asDiagnostic(name: string): Diagnostic {
  return { start: 0, end: 0, severity: 'error', message: `The test fails: ${name}`, code: 'test' };
}

/** Of Jest's JSON report, which vitest writes, too. Throws where it tells of no test. */
export function jestFailures(report: string): readonly string[] {
  if (report.trim() === '') throw new CheckFailed('The tests wrote no report.');
  return failuresOf(jestReport(report));
}

/** Of pytest's short summary (`-rfE`). https://docs.pytest.org/en/stable/reference/exit-codes.html */
export function pytestFailures({ code, stdout, stderr }: Outcome): readonly string[] {
  if (code === 0) return [];
  const { failed } = pytestReport(stdout);
  if (failed.length > 0) return failed;
  const why = code === 5 ? 'No test was run.' : (stderr || stdout).trim().split('\n').at(-1);
  throw new CheckFailed(`pytest could not run the tests: ${why ?? ''}`);
}

/** Of `go test -json`. */
export function goFailures({ code, stdout, stderr }: Outcome): readonly string[] {
  const report = goReport(stdout);
  if (code === 0 || report.failed.length > 0) return failuresOf(report);
  if (/"Action":"build-fail"|build failed/.test(stdout + stderr)) return ['the tests do not build'];
  throw new CheckFailed(`go could not run the tests: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}

function failuresOf({ ran, failed }: TestReport): readonly string[] {
  if (ran === 0 && failed.length === 0) throw new CheckFailed('No test was run.');
  return failed;
}
