import type { Diagnostic } from '../../../workspace/diagnostic.ts';
import { pointedNames, namesIn } from '../near-names.ts';
import type { Candidate, Problem, Workshop } from '../types.ts';
import { proposed, replacement } from './proposal.ts';
import { functionsAround, placesOf, type Span } from './scope.ts';

/** A checker knows no such variable, or knows that it has no value there. */
const SAYS_UNKNOWN =
  /\b(?:cannot find (?:name|value)|is not defined|undefined name|is (?:possibly )?unbound|no-undef|F821)\b|\bundefined: /i;

/** Names tried for one. */
const MOST_NAMES = 6;

export function saysUnknown({ message, code = '' }: Problem['diagnostic']): boolean {
  return SAYS_UNKNOWN.test(`${message} ${code}`);
}

/** Repairs of a variable that is not known: the other half of a rename, a member without its object, a declaration that assigns. */
export async function nameRepairs(
  problem: Problem,
  workshop: Workshop,
  reported: readonly Diagnostic[],
): Promise<Candidate[]> {
  const { text, languageId, diagnostic } = problem;
  const [pointed] = saysUnknown(diagnostic) ? pointedNames(text, diagnostic) : [];
  if (pointed === undefined) return [];
  const functions = await functionsAround(problem, workshop);
  const [scope = { start: 0, end: text.length }] = functions;
  const object = functions.map((one) => receiver(text, languageId, one)).find((found) => found !== undefined);
  const unknown = reported.filter(saysUnknown).flatMap((one) => pointedNames(text, one).slice(0, 1));
  return [
    ...(object === undefined ? [] : members(text, pointed, object, unknown, scope)),
    ...renames(text, pointed, scope),
    ...(languageId === 'go' ? declarations(text, pointed) : []),
  ];
}

/** The name as a member of the object; in the whole function, and with all else there that is not known. */
function members(
  text: string,
  pointed: Pointed,
  object: string,
  unknown: readonly Pointed[],
  scope: Span,
): Candidate[] {
  if (object === pointed.name) return [];
  const names = new Set(unknown.filter(({ at }) => at >= scope.start && at < scope.end).map(({ name }) => name));
  const all = [...names].flatMap((name) => placesOf(text, name, scope));
  const qualified = all.map((start) => ({ start, end: start, newText: `${object}.` }));
  return [
    ...inOneAndAll(text, pointed, `${object}.${pointed.name}`, scope),
    ...(names.size > 1 && !names.has(object) ? [proposed(text, qualified)] : []),
  ];
}

/** The object whose members a function sees: `self`, `this`, Go's receiver. */
function receiver(text: string, languageId: string, { start, end }: Span): string | undefined {
  const code = text.slice(start, end);
  if (languageId === 'go') return /^func \((\w+) /.exec(code)?.[1];
  // A method is a function with its class around it, of which no more is seen here than its first parameter.
  if (languageId === 'python') return /^(?:\s*@.*\n)*\s*(?:async )?def \w+\(\s*(self|cls)\b/.exec(code)?.[1];
  return /\bthis\b/.test(text) ? 'this' : undefined;
}

interface Pointed {
  readonly at: number;
  readonly name: string;
}

/**
 * Half of a rename: a name that is used and not declared, and another one with the same words, declared and not used. Either the uses
 * follow or the declaration goes back.
 */
function renames(text: string, pointed: Pointed, scope: Span): Candidate[] {
  const { name } = pointed;
  const inScope = namesIn(text.slice(scope.start, scope.end));
  const related = [...new Set([...inScope, ...namesIn(text)])]
    .filter((other) => other !== name && sharesWords(name, other))
    .sort((a, b) => wordsBetween(name, a) - wordsBetween(name, b))
    .slice(0, MOST_NAMES);
  return related.flatMap((other) => {
    const places = placesOf(text, other, scope);
    const back =
      places.length > 0 && places.length <= 2
        ? [
            proposed(
              text,
              places.map((start) => ({ start, end: start + other.length, newText: name })),
            ),
          ]
        : [];
    return [...inOneAndAll(text, pointed, other, scope), ...back];
  });
}

/** At the problem, and wherever the name stands in the scope: what is wrong once is often wrong again. */
function inOneAndAll(text: string, { at, name }: Pointed, newText: string, scope: Span): Candidate[] {
  const places = placesOf(text, name, scope);
  const all = places.map((start) => ({ start, end: start + name.length, newText }));
  const one = replacement(text, at, at + name.length, newText);
  return places.length > 1 ? [one, proposed(text, all)] : [one];
}

/** Go: `v = f()` for `v := f()`. */
function declarations(text: string, { at, name }: Pointed): Candidate[] {
  const behind = text.slice(at + name.length, text.indexOf('\n', at) < 0 ? undefined : text.indexOf('\n', at));
  const sign = /^(?:\s*,\s*\w+)*\s*(?==[^=])/.exec(behind)?.[0];
  const start = at + name.length + (sign?.length ?? 0);
  return sign === undefined ? [] : [replacement(text, start, start, ':')];
}

/** Whether the words of one name are all among those of the other: `width` and `width_value`, `args` and `argsList`. */
export function sharesWords(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  return few.length > 0 && few.every((word) => many.includes(word));
}

function wordsBetween(one: string, other: string): number {
  return Math.abs(wordsOf(one).length - wordsOf(other).length);
}

function wordsOf(name: string): string[] {
  return name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu)?.map((word) => word.toLowerCase()) ?? [];
}
