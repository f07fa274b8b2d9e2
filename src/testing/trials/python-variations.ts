import { behindBracket, itemsOf } from './statements.ts';

const MOST_OF_ITEM = 10;
const LAMBDA_GIVES = ['True', 'False', 'None', '0', "'a'"];

/** Values near one of Python that holds others: bytes, tuples, sets, calls and lambdas. `near` knows those of what is in them. */
export function pythonNear(item: string, near: (item: string) => readonly string[]): string[] {
  const bytes = /^b((["'])[\s\S]*\2)$/.exec(item)?.[1];
  if (bytes !== undefined)
    return near(bytes)
      .filter((one) => /^[\x20-\x7e]*$/.test(one))
      .map((one) => `b${one}`);
  const [, parameters, gives] = /^lambda\b([^:]*):\s*([\s\S]+)$/.exec(item) ?? [];
  if (gives !== undefined)
    return LAMBDA_GIVES.filter((one) => one !== gives).map((one) => `lambda${parameters ?? ''}: ${one}`);
  const [, name = '', open] = /^([A-Za-z_][\w.]*|)([({])/.exec(item) ?? [];
  if (open === undefined || behindBracket(item, name.length) !== item.length) return [];
  const items = itemsOf(item.slice(name.length + 1, -1));
  const isDict = open === '{' && items.some((one) => /^(?:"[^"]*"|'[^']*'|[\w.]+)\s*:/.test(one));
  if (items.length === 0 || isDict || (open === '{' && name !== '')) return [];
  const isTuple = open === '(' && name === '';
  // `(a)` is no tuple, and `{}` no set.
  const shown = (list: readonly string[]) =>
    isTuple && list.length === 1
      ? `(${list[0] ?? ''},)`
      : list.length === 0 && open === '{'
        ? 'set()'
        : name + open + list.join(', ') + (open === '(' ? ')' : '}');
  const changed = items.flatMap((one, index) =>
    near(one)
      .slice(0, MOST_OF_ITEM)
      .map((other) => items.map((same, at) => (at === index ? other : same))),
  );
  const fewer = items.map((_, index) => items.filter((__, at) => at !== index));
  return [...changed, ...fewer].map(shown).filter((one) => one !== item);
}
