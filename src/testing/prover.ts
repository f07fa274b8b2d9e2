import fs from 'node:fs/promises';
import path from 'node:path';
import { CheckFailed } from '../checks/checker.ts';
import type { Program } from '../checks/run.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import { NOTHING_KNOWN, type Known } from './baseline/known.ts';
import { knownBy } from './baseline/run.ts';
import { withoutValues, type TestCase } from './cases.ts';
import type { ReportedError } from './failing/reported-error.ts';
import type { FailingProof } from './failing/verdict.ts';
import { instrumented } from './instrument/instrument.ts';
import type { Instrumented } from './instrument/types.ts';
import type { NumberedTrial, Source, TestLanguage } from './languages/language.ts';
import { testText } from './languages/test-text.ts';
import { lastIfLike } from './observe/order.ts';
import { observationsIn, type Observation, type Trial } from './observe/trial.ts';
import { failingCases, type CaseTools } from './proof/failing-cases.ts';
import { failingProof, passesAfter } from './proof/failing-test.ts';
import { FileRuns } from './proof/file-runs.ts';
import { ProjectCopy } from './run/copy.ts';
import { Stalled, stallOf } from './run/stall.ts';
import { NOTHING_SURVEYED, surveyedIn, type Surveyed } from './survey/surveyed.ts';
import { TestRuns } from './run/runs.ts';
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

const SURVEY_MS = 20_000;
/** So long a runner may take to start, which on a busy machine it does. */
const START_MS = 25_000;
/** A call that takes longer, with all mutants, does not end. */
const STALL_MS = 8_000;
/** So often the time that such a call has taken is given back to the others. */
const MOST_STALLS = 2;
const RUNS = 5;

/** Tries calls of one function, and tests made of them, in a copy of its package. */
export class Prover {
  private readonly source: Source;
  private readonly options: ProverOptions;
  private readonly copy: ProjectCopy;
  private readonly runs: TestRuns;
  private readonly tools: CaseTools;
  private made: Instrumented | undefined;
  private probes = 0;

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
    const { language, syntax } = options;
    this.tools = { source, language, syntax, copy, runner: runs.runner, files: new FileRuns(source, copy, runs) };
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
    const stalled: string[] = [];
    let { made } = this;
    await this.copy.write(this.source.file, probed(made?.text ?? this.source.text));
    let deadline = performance.now() + budgetMs;
    try {
      // However often the process ends: each run tells of one trial at least.
      for (;;) {
        const numbered = trials.map((trial, number) => ({ ...trial, number }));
        const left = lastIfLike(
          numbered.filter(({ number }) => !found.has(number)),
          stalled,
        );
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
        if (unfinished !== undefined) {
          unusable(unfinished, 'It ends the process, or does not end.');
          stalled.push(trials[unfinished]?.call ?? '');
          if (stalled.length <= MOST_STALLS) deadline += STALL_MS;
        }
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
      const failing = await failingCases(left, RUNS, this.tools, signal);
      if (failing.size === 0) {
        const text = await testText(this.source, this.options.language, left, this.options.syntax);
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
    return failingCases(cases, runs, this.tools, signal);
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
    const proof = await failingProof(one, stated, runs, this.tools, signal);
    if ('reason' in proof) return proof;
    const how = stated === undefined ? 'by what it asserts' : 'by the error of the report';
    return { ...proof, passed: [`failed ${runs} times ${how}`, ...this.isolation.passed] };
  }

  /** Whether a failing test (its file's text, and its name as {@link fails} gives it) passes with the source file as `fixedText`. */
  public async passesAfter(
    test: Pick<FailingProof, 'text' | 'name'>,
    fixedText: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    return passesAfter(test, fixedText, this.tools, signal);
  }

  private async probe(trials: readonly NumberedTrial[], timeMs: number, isInstrumented: boolean, signal: AbortSignal) {
    const { language } = this.options;
    const output = path.join(this.copy.scratch, `observed-${++this.probes}.jsonl`);
    const budgetMs = Math.max(1000, Math.round(timeMs * 0.7));
    const { file, text, only } = language.probe(this.source, { trials, output, budgetMs, isInstrumented });
    await this.copy.write(file, text);
    const started = Date.now();
    let [said, buildMs] = ['', 0];
    const stall = stallOf(output, STALL_MS);
    try {
      const request = { files: [this.copy.at(file)], ...(only !== undefined && { only }) };
      const either = AbortSignal.any([signal, stall.signal]);
      const run = await this.runs.run(request, { timeoutMs: Math.max(timeMs, 5000) + START_MS }, either);
      ({ output: said, buildMs = 0 } = run);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed || error instanceof Stalled)) throw error;
      said = error.message;
    } finally {
      stall.dispose();
      await this.copy.remove(file);
    }
    const written = await fs.readFile(output, 'utf8').catch(() => '');
    // The first call makes the file.
    const { birthtimeMs = started } = (await fs.stat(output).catch(() => undefined)) ?? {};
    const startMs = Math.max(buildMs, birthtimeMs - started);
    return { ...observationsIn(written), refused: language.refused(said), said, startMs };
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
