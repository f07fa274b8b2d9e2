/** Ids of the special tokens that a model was trained to fill in the middle with. */
export interface FimTokens {
  readonly prefix: number;
  readonly suffix: number;
  readonly middle: number;
}

/** Ids of the special tokens between which each turn of a chat stands (ChatML). */
export interface TurnTokens {
  readonly start: number;
  readonly end: number;
}

/** What the engine needs to load a model file that the model store has checked. */
export interface ModelFile {
  /** Name for people, e.g. `Qwen2.5-Coder-0.5B-Instruct Q4_K_M`. */
  readonly name: string;
  /** Absolute path of the GGUF file. */
  readonly path: string;
  /** Lower-case hex SHA-256 of the whole file, or undefined when it was not computed (a user's own file on the fast path). */
  readonly sha256: string | undefined;
  readonly bytes: number;
  /** Undefined: the model cannot fill in the middle; complete from the prefix alone. */
  readonly fim: FimTokens | undefined;
  /** Undefined or missing: the model knows no turns, and answers no instructions. Chat templates in the file are not read. */
  readonly turns?: TurnTokens | undefined;
  /** Ids that end a generation (end of text, end of turn, FIM padding, file separators …). */
  readonly stopTokens: readonly number[];
  /** Longest context the model was trained for, in tokens. */
  readonly contextLength: number;
}
