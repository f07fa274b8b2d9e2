/** A property of an object, with examples of its type. */
export interface Field {
  readonly key: string;
  readonly values: readonly string[];
  readonly isOptional: boolean;
}

const MOST_OBJECTS = 14;

/** Objects with what is needed, then with all, then with another value of one property, then with one of those that may be left out. */
export function objects(fields: readonly Field[]): string[] {
  const pairs = (of: readonly Field[]) => of.map(({ key, values: [first = ''] }) => [key, first] as const);
  const needed = fields.filter(({ isOptional }) => !isOptional);
  const usual = pairs(needed);
  const changed = needed.map(({ values }, index) =>
    values.slice(1).map((value) => usual.map((pair, at) => (at === index ? ([pair[0], value] as const) : pair))),
  );
  const added = fields
    .filter(({ isOptional }) => isOptional)
    .map(({ key, values }) => values.slice(0, 2).map((value) => [...usual, [key, value] as const]));
  const all = [usual, pairs(fields), ...interleaved([...changed, ...added])];
  return [...new Set(all.map(written))].slice(0, MOST_OBJECTS);
}

function written(pairs: readonly (readonly [key: string, value: string])[]): string {
  return pairs.length === 0 ? '{}' : `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** Lists with so many elements at least, of which each has its own values; none where one that is needed has none. */
export function tuples(values: readonly (readonly string[])[], least: number, most: number): string[] {
  const usual = values.map(([first]) => first);
  const known = usual.findIndex((one) => one === undefined);
  const all = usual.slice(0, known < 0 ? most : known).flatMap((one) => one ?? []);
  if (all.length < least) return [];
  const required = all.slice(0, least);
  const others = values
    .slice(0, all.length)
    .map((list, index) => list.slice(1).map((value) => all.map((one, at) => (at === index ? value : one))));
  return [...new Set([required, all, ...interleaved(others)].map((list) => `[${list.join(', ')}]`))];
}

/** The first of each list, then the second of each. */
export function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
