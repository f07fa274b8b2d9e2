import fs from 'node:fs/promises';
import path from 'node:path';
import { CheckFailed } from '../../checks/checker.ts';
import { runProgram, type Outcome, type Program } from '../../checks/run.ts';
import type { TestReport } from '../../checks/reports/tests.ts';
import { temporaryIn } from '../../checks/scratch.ts';
import type { Framework } from '../types.ts';
import { searchPath } from '../../checks/environment.ts';
import type { ProjectCopy } from './copy.ts';
import { RUNNERS } from './frameworks.ts';
import type { Invocation, Request, Runner } from './runner.ts';
import { coverings, localSockets } from './local-sockets.ts';
import type { Room } from './read-only.ts';
import { isolation, type Isolation } from './sandbox.ts';

/** What a run of test files came to. */
export interface TestRun extends TestReport {
  /** All that was said, for what has to be read from it. */
  readonly output: string;
  /** What compiling took before it. */
  readonly buildMs?: number;
  /** The compiler did not take the files: nothing was run, and the output is what it says. */
  readonly isRefused?: true;
}

/** The first time all dependencies are compiled. */
const BUILD_MS = 240_000;

/** Those whose caches hold what copies need, as far as this process knows. */
const warmed = new Set<Runner>();

export interface RunSettings {
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs test files in a copy of their package, as isolated as the system allows. */
export class TestRuns {
  public readonly isolation: Isolation;
  private readonly copy: ProjectCopy;
  private readonly program: Program;
  private readonly room: Room;
  public readonly runner: Runner;
  private readonly folders: readonly string[];
  private readonly env: Readonly<Record<string, string>>;
  private readonly isOurNode: boolean;
  private count = 0;

  private constructor(options: {
    copy: ProjectCopy;
    program: Program;
    runner: Runner;
    folders: readonly string[];
    env: Readonly<Record<string, string>>;
    isolation: Isolation;
    room: Room;
  }) {
    this.copy = options.copy;
    this.isolation = options.isolation;
    this.isOurNode = options.program.command === process.execPath;
    this.program = options.program;
    this.room = options.room;
    this.runner = options.runner;
    this.folders = options.folders;
    this.env = options.env;
  }

  /** Throws {@link CheckFailed} for a framework whose tests cannot be run. */
  public static async of(
    framework: Framework,
    copy: ProjectCopy,
    program: Program,
    folders: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<TestRuns> {
    const runner = RUNNERS[framework];
    if (runner === undefined) throw new CheckFailed(`Tests of ${framework} are not run by Local Forge yet.`);
    const caches = runner.caches?.() ?? [];
    for (const cache of caches) await fs.mkdir(cache, { recursive: true }).catch(() => undefined); // as the runner would
    const needed = [copy.scratch, program.command, ...program.prefix, ...folders, ...searchPath(process.env, folders)];
    const room = { scratch: copy.scratch, caches, hidden: coverings(await localSockets(), needed) };
    return new TestRuns({ copy, program, runner, folders, env, isolation: await isolation(), room });
  }

  /** What some runners have to know first. Throws {@link CheckFailed} where no test can be run, and the signal's reason after an abort. */
  public async prepare(signal: AbortSignal): Promise<void> {
    await this.warm(signal);
    const { preparation } = this.runner;
    if (preparation === undefined) return;
    const { folder } = this.copy;
    const outcome = await this.execute(preparation.invocation(folder), { timeoutMs: BUILD_MS }, signal);
    const reason = preparation.read(folder, outcome);
    if (reason !== undefined) throw new CheckFailed(reason);
  }

  /** Throws `CheckFailed` where the run did not end in time or could not be started, and the signal's reason after an abort. */
  public async run(request: Omit<Request, 'report'>, settings: RunSettings, signal: AbortSignal): Promise<TestRun> {
    const report = path.join(this.copy.scratch, `report-${++this.count}.json`);
    const whole = { ...request, report };
    const started = performance.now();
    const build = request.isBuilt ? undefined : this.runner.build?.(this.copy.folder, whole);
    const built = build && (await this.execute(build, { ...settings, timeoutMs: BUILD_MS }, signal));
    const buildMs = built === undefined ? 0 : performance.now() - started;
    if (built !== undefined && built.code !== 0)
      return { ran: 0, failed: [], output: `${built.stdout}\n${built.stderr}`, buildMs, isRefused: true };
    const outcome = await this.execute(this.runner.invocation(this.copy.folder, whole), settings, signal);
    const written = await fs.readFile(report, 'utf8').catch(() => '');
    return {
      ...this.runner.read(outcome, written),
      output: `${outcome.stdout}\n${outcome.stderr}\n${written}`,
      buildMs,
    };
  }

  /** Once for all copies. Where it fails, each of them takes longer. */
  private async warm(signal: AbortSignal): Promise<void> {
    const { runner } = this;
    const invocation = warmed.has(runner) ? undefined : runner.warming?.(path.join(this.copy.scratch, 'home'));
    if (invocation === undefined) return;
    warmed.add(runner);
    try {
      await this.started(this.program, invocation, { timeoutMs: BUILD_MS }, signal);
    } catch (error) {
      warmed.delete(runner);
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
    }
  }

  private execute(invocation: Invocation, settings: RunSettings, signal: AbortSignal): Promise<Outcome> {
    const { program = this.program } = invocation;
    return this.started(this.isolation.wrap(program, this.room), invocation, settings, signal);
  }

  private started(
    program: Program,
    { args, cwd, env }: Invocation,
    settings: RunSettings,
    signal: AbortSignal,
  ): Promise<Outcome> {
    return runProgram(program, args, {
      cwd,
      folders: this.folders,
      signal,
      timeoutMs: settings.timeoutMs,
      env: {
        CI: 'true',
        NO_COLOR: '1',
        ...temporaryIn(path.join(this.copy.scratch, 'home')),
        ...(this.isOurNode && { ELECTRON_RUN_AS_NODE: '1' }),
        ...this.env,
        ...env,
        ...settings.env,
      },
    });
  }
}
