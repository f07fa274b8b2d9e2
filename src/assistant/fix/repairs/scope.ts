import type { Problem, Workshop } from '../types.ts';

/** A piece of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The functions around a problem, the innermost first. */
export async function functionsAround(
  { text, languageId, diagnostic }: Problem,
  { syntax }: Workshop,
): Promise<readonly Span[]> {
  const units = await syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1);
  return (units ?? []).filter(({ kind }) => kind === 'function');
}

/** The innermost function around a problem; the whole text where there is none. */
export async function scopeOf(problem: Problem, workshop: Workshop): Promise<Span> {
  const [innermost = { start: 0, end: problem.text.length }] = await functionsAround(problem, workshop);
  return innermost;
}

/** Where a name stands in a span as a variable, not as a member behind a dot. */
export function placesOf(text: string, name: string, { start, end }: Span): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name, start); at >= 0 && at + name.length <= end; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!/[\p{L}\p{N}_$]/u.test(before + after) && before !== '.') places.push(at);
  }
  return places;
}

/** Names that a function declares: its parameters and what is assigned in it, the last first. Read by shape, not by syntax. */
export function namesDeclaredIn(text: string, { start, end }: Span): string[] {
  const code = text.slice(start, end);
  const head = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)/.exec(code)?.[1] ?? '';
  const parameters = [...head.matchAll(/(?:^|,)\s*(?:\*{0,2}|\.{3})([\p{L}_$][\p{L}\p{N}_$]*)/gu)].map(
    ([, name]) => name,
  );
  const assigned = [
    ...code.matchAll(
      /(?:^|[\s;(])(?:const |let |var |for )?([\p{L}_$][\p{L}\p{N}_$]*)(?:\s*:[^=;{}()\n]*)?\s*(?::=|=(?![=>])|\bin\b|\bof\b)/gu,
    ),
  ].map(([, name]) => name);
  const names = [...assigned.reverse(), ...parameters].filter((name) => name !== undefined);
  return [...new Set(names)].filter((name) => !RECEIVERS.has(name));
}

const RECEIVERS: ReadonlySet<string> = new Set(['self', 'cls', 'this']);
