import type { Program } from '../checks/run.ts';
import type { FoundTypes } from '../checks/discover.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import type { Calls } from './callers/calls-of-text.ts';
import { callersOf } from './callers/callers.ts';
import type { Source, TestLanguage } from './languages/language.ts';
import { Prover } from './prover.ts';
import { TypedCases } from './typing/typed-cases.ts';

export interface WorkbenchOptions {
  readonly language: TestLanguage;
  readonly program: Program;
  readonly types?: FoundTypes | undefined;
  readonly folders: readonly string[];
  readonly syntax: SyntaxTrees;
  /** Whether a file of the package may be looked at for calls, of which the model is shown some. */
  readonly mayRead: (file: string) => Promise<boolean>;
}

/** What tests of one function are made with. */
export interface Workbench {
  /** As it was given, with what other files declare. */
  readonly source: Source;
  readonly prover: Prover;
  readonly types: TypedCases | undefined;
  readonly callers: Calls;
  dispose(): Promise<void>;
}

/** Copies the package and looks for calls in it. Throws as {@link Prover.of} does. */
export async function workbench(given: Source, options: WorkbenchOptions, signal: AbortSignal): Promise<Workbench> {
  const { language, program, folders, syntax, mayRead } = options;
  const further = await language.further?.(given, mayRead);
  const source = further === undefined ? given : { ...given, declared: [given.text, ...further].join('\n') };
  const calls = callersOf(source, mayRead, signal);
  calls.catch(() => undefined); // it is waited for below, unless the copy fails
  const prover = await Prover.of(source, { language, program, folders, syntax }, signal);
  const checker = options.types?.make();
  const dispose = async () => {
    await Promise.all([prover.dispose(), checker?.dispose()]);
  };
  try {
    return {
      source,
      prover,
      types: checker && new TypedCases(checker, source, language),
      callers: await calls,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
