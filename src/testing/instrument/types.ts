/** A range of a text, in UTF-16 indices. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One way that code can go. A condition has two, with ids that follow each other: `true`, then `false`. */
export interface Branch extends Span {
  readonly id: number;
  /** 1-based. */
  readonly line: number;
  /** `ended`: a loop that may be left early went through everything. */
  readonly what: 'true' | 'false' | 'case' | 'catch' | 'entered' | 'ended';
}

/** What a mutant is an example of. */
export type MutationOperator =
  | 'relational'
  | 'equality'
  | 'logical'
  | 'condition'
  | 'arithmetic'
  | 'number'
  | 'string'
  | 'boolean'
  | 'return'
  | 'removal';

/** A small change of the code that a good test notices. `start` to `end` is what it replaces. */
export interface Mutant extends Span {
  /** From 1; 0 chooses none. */
  readonly id: number;
  /** 1-based. */
  readonly line: number;
  readonly original: string;
  /** For people: `<=` for `<`. Empty where a statement is taken out. */
  readonly replacement: string;
  readonly operator: MutationOperator;
}

/** A copy of a file that tells which branches were taken, and holds all mutants of its subject, of which one can be chosen at run time. */
export interface Instrumented {
  /** Means the same as before while no mutant is chosen. No line moves: what helps stands at the end. */
  readonly text: string;
  readonly branches: readonly Branch[];
  readonly mutants: readonly Mutant[];
}
