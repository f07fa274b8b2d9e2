import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runContained, trimmedEnvironment, type Run } from '../contained.ts';
import { goEnvironment, TIMEOUT_MS } from '../fix/hidden-tests.ts';
import { coveragePy, pytest, vitestCoverage } from '../fix/tools.ts';
import { root } from '../setup.ts';
import { copyForTests } from './copy.ts';
import type { SubjectProblem } from './function.ts';

/** A copy of a problem's package with one test file in it, until it is disposed of. */
export class TestCopy {
  /** The project. */
  public readonly folder: string;
  /** For what programs leave about. */
  public readonly home: string;
  readonly #problem: SubjectProblem;
  readonly #base: string;

  public constructor(problem: SubjectProblem) {
    // The real path: what a coverage tool names is no link.
    this.#base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-tests-')));
    this.folder = path.join(this.#base, 'package');
    this.home = path.join(this.#base, 'home');
    fs.mkdirSync(this.home);
    this.#problem = problem;
    copyForTests(problem, this.folder);
  }

  /**
   * Runs one test file, named by its path in the package, with the platform's coverage, of which `coverage` is the report.
   * Contained, but with the user's rights.
   */
  public async run(name: string, text: string): Promise<Run & { readonly coverage: string | undefined }> {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    const { commands, report } = COMMANDS[this.#problem.languageId](this, name, this.#problem);
    let run: Run | undefined;
    for (const { program, args, env } of commands) {
      const place = {
        cwd: this.folder,
        env: { ...trimmedEnvironment(this.home), NO_COLOR: '1', ...env },
        timeoutMs: TIMEOUT_MS,
      };
      const next = await runContained(program, args, place);
      run ??= next; // what comes after the tests only writes the report
    }
    if (!run) throw new Error('nothing was run');
    return { ...run, coverage: fs.existsSync(report) ? fs.readFileSync(report, 'utf8') : undefined };
  }

  public [Symbol.dispose](): void {
    fs.rmSync(this.#base, { recursive: true, force: true });
  }
}

interface Commands {
  /** The tests first. */
  readonly commands: readonly {
    readonly program: string;
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }[];
  /** Absolute path of the report that is there then. */
  readonly report: string;
}

type CommandsOf = (copy: TestCopy, name: string, problem: SubjectProblem) => Commands;

const COMMANDS: Record<SubjectProblem['languageId'], CommandsOf> = {
  typescript: ({ folder, home }, name, problem) => {
    const subject = path.relative(problem.project, problem.file).replaceAll(path.sep, '/');
    const coverage = {
      'coverage.enabled': 'true',
      'coverage.provider': 'custom',
      'coverage.customProviderModule': vitestCoverage(),
      'coverage.include': subject,
      'coverage.reporter': 'json',
      'coverage.reportOnFailure': 'true',
      'coverage.reportsDirectory': home,
    };
    const options = Object.entries(coverage).map(([option, value]) => `--${option}=${value}`);
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    return {
      commands: [{ program: process.execPath, args: [vitest, 'run', '--root', folder, ...options, name] }],
      report: path.join(home, 'coverage-final.json'),
    };
  },
  python: ({ folder, home }, name, problem) => {
    const env = { PYTHONPATH: [folder, pytest(), coveragePy()].join(path.delimiter) };
    const data = `--data-file=${path.join(home, 'coverage')}`;
    const include = `--include=${path.join(folder, path.relative(problem.project, problem.file))}`;
    const report = path.join(home, 'coverage.json');
    const tests = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', name];
    const measure = ['-B', '-m', 'coverage'];
    return {
      commands: [
        { program: 'python3', args: [...measure, 'run', '--branch', data, include, ...tests], env },
        { program: 'python3', args: [...measure, 'json', '-q', data, '-o', report], env },
      ],
      report,
    };
  },
  go: ({ home }, name) => {
    const report = path.join(home, 'coverage.out');
    const folder = `./${path.posix.dirname(name)}`;
    const args = ['test', '-vet=off', '-count=1', `-coverprofile=${report}`, folder];
    return { commands: [{ program: 'go', args, env: goEnvironment() }], report };
  },
};
