import type { Diagnostic } from '../workspace/diagnostic.ts';

/** What a checker vouches for, for the sentence that says which checks a fix has passed. */
export type Covers = 'syntax' | 'types' | 'lint' | 'build' | 'tests';

/** One checker of a project, for one file. */
export interface Checker {
  /** As the user knows it: `tsc`, `eslint`, `ruff`, `pyright`, `cargo check`, `go vet`. */
  readonly name: string;
  readonly covers: Covers;
  /**
   * The diagnostics that each of `texts` would get as the content of the file, in the same order; nothing of the user's is
   * changed for it. Several texts at once are cheaper than one by one. Throws {@link CheckFailed} where the checker cannot say.
   */
  check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]>;
  dispose(): Promise<void>;
}

/** The checker could not be run or did not finish; `message` is one sentence for people. */
export class CheckFailed extends Error {}
