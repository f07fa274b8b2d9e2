/** One parameter of a function, and expressions of its declared type. */
export interface ParameterExamples {
  /** As the body knows it; of one that is taken apart the pattern. */
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  /** It takes any number of values; these are of each. */
  readonly isVariadic: boolean;
  /** The usual one first, then borders; empty where the type says nothing. */
  readonly values: readonly string[];
}

/** A name in expressions that the function's file does not export itself. */
export interface ExampleImport {
  readonly name: string;
  /** Absolute path of a file of the project, else the name of a module. */
  readonly from: string;
}

/** What a function may be called with by the types that are declared. */
export interface CallExamples {
  /** One for each way to call it. */
  readonly signatures: readonly (readonly ParameterExamples[])[];
  /** What a method is called on; the class itself where it is static. */
  readonly objects: readonly string[];
  /** What is put behind the call so that more happens: where it gives a function, the arguments of that. */
  readonly continuations: readonly string[];
  readonly imports: readonly ExampleImport[];
}
