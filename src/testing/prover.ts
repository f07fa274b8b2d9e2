import fs from 'node:fs/promises';
import path from 'node:path';
import { CheckFailed } from '../checks/checker.ts';
import type { Program } from '../checks/run.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import { NOTHING_KNOWN, type Known } from './baseline/known.ts';
import { knownBy } from './baseline/run.ts';
import { withoutValues, type TestCase } from './cases.ts';
import type { ReportedError } from './failing/reported-error.ts';
import { fixedWithTest, isNamed, whyNotFailing, type FailingProof } from './failing/verdict.ts';
import { instrumented } from './instrument/instrument.ts';
import type { Instrumented } from './instrument/types.ts';
import type { NumberedTrial, Source, TestLanguage } from './languages/language.ts';
import { testText } from './languages/test-text.ts';
import { besideTest } from './layout/beside.ts';
import { observationsIn, type Observation, type Trial } from './observe/trial.ts';
import { ProjectCopy } from './run/copy.ts';
import type { Request } from './run/runner.ts';
import { NOTHING_SURVEYED, surveyedIn, type Surveyed } from './survey/surveyed.ts';
import { TestRuns, type TestRun } from './run/runs.ts';
import { headOf } from './subject.ts';

export interface ProverOptions {
  readonly language: TestLanguage;
  readonly program: Program;
  readonly folders: readonly string[];
  readonly syntax: SyntaxTrees;
}

/** Tests that hold, and what was found out about them. */
export interface Proof {
  readonly cases: readonly TestCase[];
  /** The whole test file with them. */
  readonly text: string;
  /** What they have passed, for people. */
  readonly passed: readonly string[];
}

const RUN_MS = 60_000;
const SURVEY_MS = 20_000;
/** So long a runner may take to start, which on a busy machine it does. */
const START_MS = 25_000;
const RUNS = 5;
/** Time zones of the runs: what holds in one only is no test. */
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

/** Tries calls of one function, and tests made of them, in a copy of its package. */
export class Prover {
  private readonly source: Source;
  private readonly options: ProverOptions;
  private readonly copy: ProjectCopy;
  private readonly runs: TestRuns;
  private made: Instrumented | undefined;
  private probes = 0;
  private before: Promise<ReadonlySet<string>> | undefined;

  private constructor(
    source: Source,
    options: ProverOptions,
    copy: ProjectCopy,
    runs: TestRuns,
    made: Instrumented | undefined,
  ) {
    this.source = source;
    this.options = options;
    this.copy = copy;
    this.runs = runs;
    this.made = made;
  }

  /** Throws {@link CheckFailed} with a sentence where the package cannot be copied or its tests cannot be run. */
  public static async of(source: Source, options: ProverOptions, signal: AbortSignal): Promise<Prover> {
    const { language, program, folders, syntax } = options;
    const { root, framework } = source.setup;
    const copy = await ProjectCopy.of(root, folders, signal);
    try {
      await copy.write(source.file, source.text); // as in the editor, which may be ahead of the disk
      const runs = await TestRuns.of(framework, copy, program, folders, language.environment(source, copy.folder));
      await runs.prepare(signal);
      return new Prover(source, options, copy, runs, await instrumented(source.text, source.subject, syntax));
    } catch (error) {
      await copy.dispose();
      throw error;
    }
  }

  /** The copy that tells what calls reach; it loses mutants that turn out not to compile. */
  public get instrumented(): Instrumented | undefined {
    return this.made;
  }

  public async dispose(): Promise<void> {
    await this.copy.dispose();
  }

  /** What runs in the copy cannot do, and what they could, for people. */
  public get isolation(): { readonly passed: readonly string[]; readonly open: readonly string[] } {
    return this.runs.isolation;
  }

  /** What the tests that are there reach already, as far as there was time to find out. */
  public async known(signal: AbortSignal): Promise<Known> {
    const { source, copy, runs, options, made } = this;
    return made === undefined ? NOTHING_KNOWN : knownBy(source, made, { copy, runs, syntax: options.syntax }, signal);
  }

  /** What the runtime says of the subject's parameters, where a language has such a survey. */
  public async surveyed(signal: AbortSignal): Promise<Surveyed> {
    const output = path.join(this.copy.scratch, 'surveyed.json');
    const survey = this.options.language.survey?.(this.source, {
      output,
      isContained: this.isolation.open.length === 0,
    });
    if (survey === undefined) return NOTHING_SURVEYED;
    const before = await this.copy.listing();
    await this.copy.write(survey.file, survey.text);
    try {
      await this.runs.run({ files: [this.copy.at(survey.file)] }, { timeoutMs: SURVEY_MS }, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
    } finally {
      await this.copy.remove(survey.file);
      await this.copy.keepOnly(before);
    }
    return surveyedIn(await fs.readFile(output, 'utf8').catch(() => ''));
  }

  /** What comes of each trial, as far as there was time; the numbers are places in `trials`. */
  public async observe(trials: readonly Trial[], budgetMs: number, signal: AbortSignal): Promise<Observation[]> {
    const found = new Map<number, Observation>();
    const unusable = (trial: number, reason: string) =>
      found.set(trial, { trial, outcome: { kind: 'unusable', reason }, branches: [], reached: [], killed: [] });
    const before = await this.copy.listing();
    const probed = (text: string) => this.options.language.probed?.(text) ?? text;
    let { made } = this;
    await this.copy.write(this.source.file, probed(made?.text ?? this.source.text));
    let deadline = performance.now() + budgetMs;
    try {
      // However often the process ends: each run tells of one trial at least.
      for (;;) {
        const left = trials.map((trial, number) => ({ ...trial, number })).filter(({ number }) => !found.has(number));
        const time = deadline - performance.now();
        if (left.length === 0 || time < 0) break;
        const { observations, unfinished, refused, said, startMs } = await this.probe(
          left,
          time,
          made !== undefined,
          signal,
        );
        deadline += startMs; // it is for calls, not for the compiler and the runner
        for (const observation of observations) found.set(observation.trial, observation);
        for (const [number, reason] of refused) unusable(number, reason);
        if (unfinished !== undefined) unusable(unfinished, 'It ends the process, or does not end.');
        const progress = observations.length > 0 || refused.size > 0 || unfinished !== undefined;
        if (progress) continue;
        if (made === undefined) throw new CheckFailed(`The code could not be run: ${lastLine(said)}`);
        // Perhaps it is the instrumented text that cannot be compiled here: without all mutants nothing is known of branches, either.
        made = await this.withFewerMutants(made, said);
        if (made !== undefined) this.made = made;
        await this.copy.write(this.source.file, probed(made?.text ?? this.source.text));
      }
    } finally {
      await this.copy.write(this.source.file, this.source.text);
      await this.copy.keepOnly(before); // what a call finds there tomorrow is what it finds in the project
    }
    return [...found.values()].sort((a, b) => a.trial - b.trial);
  }

  /** Without those in lines that the compiler names, else without any. Undefined where neither helps. */
  private async withFewerMutants(made: Instrumented, said: string): Promise<Instrumented | undefined> {
    const { file, text, subject } = this.source;
    const { language, syntax } = this.options;
    const lines = language.refusedLines?.(said, file) ?? [];
    if (lines.length === 0 || made.mutants.length === 0) return undefined;
    const fewer = await instrumented(text, subject, syntax, (line) => !lines.includes(line));
    return fewer !== undefined && fewer.mutants.length < made.mutants.length
      ? fewer
      : instrumented(text, subject, syntax, () => false);
  }

  /**
   * Runs cases as tests: all together five times in changing order and time zone, and each alone. Those that fail at any time, or leave a
   * file behind, are dropped. Undefined where none is left.
   */
  public async prove(cases: readonly TestCase[], signal: AbortSignal): Promise<Proof | undefined> {
    let left = cases;
    for (let round = 0; round < 3 && left.length > 0; round++) {
      const failing = await this.failing(left, RUNS, signal);
      if (failing.size === 0) {
        const text = await this.textOf(left);
        if (text === undefined) return undefined;
        return {
          cases: left,
          text,
          passed: [
            `passed ${RUNS} times in changing order`,
            'each passed alone',
            'left no file behind',
            ...this.isolation.passed,
          ],
        };
      }
      const steady = left.filter((one) => !failing.has(one));
      // A single one: others would say the same of other calls.
      const weaker = steady.length > 0 ? undefined : this.weaker(left);
      left = weaker === undefined ? steady : [weaker];
    }
    return undefined;
  }

  /** A case that says less, where none that says what was seen passes each time. */
  private weaker(cases: readonly TestCase[]): TestCase | undefined {
    const { text, subject } = this.source;
    if (subject.languageId !== 'go' || !/\berror\s*\)\s*\{?$/.test(headOf(text, subject).trimEnd())) return undefined;
    const [first] = cases.flatMap((one) => withoutValues(one) ?? []);
    return first;
  }

  /** The cases that fail in so many more runs of all, in changing order and time zone, and of each alone. */
  public failures(cases: readonly TestCase[], runs: number, signal: AbortSignal): Promise<ReadonlySet<TestCase>> {
    return this.failing(cases, runs, signal);
  }

  /**
   * Runs a test that should fail: so many times alone, then with its file. It counts only where it is this test that fails each time, by
   * what it asserts or by the `stated` error. Otherwise the reason, a sentence.
   */
  public async fails(
    one: TestCase,
    stated: ReportedError | undefined,
    runs: number,
    signal: AbortSignal,
  ): Promise<FailingProof | { readonly reason: string }> {
    const { testFile, existing, framework } = this.source.setup;
    const written = this.options.language.tests(this.source, [one]);
    const [name = ''] = written.names;
    const text = await this.textOf([one]);
    if (text === undefined) return { reason: 'The test file that is there cannot be extended.' };
    // Go compiles a package as a whole: other files may need what stands in this one.
    const isWhole = existing === undefined || framework === 'go test';
    const alone = isWhole ? text : this.options.language.newFile(this.source, written);
    const files = Array.from({ length: runs }, (): ProofFile => ({ name: testFile, text: alone }));
    if (!isWhole) files.push({ name: testFile, text });
    for (const [index, file] of files.entries()) {
      const run = await this.runOf([file], { zone: zoneOf(index), only: this.options.language.only?.(name) }, signal);
      if (run instanceof CheckFailed) return { reason: run.message };
      const reason = whyNotFailing(run, name, stated);
      if (reason !== undefined) return { reason };
    }
    const how = stated === undefined ? 'by what it asserts' : 'by the error of the report';
    return { text, name, passed: [`failed ${runs} times ${how}`, ...this.isolation.passed] };
  }

  /** Whether a failing test (its file's text, and its name as {@link fails} gives it) passes with the source file as `fixedText`. */
  public async passesAfter(
    { text, name }: Pick<FailingProof, 'text' | 'name'>,
    fixedText: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { file, text: before, setup } = this.source;
    const tested = setup.testFile === file ? fixedWithTest(before, text, fixedText) : text;
    if (tested === undefined) return false;
    await this.copy.write(file, fixedText);
    try {
      const settings = { zone: zoneOf(0), only: this.options.language.only?.(name) };
      const run = await this.runOf([{ name: setup.testFile, text: tested }], settings, signal);
      // A file that cannot be read is one failure, and nothing else.
      return (
        !(run instanceof CheckFailed) &&
        run.ran > run.failed.length &&
        !run.failed.some((failed) => isNamed(failed, name))
      );
    } finally {
      await this.copy.write(file, before);
    }
  }

  private async textOf(cases: readonly TestCase[]): Promise<string | undefined> {
    return testText(this.source, this.options.language, cases, this.options.syntax);
  }

  /** Those that fail at any time, and where no single one does, the last one: then it is the company. */
  private async failing(cases: readonly TestCase[], runs: number, signal: AbortSignal): Promise<ReadonlySet<TestCase>> {
    const { testFile, existing } = this.source.setup;
    const { language } = this.options;
    const pattern = (of: readonly TestCase[]) => {
      const [first, ...others] = new Set(language.tests(this.source, of).names.map((name) => language.only?.(name)));
      return others.length === 0 ? first : undefined;
    };
    const before = await this.copy.listing();
    const together: ProofFile[] = [];
    const beside: FileText[] = [];
    let first: string | undefined;
    for (let run = 0; run < runs; run++) {
      const order = run === 0 || this.runs.runner.ordersBySeed ? cases : rotated(cases, run);
      const other = run === 0 ? undefined : language.apart?.(this.source, order, `LocalForge${run}`);
      if (other !== undefined && first !== undefined) {
        beside.push({ name: this.beside(`order${run}`), text: other.text });
        together.push({ name: testFile, text: first, beside, seed: run + 1, pattern: other.pattern });
        continue;
      }
      const text = await this.textOf(order);
      if (text === undefined) return new Set(cases);
      first ??= text;
      const ordered = run === 0 ? text : (language.ordered?.(text, language.tests(this.source, order).names) ?? text);
      const name = run === 0 ? testFile : this.beside(`order${run}`);
      together.push({ name, text: ordered, beside, seed: run + 1, pattern: pattern(cases) });
    }
    const { names } = language.tests(this.source, cases);
    const alone = cases.map((one, index): ProofFile => {
      // What is compiled once is run as often as there are cases.
      if (this.runs.runner.build !== undefined && first !== undefined)
        return {
          name: testFile,
          text: first,
          beside,
          only: one,
          pattern: (language.onlyCase ?? language.only)?.(names[index] ?? ''),
        };
      const text = language.newFile(this.source, language.tests(this.source, [one]));
      return { name: this.beside(`case${index}`), text, only: one, pattern: pattern([one]) };
    });
    const failed = await this.failedOf(together, cases.length > 1 || existing !== undefined ? alone : [], signal);
    const single = new Set(failed.flatMap(({ only }) => only ?? []));
    if (single.size > 0) return single;
    if (failed.length > 0) return new Set(cases.slice(-1));
    const after = await this.copy.listing();
    // We put the test file itself back after each run, which gives it another time.
    after.delete(path.relative(this.copy.folder, this.copy.at(testFile)));
    return [...after].some(([file, stamp]) => before.get(file) !== stamp) ? new Set(cases.slice(-1)) : new Set();
  }

  /** Another file for tests that the framework finds as it finds the test file. Rust compiles only what a module names, and Java calls a file after its class. */
  private beside(what: string): string {
    const { testFile, framework } = this.source.setup;
    return framework === 'cargo test' || framework === 'junit' ? testFile : besideTest(testFile, what);
  }

  /** Runs files of tests, all of them at once where the framework keeps them apart, else one after the other. */
  private async failedOf(
    together: readonly ProofFile[],
    alone: readonly ProofFile[],
    signal: AbortSignal,
  ): Promise<readonly ProofFile[]> {
    const failed: ProofFile[] = [];
    if (this.runs.runner.isolatesFiles) {
      const batches = [together.slice(0, 1), [...together.slice(1), ...alone]];
      for (const [index, batch] of batches.entries()) {
        if (batch.length === 0) continue;
        const settings = { zone: zoneOf(index), only: batch.length === 1 ? batch[0]?.pattern : undefined };
        failed.push(...(await this.failedIn(await this.runOf(batch, settings, signal), batch, signal)));
      }
      return failed;
    }
    let count = 0;
    for (const same of sameFiles([...together, ...alone])) {
      const { beside = [] } = same[0] ?? {};
      const runs = await this.withFiles([...same.slice(0, 1), ...beside], async ([file = '']) => {
        const made: (TestRun | CheckFailed)[] = [];
        for (const { seed, pattern } of same) {
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
      for (const [index, run] of runs.entries())
        failed.push(...(await this.failedIn(run, same.slice(index, index + 1), signal)));
    }
    return failed;
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

  /** One run of files that are in the copy for that long. */
  private async runOf(
    batch: readonly ProofFile[],
    { zone, only }: { readonly zone: string; readonly only?: string | undefined },
    signal: AbortSignal,
  ): Promise<TestRun | CheckFailed> {
    const seed = batch.length === 1 ? batch[0]?.seed : undefined;
    return this.withFiles(batch, (files) =>
      this.tried({ files, ...(seed !== undefined && { seed }), ...(only !== undefined && { only }) }, zone, signal),
    );
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

  private async probe(trials: readonly NumberedTrial[], timeMs: number, isInstrumented: boolean, signal: AbortSignal) {
    const { language } = this.options;
    const output = path.join(this.copy.scratch, `observed-${++this.probes}.jsonl`);
    const budgetMs = Math.max(1000, Math.round(timeMs * 0.7));
    const { file, text, only } = language.probe(this.source, { trials, output, budgetMs, isInstrumented });
    await this.copy.write(file, text);
    const started = Date.now();
    let [said, buildMs] = ['', 0];
    try {
      const request = { files: [this.copy.at(file)], ...(only !== undefined && { only }) };
      const run = await this.runs.run(request, { timeoutMs: Math.max(timeMs, 5000) + START_MS }, signal);
      ({ output: said, buildMs = 0 } = run);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
      said = error.message;
    } finally {
      await this.copy.remove(file);
    }
    const written = await fs.readFile(output, 'utf8').catch(() => '');
    // The first call makes the file.
    const { birthtimeMs = started } = (await fs.stat(output).catch(() => undefined)) ?? {};
    const startMs = Math.max(buildMs, birthtimeMs - started);
    return { ...observationsIn(written), refused: language.refused(said), said, startMs };
  }
}

interface FileText {
  readonly name: string;
  readonly text: string;
}

/** A file of tests that is only tried. */
interface ProofFile extends FileText {
  /** What is compiled with it, for other runs of the same program. */
  readonly beside?: readonly FileText[];
  readonly seed?: number;
  /** What names our tests where a runner would run others, too: those may fail, and even end the process. */
  readonly pattern?: string | undefined;
  /** The only case in it. */
  readonly only?: TestCase;
}

function zoneOf(run: number): string {
  return ZONES[run % ZONES.length] ?? 'UTC';
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

/** The same in another order. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % Math.max(1, items.length);
  const turned = [...items.slice(at), ...items.slice(0, at)];
  return by % 2 === 0 ? turned : turned.reverse();
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
