import path from 'node:path';
import { CheckFailed } from '../../checks/checker.ts';
import type { TestCase } from '../cases.ts';
import type { Source } from '../languages/language.ts';
import type { ProjectCopy } from '../run/copy.ts';
import type { Request } from '../run/runner.ts';
import type { TestRun, TestRuns } from '../run/runs.ts';

export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** A file of tests that is only tried. */
export interface ProofFile extends FileText {
  /** What is compiled with it, for other runs of the same program. */
  readonly beside?: readonly FileText[];
  readonly seed?: number;
  /** What names our tests where a runner would run others, too: those may fail, and even end the process. */
  readonly pattern?: string | undefined;
  /** The only case in it. */
  readonly only?: TestCase;
}

/** What came of several files. */
export interface FailedFiles {
  readonly failed: readonly ProofFile[];
  /** What the compiler says of a file that it did not take. */
  readonly refusal?: string;
}

interface FileRunSettings {
  readonly zone: string;
  /** A regular expression for the names of the tests that are to be run; default: all. */
  readonly only?: string | undefined;
}

const RUN_MS = 60_000;
/** Time zones of the runs: what holds in one only is no test. */
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

/** Runs files of tests in a copy of their package, each there for the time of its run only, in place of the test file that is there. */
export class FileRuns {
  private readonly source: Source;
  private readonly copy: ProjectCopy;
  private readonly runs: TestRuns;
  private before: Promise<ReadonlySet<string>> | undefined;

  public constructor(source: Source, copy: ProjectCopy, runs: TestRuns) {
    this.source = source;
    this.copy = copy;
    this.runs = runs;
  }

  /** Those in which a test of ours fails: all files at once where the framework keeps them apart, else one after the other. */
  public async failedOf(
    together: readonly ProofFile[],
    alone: readonly ProofFile[],
    signal: AbortSignal,
  ): Promise<FailedFiles> {
    const failed: ProofFile[] = [];
    if (this.runs.runner.isolatesFiles) {
      const batches = [together.slice(0, 1), [...together.slice(1), ...alone]];
      for (const [index, batch] of batches.entries()) {
        if (batch.length === 0) continue;
        const settings = { zone: zoneOf(index), only: batch.length === 1 ? batch[0]?.pattern : undefined };
        failed.push(...(await this.failedIn(await this.runOf(batch, settings, signal), batch, signal)));
      }
      return { failed };
    }
    let count = 0;
    let refusal: string | undefined;
    for (const same of sameFiles([...together, ...alone])) {
      const { beside = [] } = same[0] ?? {};
      const runs = await this.withFiles([...same.slice(0, 1), ...beside], async ([file = '']) => {
        const made: (TestRun | CheckFailed)[] = [];
        for (const { seed, pattern } of same) {
          const last = made.at(-1);
          if (isRefused(last)) {
            made.push(last); // it would say the same again
            continue;
          }
          const request = {
            files: [file],
            ...(seed !== undefined && { seed }),
            ...(pattern !== undefined && { only: pattern }),
            isBuilt: made.some((run) => !(run instanceof CheckFailed) && run.ran > 0),
          };
          made.push(await this.tried(request, zoneOf(count++), signal));
        }
        return made;
      });
      refusal ??= runs.find(isRefused)?.output;
      for (const [index, run] of runs.entries())
        failed.push(...(await this.failedIn(run, same.slice(index, index + 1), signal)));
    }
    return { failed, ...(refusal !== undefined && { refusal }) };
  }

  /** One run of files that are in the copy for that long. */
  public async runOf(
    batch: readonly ProofFile[],
    { zone, only }: FileRunSettings,
    signal: AbortSignal,
  ): Promise<TestRun | CheckFailed> {
    const seed = batch.length === 1 ? batch[0]?.seed : undefined;
    return this.withFiles(batch, (files) =>
      this.tried({ files, ...(seed !== undefined && { seed }), ...(only !== undefined && { only }) }, zone, signal),
    );
  }

  private async failedIn(
    run: TestRun | CheckFailed,
    batch: readonly ProofFile[],
    signal: AbortSignal,
  ): Promise<readonly ProofFile[]> {
    if (run instanceof CheckFailed || run.ran === 0) return batch;
    if (run.failed.length === 0) return [];
    const red = await this.failingBefore(signal);
    const isOurs = (failed: string) => !red.has(withoutFile(failed));
    if (run.failedFiles === undefined) return run.failed.some(isOurs) ? batch : [];
    return batch.filter(({ name }) => run.failedFiles?.get(path.basename(name))?.some(isOurs));
  }

  /** Tests that fail without ours: a project in which some do can have new ones all the same. */
  private failingBefore(signal: AbortSignal): Promise<ReadonlySet<string>> {
    return (this.before ??= this.foundFailing(signal));
  }

  private async foundFailing(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { testFile, existing } = this.source.setup;
    if (existing === undefined) return new Set();
    const run = await this.runOf([{ name: testFile, text: existing }], { zone: zoneOf(0) }, signal);
    if (run instanceof CheckFailed || run.ran === 0) return new Set();
    return new Set(run.failed.filter((name) => name !== path.basename(testFile)).map(withoutFile));
  }

  private async tried(
    request: Omit<Request, 'report'>,
    zone: string,
    signal: AbortSignal,
  ): Promise<TestRun | CheckFailed> {
    try {
      return await this.runs.run(request, { timeoutMs: RUN_MS, env: { TZ: zone } }, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
      return error;
    }
  }

  /** Puts files into the copy for as long as they are used; they are given with their places there. */
  private async withFiles<T>(batch: readonly FileText[], use: (files: readonly string[]) => Promise<T>): Promise<T> {
    const { testFile, existing } = this.source.setup;
    // A test file that is there says the same names again, which Go does not take.
    if (existing !== undefined) await this.copy.remove(testFile);
    for (const { name, text } of batch) await this.copy.write(name, text);
    try {
      return await use(batch.map(({ name }) => this.copy.at(name)));
    } finally {
      for (const { name } of batch) await this.copy.remove(name);
      if (existing !== undefined) await this.copy.write(testFile, existing);
    }
  }
}

/** The time zone of the run of this number. */
export function zoneOf(run: number): string {
  return ZONES[run % ZONES.length] ?? 'UTC';
}

function isRefused(run: TestRun | CheckFailed | undefined): run is TestRun {
  return run !== undefined && !(run instanceof CheckFailed) && run.isRefused === true;
}

/** What pytest says before the name of a test is its file. */
function withoutFile(name: string): string {
  return name.replace(/^[^:]*::/, '');
}

/** Those that follow each other and are the same file. */
function sameFiles(files: readonly ProofFile[]): ProofFile[][] {
  const groups: ProofFile[][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    if (last?.[0]?.name === file.name && last[0].text === file.text) last.push(file);
    else groups.push([file]);
  }
  return groups;
}
