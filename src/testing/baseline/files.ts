import type { Instrumented } from '../instrument/types.ts';
import type { Source } from '../languages/language.ts';
import type { TestRun } from '../run/runs.ts';
import type { BaselineLine } from './known.ts';

/** Files that run the tests that are there, once as they are and once with each mutant, in one process. */
export interface BaselineFiles {
  /** Absolute, as if in the package itself. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** Of those, what the runner is given. */
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Lines that follow from what the runner said, and from those that were written. */
  readonly linesOf?: (run: TestRun, written: string) => readonly BaselineLine[];
}

export interface BaselineRequest {
  readonly source: Source;
  readonly existing: string;
  readonly made: Instrumented;
  /** Where lines are written, absolute. */
  readonly output: string;
  /** For the mutants; their number is not known before. */
  readonly budgetMs: number;
  /** Mutants that need not be tried any more. */
  readonly without: ReadonlySet<number>;
}
