import type { CallExamples } from '../../checks/call-examples.ts';
import { CheckFailed, type Checker } from '../../checks/checker.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { TestCase } from '../cases.ts';
import type { Source, TestLanguage } from '../languages/language.ts';
import type { Trial } from '../observe/trial.ts';
import { addedTo, complaintsIn } from './complaints.ts';
import { casts, rewritings } from './rewritings.ts';

/** What a checker says of a whole test file; `unknown`: it could not be asked. */
export type TypeVerdict = 'clean' | 'unknown' | { readonly complaint: string };

/** Asks the project's type checker about tests, each on its own. */
export class TypedCases {
  private readonly checker: Checker;
  private readonly source: Source;
  private readonly language: TestLanguage;
  /** By the code of the call; undefined where it has errors however it is written. */
  private readonly known = new Map<string, Trial | undefined>();
  private canCheck = true;

  public constructor(checker: Checker, source: Source, language: TestLanguage) {
    this.checker = checker;
    this.source = source;
    this.language = language;
  }

  /** Has the checker read the project and the framework's types, which takes longest, while nobody waits for it. */
  public prepare(signal: AbortSignal): void {
    const empty = this.language.newFile(this.source, this.language.tests(this.source, []));
    void this.complaints([empty], signal).catch(() => undefined); // asked again when it counts
  }

  /** What the subject may be called with by its types; undefined where nobody can say that. */
  public async examples(signal: AbortSignal): Promise<CallExamples | undefined> {
    const { file, subject } = this.source;
    try {
      return await this.checker.examples?.({ file, bodyStart: subject.bodyStart }, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
      return undefined;
    }
  }

  /**
   * The trials of cases as their tests have types: as they are, written differently, or undefined. With `mayCast` arguments of other types
   * than the declared ones are cast.
   */
  public async trials(
    cases: readonly TestCase[],
    signal: AbortSignal,
    mayCast = false,
  ): Promise<readonly (Trial | undefined)[]> {
    const fresh = cases.filter(({ trial }) => !this.known.has(keyOf(trial)));
    const faulty = await this.faulty(fresh, signal);
    for (const one of fresh) this.known.set(keyOf(one.trial), faulty.has(one) ? undefined : one.trial);
    await this.adopt([...faulty], (one) => this.rewritten(one), signal);
    if (mayCast) {
      const left = cases.filter(({ trial }) => this.known.get(keyOf(trial)) === undefined);
      await this.adopt(left, (one) => this.cast(one), signal);
    }
    return cases.map(({ trial }) => this.known.get(keyOf(trial)));
  }

  /** Takes for each case the first of its other ways that has no error. */
  private async adopt(
    cases: readonly TestCase[],
    waysOf: (one: TestCase) => readonly TestCase[],
    signal: AbortSignal,
  ): Promise<void> {
    const others = cases.flatMap((one) => waysOf(one).map((way) => ({ one, way })));
    const stillFaulty = await this.faulty(
      others.map(({ way }) => way),
      signal,
    );
    for (const { one, way } of others) {
      if (stillFaulty.has(way) || this.known.get(keyOf(one.trial)) !== undefined) continue;
      this.known.set(keyOf(one.trial), way.trial);
      this.known.set(keyOf(way.trial), way.trial);
    }
  }

  /** Whether a test file's text has no error that the file does not have now. */
  public async verdict(text: string, signal: AbortSignal): Promise<TypeVerdict> {
    const { existing } = this.source.setup;
    const found = await this.complaints([...(existing === undefined ? [] : [existing]), text], signal);
    if (found === undefined) return 'unknown';
    const after = found.at(-1) ?? [];
    const [first] = addedTo(existing === undefined ? [] : (found[0] ?? []), after);
    return first === undefined ? 'clean' : { complaint: first.message.split('\n')[0] ?? '' };
  }

  /** Those with an error in the test itself: one in the lines above it is none of theirs. */
  private async faulty(cases: readonly TestCase[], signal: AbortSignal): Promise<ReadonlySet<TestCase>> {
    const files = cases.map((one) => {
      const written = this.language.tests(this.source, [one]);
      const text = this.language.newFile(this.source, written);
      return { one, text, start: Math.max(0, text.indexOf(written.tests)) };
    });
    if (files.length === 0) return new Set();
    const texts = files.map(({ text }) => text);
    const found = await this.complaints(texts, signal);
    return new Set(
      files.flatMap(({ one, start }, index) => (found?.[index]?.some((error) => error.start >= start) ? [one] : [])),
    );
  }

  private cast(one: TestCase): TestCase[] {
    return this.isTypeScript ? casts(one.trial).map((trial) => ({ ...one, trial })) : [];
  }

  private get isTypeScript(): boolean {
    return this.source.subject.languageId.startsWith('typescript');
  }

  private rewritten(one: TestCase): TestCase[] {
    if (!this.isTypeScript) return [];
    const kept = one.outcome.kind === 'value' ? (one.outcome.after ?? []).map(({ name }) => name) : [];
    return rewritings(one.trial, kept).map((trial) => ({ ...one, trial }));
  }

  /** Undefined where the checker could not be asked; then it is not asked again. */
  private async complaints(texts: readonly string[], signal: AbortSignal): Promise<Diagnostic[][] | undefined> {
    if (!this.canCheck) return undefined;
    try {
      return (await this.checker.check(texts, signal)).map(complaintsIn);
    } catch (error) {
      if (signal.aborted || !(error instanceof CheckFailed)) throw error;
      this.canCheck = false;
      return undefined;
    }
  }
}

function keyOf({ setup, call }: Trial): string {
  return [...setup, call].join('\n');
}
