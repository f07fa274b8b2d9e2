import fs from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { cargoJson, isCargoJson } from './reports/cargo.ts';
import { atFileStart, diagnosticsIn, type ReportedProblem } from './reports/problem.ts';
import { runProgram, type Program } from './run.ts';
import { copySources, removeScratch, scratchFolder, temporaryIn } from './scratch.ts';

/** The first check compiles all dependencies. */
const TIMEOUT_MS = 240_000;
const LIMITS = { maxFiles: 20_000, maxBytes: 200 * 1024 * 1024 };

export interface CargoOptions {
  readonly cargo: Program;
  readonly file: string;
  /** The folder of the file's own Cargo.toml. */
  readonly crate: string;
  /** The folder of the workspace that the crate is a member of, or the crate's. */
  readonly root: string;
  readonly folders: readonly string[];
}

interface Scratch {
  readonly folder: string;
  readonly sources: string;
  readonly target: string;
}

/**
 * `cargo check` on a copy of the sources with build results of its own: cargo has no way to replace a file. The copy stays until
 * {@link dispose}, so that dependencies are compiled once.
 */
export class CargoChecker implements Checker {
  public readonly name = 'cargo check';
  public readonly covers = 'build';
  private readonly options: CargoOptions;
  private scratch: Promise<Scratch> | undefined;

  public constructor(options: CargoOptions) {
    this.options = options;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    const scratch = await (this.scratch ??= this.copied(signal));
    const { file, root } = this.options;
    const twin = path.join(scratch.sources, path.relative(root, file));
    const found = [];
    for (const text of texts) {
      await fs.writeFile(twin, text);
      found.push(diagnosticsIn(text, await this.problems(scratch, twin, signal)));
    }
    return found;
  }

  public async dispose(): Promise<void> {
    const scratch = await this.scratch?.catch(() => undefined);
    this.scratch = undefined;
    if (scratch !== undefined) await removeScratch(scratch.folder);
  }

  private async copied(signal: AbortSignal): Promise<Scratch> {
    const folder = await scratchFolder();
    try {
      const sources = path.join(folder, 'sources');
      await copySources(this.options.root, sources, LIMITS, signal);
      return { folder, sources, target: path.join(folder, 'target') };
    } catch (error) {
      this.scratch = undefined;
      await removeScratch(folder);
      throw error;
    }
  }

  private async problems(
    { folder, sources, target }: Scratch,
    twin: string,
    signal: AbortSignal,
  ): Promise<ReportedProblem[]> {
    const { cargo, crate, root, file, folders } = this.options;
    const cwd = path.join(sources, path.relative(root, crate));
    const args = ['check', '--message-format', 'json', '--offline', ...targetsFor(path.relative(crate, file))];
    const outcome = await runProgram(cargo, args, {
      cwd,
      folders,
      signal,
      timeoutMs: TIMEOUT_MS,
      env: {
        CARGO_TARGET_DIR: target,
        CARGO_NET_OFFLINE: 'true',
        CARGO_TERM_COLOR: 'never',
        RUSTUP_AUTO_INSTALL: '0',
        ...temporaryIn(folder),
      },
    });
    // Without even a last word ("build-finished") cargo did not come to compiling.
    if (!isCargoJson(outcome.stdout)) {
      const said = outcome.stderr.split('\n').filter((line) => line.startsWith('error') || line.startsWith('  '));
      throw new CheckFailed(`cargo failed: ${said.slice(0, 3).join(' ').trim()}.`);
    }
    const reported = cargoJson(outcome.stdout);
    const own = reported.filter(
      ({ file: name }) => path.resolve(sources, name) === twin || path.resolve(cwd, name) === twin,
    );
    if (outcome.code !== 0 && reported.every(({ severity }) => severity !== 'error')) {
      throw new CheckFailed('cargo failed before it came to the file.');
    }
    if (own.length === 0 && outcome.code === 0 && !(await isCompiled(target, path.relative(sources, twin)))) {
      throw new CheckFailed('cargo compiles nothing of the file here.');
    }
    return unique([
      ...own,
      ...atFileStart(
        reported.filter((problem) => !own.includes(problem)),
        twin,
      ),
    ]);
  }
}

/** Whether the compiler has read the file: it writes down, beside its results, what it read. `relative`: to the workspace. */
async function isCompiled(target: string, relative: string): Promise<boolean> {
  const folder = path.join(target, 'debug', 'deps');
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.d'))) {
    const read = await fs.readFile(path.join(folder, name), 'utf8');
    // As in a makefile, with spaces escaped; every file also has a line of its own, ended by a colon.
    if (read.split('\n').includes(`${relative.replaceAll(' ', '\\ ')}:`)) return true;
  }
  return false;
}

/** A file that is compiled for several targets is told of once for each. */
function unique(problems: readonly ReportedProblem[]): ReportedProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Tests, benches and examples are compiled only when asked for. `relative`: the file's path in its crate. */
function targetsFor(relative: string): string[] {
  const [first = ''] = relative.split(path.sep);
  return ['tests', 'benches', 'examples'].includes(first) ? [`--${first}`] : [];
}
