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

/** A statement before a call, with one of its variables between `before` and `behind`. */
export interface Preparation {
  /** The object that a method is called on, or the place of an argument. */
  readonly of: 'object' | number;
  readonly before: string;
  readonly behind: string;
}

/** What a function may be called with by the types that are declared. */
export interface CallExamples {
  /** One for each way to call it. */
  readonly signatures: readonly (readonly ParameterExamples[])[];
  /** What a method is called on; the class itself where it is static. */
  readonly objects: readonly string[];
  /** What is put behind the call so that more happens: where it gives a function, the arguments of that. */
  readonly continuations: readonly string[];
  /** What may be done before the call so that it finds something. */
  readonly preparations: readonly Preparation[];
  readonly imports: readonly ExampleImport[];
}
