import { identifiersIn } from '../languages/language.ts';
import type { Trial } from '../observe/trial.ts';

/** What the runtime of a language says of a function once its module is loaded: all of it is source text. */
export interface Surveyed {
  /** By the name of a parameter: expressions for it, the likeliest first. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Ways to make an object that the function is called on: statements. */
  readonly objects: readonly (readonly string[])[];
  /** By what a test cannot name as the source stands: the statement that brings it in. */
  readonly imports: Readonly<Record<string, string>>;
  /** Calls that were seen while examples of the documentation ran; of a method without its object. */
  readonly calls: readonly string[];
}

export const NOTHING_SURVEYED: Surveyed = { values: {}, objects: [], imports: {}, calls: [] };

/** What a survey has written, JSON; nothing where it was ended. */
export function surveyedIn(written: string): Surveyed {
  try {
    return { ...NOTHING_SURVEYED, ...(JSON.parse(written) as Partial<Surveyed>) };
  } catch {
    return NOTHING_SURVEYED;
  }
}

/** A trial with the imports that it needs before it. */
export function withImports(trial: Trial, { imports }: Pick<Surveyed, 'imports'>): Trial {
  const { setup, call } = trial;
  const named = identifiersIn([...setup, call].join('\n'));
  const missing = Object.entries(imports).flatMap(([name, statement]) =>
    named.has(name) && !setup.includes(statement) ? [statement] : [],
  );
  return missing.length === 0 ? trial : { ...trial, setup: [...missing, ...setup] };
}
