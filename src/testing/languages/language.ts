import type { TestCase } from '../cases.ts';
import type { GoFact, Trial } from '../observe/trial.ts';
import type { Subject, TestSetup } from '../types.ts';
import type { Imported, Written } from '../write/written.ts';

/** A file whose function is to be tested. */
export interface Source {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly subject: Subject;
  readonly setup: TestSetup;
  /** Behind the file's own text those of others that declare what calls may need; undefined where nobody has read any. */
  readonly declared?: string;
}

export type NumberedTrial = Trial & { readonly number: number };

export interface ProbeRequest {
  readonly trials: readonly NumberedTrial[];
  readonly output: string;
  readonly budgetMs: number;
  /** The source is the instrumented copy. */
  readonly isInstrumented: boolean;
}

/** What test generation knows of a language. */
export interface TestLanguage {
  /** The texts of further files that declare what calls of the subject may need. */
  further?(source: Source, mayRead: (file: string) => Promise<boolean>): Promise<readonly string[]>;
  /** The sentence why a test cannot call the subject; undefined where it can. */
  refusal(source: Source): string | undefined;
  /** Path and text of the test file that makes trials, and what the runner is told to run where it would run more than that. */
  probe(
    source: Source,
    request: ProbeRequest,
  ): { readonly file: string; readonly text: string; readonly only?: string };
  /** What a runner that runs a whole package is told to run of it, for the test of this name. */
  only?(name: string): string;
  /** The same for one case among others of its file. */
  onlyCase?(name: string): string;
  /** The source, where it has to say that there is a probe. */
  probed?(text: string): string;
  /** A test file in which the tests of these names are run in their order, where the runner sorts them by name. */
  ordered?(text: string, names: readonly string[]): string;
  /**
   * A whole test file that can be compiled beside others with the same cases, where a program is made of all files of a folder: its tests have
   * names of their own by `mark`. `pattern` is what a runner is told to run of them.
   */
  apart?(source: Source, cases: readonly TestCase[], mark: string): { readonly text: string; readonly pattern: string };
  /** A test file that loads the source and writes to `output` what it says of the subject; `isContained`: it may run what nobody has asked for. */
  survey?(
    source: Source,
    request: { readonly output: string; readonly isContained: boolean },
  ): { readonly file: string; readonly text: string };
  /** Trials that the probe could not be built with, from what the runner said, with the reason. */
  refused(said: string): ReadonlyMap<number, string>;
  /** Lines of the source that it could not be built for, from what the runner said. */
  refusedLines?(said: string, file: string): readonly number[];
  /** Cases as tests, with all that they import. */
  tests(source: Source, cases: readonly TestCase[]): Written;
  /** A whole test file. */
  newFile(source: Source, written: Written): string;
  /** Set for runs in the copy at `root`. */
  environment(source: Source, root: string): Readonly<Record<string, string>>;
}

/** What several imports have in common is imported once. */
export function merged(imports: readonly Imported[]): Imported[] {
  const by = new Map<string, Imported>();
  for (const one of imports) {
    const key = `${one.from}\0${one.whole ?? ''}`;
    const known = by.get(key);
    by.set(key, known ? { ...known, names: [...new Set([...known.names, ...one.names])] } : one);
  }
  return [...by.values()];
}

/** Identifiers in code; those behind a dot are not among them, nor what stands in quotes. */
export function identifiersIn(code: string): Set<string> {
  const plain = code.replaceAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""');
  return new Set([...plain.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)].map(([name]) => name));
}

function wordsOf(facts: readonly GoFact[]): string[] {
  return facts.flatMap(({ name, literal, shape }) => (shape === 'type' ? [name] : [name, literal]));
}

/** The code of trials and of what they gave, in one piece. */
export function codeOf(cases: readonly TestCase[]): string {
  return cases
    .flatMap(({ trial, outcome }) => [
      ...trial.setup,
      trial.call,
      ...(outcome.kind === 'value'
        ? [outcome.literal ?? '', ...[...(outcome.views ?? []), ...(outcome.after ?? [])].map((one) => one.literal)]
        : []),
      ...(outcome.kind === 'values'
        ? [
            ...outcome.values.flatMap(({ literal = '', parts = [] }) => [literal, ...wordsOf(parts)]),
            ...wordsOf(outcome.after ?? []),
          ]
        : []),
      ...(outcome.kind === 'throws' ? [outcome.type] : []),
    ])
    .join('\n');
}
