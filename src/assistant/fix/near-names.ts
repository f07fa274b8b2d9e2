import { replacing } from './candidate.ts';
import type { Candidate, Problem } from './types.ts';

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Names tried for one place. */
const MOST_NAMES = 8;

/**
 * Candidates without a model: where a diagnostic points at one name, names that are spelt nearly the same, from the message
 * (which often says what was meant) and from the document. What they are worth, the checks and the model's ranking say.
 */
export function nearNames({ text, diagnostic }: Problem): Candidate[] {
  const { start, message } = diagnostic;
  return pointedNames(text, diagnostic)
    .flatMap(({ at, name }) => {
      const inMessage = namesIn(message);
      const names = [...inMessage, ...namesIn(text)];
      const near = new Map<string, number>();
      for (const [index, other] of names.entries()) {
        if (other === name || near.has(other)) continue;
        const distance = spellingDistance(name, other);
        if (distance <= mostDistance(name)) near.set(other, index < inMessage.length ? distance - 1 : distance);
      }
      return [...near]
        .sort(([, a], [, b]) => a - b)
        .slice(0, MOST_NAMES)
        .map(([other]) => replacing(text, at, at + name.length, other, 'name'));
    })
    .filter(({ changes }) => Math.abs((changes[0]?.start ?? 0) - start) < 400);
}

/** In shorter names one letter is all that tells them apart: `n` is not `r` misspelt. */
const LEAST_LETTERS = 4;

/** Whether two texts are different names that are spelt nearly the same. */
export function isNearName(a: string, b: string): boolean {
  if (a === b || !isName(a) || !isName(b)) return false;
  const distance = spellingDistance(a, b);
  return distance < 1 || (Math.min(a.length, b.length) >= LEAST_LETTERS && distance <= mostDistance(a));
}

function isName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text);
}

/** The names that a diagnostic may speak of: those in its range that its message repeats, else the one name that its range is. */
export function pointedNames(
  text: string,
  { start, end, message }: Problem['diagnostic'],
): { readonly at: number; readonly name: string }[] {
  const lineEnd = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
  const until = Math.min(Math.max(end, start), lineEnd);
  const wholeWord = wordAround(text, start);
  const range = text.slice(start, until);
  const inRange = [...range.matchAll(IDENTIFIER)].map((match) => ({ at: start + match.index, name: match[0] }));
  const said = new Set(namesIn(message));
  const named = inRange.filter(({ name }) => said.has(name));
  if (named.length > 0) return unique(named);
  // Some checkers give a place without a width, or the place of an expression.
  if (wholeWord && (inRange.length <= 1 || said.has(wholeWord.name))) return [wholeWord];
  const onLine = [...text.slice(start, lineEnd).matchAll(IDENTIFIER)]
    .map((match) => ({ at: start + match.index, name: match[0] }))
    .filter(({ name }) => said.has(name));
  return unique(onLine).slice(0, 2);
}

/** Distinct identifiers of a text, in the order in which they stand. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(IDENTIFIER)].map(([name]) => name))];
}

/**
 * Edits between two spellings: insertions, deletions, replacements and swaps of neighbours (Damerau, optimal string alignment);
 * a difference of case alone, and of `_`, counts half.
 */
export function spellingDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Infinity;
  const plain = (name: string) => name.replaceAll('_', '').toLowerCase();
  if (plain(a) === plain(b)) return 0.5;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Infinity;
}

function mostDistance(name: string): number {
  return name.length <= 3 ? 1 : name.length <= 7 ? 2 : 3;
}

function wordAround(text: string, at: number): { at: number; name: string } | undefined {
  let start = at;
  while (start > 0 && /[\p{L}\p{N}_$]/u.test(text.charAt(start - 1))) start--;
  const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text.slice(start, start + 200))?.[0];
  return name === undefined ? undefined : { at: start, name };
}

function unique(names: { at: number; name: string }[]): { at: number; name: string }[] {
  return names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index);
}
