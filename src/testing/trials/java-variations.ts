import type { Constants } from './constants.ts';
import { behindBracket, itemsOf } from './statements.ts';

const LISTS = /^(List\.of\(|Set\.of\(|Arrays\.asList\(|Stream\.of\()([\s\S]*)(\))$/;
const ARRAY = /^(new [\w.]+(?:\[\])+ ?\{)([\s\S]*)(\})$/;
/** What stands around a value and stays. */
const AROUND = /^(Optional\.of\(|new \w+<>\()([\s\S]+)\)$/;

/** Values near one of Java; `usual` knows what is written as elsewhere: whole numbers and strings. */
export function javaNear(item: string, constants: Constants, usual: (item: string) => readonly string[]): string[] {
  const near = (inner: string) => javaNear(inner, constants, usual);
  const [, cast = '', number] = /^(\((?:short|byte)\) )(-?\d+)$/.exec(item) ?? [];
  if (number !== undefined) return near(number).map((one) => cast + one);
  if (/^'(?:\\.|[^\\'])'$/.test(item)) return characters(item, constants);
  if (/^-?\d[\d_]*[lL]$/.test(item)) return near(item.slice(0, -1)).map((one) => `${one}L`);
  if (/^-?\d[\d_]*$/.test(item)) return usual(item).filter((one) => /^-?\d{1,9}$/.test(one));
  const [, decimal, suffix = ''] = /^(-?\d[\d_]*\.\d+)([fFdD]?)$/.exec(item) ?? [];
  if (decimal !== undefined)
    return usual(decimal).flatMap((one) =>
      /^-?\d/.test(one) ? `${one}${one.includes('.') ? '' : '.0'}${suffix}` : [],
    );
  if (/^"[\s\S]*"$/.test(item) || item === 'true' || item === 'false') return [...usual(item)];
  const [, open, list = '', close = ''] = LISTS.exec(item) ?? ARRAY.exec(item) ?? [];
  if (open !== undefined)
    return lists(itemsOf(list), near)
      .map((one) => open + one.join(', ') + close)
      .filter((one) => one !== item);
  const pairs = /^Map\.of\(([\s\S]*)\)$/.exec(item)?.[1];
  if (pairs !== undefined) return maps(itemsOf(pairs), near);
  const [, before = '', value] = AROUND.exec(item) ?? [];
  if (value === undefined || behindBracket(item, before.length - 1) !== item.length) return [];
  return [
    ...near(value).map((one) => `${before}${one})`),
    ...(before.startsWith('Optional') ? ['Optional.empty()'] : []),
  ];
}

function lists(items: readonly string[], near: (item: string) => string[]): string[][] {
  const [first] = items;
  if (first === undefined) return [];
  const others = near(first)
    .slice(0, 6)
    .map((one) => [one, ...items.slice(1)]);
  return [[], [first], [first, ...items], [...items].reverse(), ...others];
}

function maps(items: readonly string[], near: (item: string) => string[]): string[] {
  const changed = items.flatMap((item, index) =>
    near(item)
      .slice(0, 5)
      .map((one) => items.map((other, at) => (at === index ? one : other))),
  );
  return [[], ...changed].map((list) => `Map.of(${list.join(', ')})`);
}

function characters(item: string, { strings }: Constants): string[] {
  const known = strings.flatMap((text) => text.match(/[^\\']/gu) ?? []).filter((one) => one.length === 1);
  const made = [...known, 'a', 'Z', '0', ' ', '_'].map((one) => `'${one}'`);
  return [...new Set(made)].filter((one) => one !== item).slice(0, 8);
}
