/** A problem that a checker or an editor reports about a text. */
export interface Diagnostic {
  /** UTF-16 indices into the text; `end` is behind the last character and may equal `start`. */
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** As the checker writes it: `TS2304`, `F821`, `no-unused-vars`. */
  readonly code?: string;
  /** The checker's own name: `ts`, `Ruff`, `eslint`. */
  readonly source?: string;
  readonly related?: readonly RelatedPlace[];
}

/** Another place that a diagnostic speaks of. */
export interface RelatedPlace {
  /** Absolute path. */
  readonly file: string;
  /** From 0. */
  readonly line: number;
  readonly message: string;
}
