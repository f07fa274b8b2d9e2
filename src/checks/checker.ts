import type { Diagnostic } from '../workspace/diagnostic.ts';
import type { CallExamples } from './call-examples.ts';
import type { TextEdit } from './compare.ts';

export type { CallExamples } from './call-examples.ts';

/** What a checker vouches for, for the sentence that says which checks a fix has passed. */
export type Covers = 'syntax' | 'types' | 'lint' | 'build' | 'tests';

/** What a tool proposes against a problem. */
export interface ToolRepair {
  readonly edits: readonly TextEdit[];
  /** It makes a name known that another file exports: the name is right then as it is. */
  readonly isImport: boolean;
}

/** One checker of a project, for one file. */
export interface Checker {
  /** As the user knows it: `tsc`, `eslint`, `ruff`, `pyright`, `cargo check`, `go vet`. */
  readonly name: string;
  readonly covers: Covers;
  /** What is said of a text that it has nothing to say of, where that is not a sentence about the name. */
  readonly passes?: string;
  /**
   * The diagnostics that each of `texts` would get as the content of the file, in the same order; nothing of the user's is
   * changed for it. Several texts at once are cheaper than one by one. Throws {@link CheckFailed} where the checker cannot say.
   */
  check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]>;
  /** What the tool itself proposes against a problem of `text`, the likeliest first; left out where it proposes nothing ever. */
  repairs?(text: string, problem: Diagnostic, signal: AbortSignal): Promise<readonly ToolRepair[]>;
  /** What code in the file may call the function with whose body starts there; left out where the checker knows of no types. */
  examples?(
    called: { readonly file: string; readonly bodyStart: number },
    signal: AbortSignal,
  ): Promise<CallExamples | undefined>;
  dispose(): Promise<void>;
}

/** The checker could not be run or did not finish; `message` is one sentence for people. */
export class CheckFailed extends Error {}
