/** Stands before tests whose expected values nobody has specified. */
export const CHARACTERISATION = [
  'Characterisation tests: the expected values were observed by running the code.',
  'They say what it does, not what it should do.',
] as const;
