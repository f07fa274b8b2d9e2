import type { Diagnostic } from '../../src/workspace/diagnostic.ts';

/** More would be another file, not a slip in this one. */
const MOST_NEW = 4;

/** The new diagnostic that the problem is about: the first error, or the first of all. */
export const subjectOf = (added: readonly Diagnostic[]): Diagnostic | undefined =>
  added.find(({ severity }) => severity === 'error') ?? added[0];

/** Whether a broken text is a problem as people have them: one or a few new diagnostics. */
export const fewEnough = (added: readonly Diagnostic[]): boolean => added.length >= 1 && added.length <= MOST_NEW;

/** Consequences far from the slip, in the words of the type system's theory: nobody would ask with these. */
const CONSEQUENCE = /^reportIncompatible\w+Override$/;

/** Why the diagnostics of a broken text make no problem; undefined where they do. `folder` is the package's. */
export function diagnosticsRefusal(added: readonly Diagnostic[], folder: string): string | undefined {
  if (!fewEnough(added)) return `${added.length} new diagnostics`;
  if (added.some(({ code }) => code !== undefined && CONSEQUENCE.test(code))) return 'a consequence elsewhere';
  // A list is for every machine, and a path is of one.
  if (added.some(({ message }) => message.includes(folder))) return 'a path in the message';
  return undefined;
}

/** What a list has of each kind already, so that the next one is taken from what it has least of. */
export class Spread {
  readonly #counts = new Map<string, number>();

  public of(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** `weight` is 1 for one that the list has got. */
  public add(weight: number, kinds: readonly string[]): void {
    for (const kind of kinds) this.#counts.set(kind, this.of(kind) + weight);
  }

  public copy(): Spread {
    const copy = new Spread();
    for (const [kind, count] of this.#counts) copy.#counts.set(kind, count);
    return copy;
  }
}

/** Of the candidates the one whose kinds the list has least of, the first of equals; `kindsOf` names the kinds by weight. */
export function leastUsed<T>(
  items: readonly T[],
  spread: Spread,
  kindsOf: (item: T) => readonly string[],
): T | undefined {
  let best: { readonly item: T; readonly counts: readonly number[] } | undefined;
  for (const item of items) {
    const counts = kindsOf(item).map((kind) => spread.of(kind));
    if (!best || isLess(counts, best.counts)) best = { item, counts };
  }
  return best?.item;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, count] of a.entries()) {
    const other = b[index] ?? 0;
    if (count !== other) return count < other;
  }
  return false;
}
