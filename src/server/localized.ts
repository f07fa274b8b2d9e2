import type { Texts } from './texts.ts';

/** Members of results that are sentences for people; everything else is code, names and numbers. */
const SENTENCES = new Set(['reason', 'why', 'passed', 'unchecked', 'warnings', 'possibleBugs']);

/** A result with its sentences in the client's language. */
export function localized<T>(result: T, texts: Pick<Texts, 'said'>): T {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return result;
  const members = Object.entries(result).map(([name, value]: [string, unknown]) => [
    name,
    SENTENCES.has(name) ? translated(value, texts) : localized(value, texts),
  ]);
  return Object.fromEntries(members) as T;
}

function translated(value: unknown, { said }: Pick<Texts, 'said'>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === 'string' ? said(one) : one));
  return typeof value === 'string' ? said(value) : value;
}
