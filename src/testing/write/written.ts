/** Names that a test file imports. */
export interface Imported {
  /** Module, package or import path. */
  readonly from: string;
  readonly names: readonly string[];
  /** The module itself by this name: `import assert from`, `import math`. */
  readonly whole?: string;
}

/** Tests as code, and what they need. */
export interface Written {
  readonly imports: readonly Imported[];
  /** For the end of a file: in a group of their own, where the style has such. */
  readonly tests: string;
  /** For the end of a group that is there already. */
  readonly inGroup: string;
  /** Name of the group. */
  readonly group: string;
  /** What runners call the tests, as the last part of a name. */
  readonly names: readonly string[];
}
