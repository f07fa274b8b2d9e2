import crypto from 'node:crypto';

/** The half of the holes that everything is tuned on, and the one that is only ever scored. */
export type Half = 'tune' | 'kept';

function digest(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}

/** The half of a place, by its name alone, so that it is the same in every run, selection and version of the evaluation. */
export function halfOf(id: string): Half {
  return parseInt(digest(id).slice(-2), 16) % 2 === 0 ? 'tune' : 'kept';
}

/** The items in an order that looks random and is the same for the same seed, whatever else is in the list. */
export function shuffled<T>(items: readonly T[], idOf: (item: T) => string, seed: string): T[] {
  return items
    .map((item) => ({ item, key: digest(`${seed}\n${idOf(item)}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** What stands for a whole set, so that two reports can be known to speak of the same one. */
export function fingerprint(parts: readonly string[]): string {
  return digest(parts.join('\0')).slice(0, 16);
}
