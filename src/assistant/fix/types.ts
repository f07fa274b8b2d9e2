import type { Engine } from '../../engine/types.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Change } from '../edit/changes.ts';

/** A problem in a text. */
export interface Problem {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly diagnostic: Diagnostic;
  /** Small changes that are known to bear on the problem: they are tried first. */
  readonly suspects?: readonly Change[];
  /** `Go 1.22`; for the prompt. */
  readonly languageVersion?: string;
}

/** What candidates are made with. */
export interface Workshop {
  readonly engine: Engine;
  readonly syntax: Pick<SyntaxTrees, 'countErrors' | 'unitsAround' | 'tokensOf' | 'errorsOf' | 'declarationsOf'>;
  /** Longest uninterruptible evaluation in ms. */
  readonly maxStepMs: number;
}

/** How a candidate came about. */
export type Origin =
  'name' | 'import' | 'repair' | 'guess' | 'remove' | 'closer' | 'fill' | 'insert' | 'rewrite' | 'sample' | 'suspect';

/** An edit that may solve the problem. */
export interface Candidate {
  readonly changes: readonly Change[];
  /** The whole text with the changes. */
  readonly text: string;
  readonly origin: Origin;
}
