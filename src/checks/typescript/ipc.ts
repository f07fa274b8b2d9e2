import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { CallExamples } from '../call-examples.ts';
import type { ToolRepair } from '../checker.ts';

/** What is to be known of a file that is perhaps not on disk, and of those around it. */
export interface Surroundings {
  /** Files (absolute) of which the first that belongs to a project lends it to a file that belongs to none. */
  readonly like?: readonly string[];
  /** Other files (absolute) that are not as they are on disk. */
  readonly others?: readonly { readonly file: string; readonly text: string }[];
}

/** A function: that whose body starts there in a file (absolute). */
export interface FunctionPlace {
  readonly file: string;
  readonly bodyStart: number;
}

/**
 * Parent → child: the diagnostics of `file` (absolute) with `text` as its content; with `problem` TypeScript's own repairs of it; with
 * `called` what code in it may call that function with.
 */
export interface TypeScriptRequest extends Surroundings {
  readonly id: number;
  readonly file: string;
  readonly text: string;
  readonly problem?: Diagnostic;
  readonly called?: FunctionPlace;
}

/** Child → parent; `error` is a sentence for people. */
export type TypeScriptAnswer =
  | { readonly id: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly id: number; readonly repairs: readonly ToolRepair[] }
  | { readonly id: number; readonly examples: CallExamples | undefined }
  | { readonly id: number; readonly error: string };
