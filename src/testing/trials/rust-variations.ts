import type { Constants } from './constants.ts';
import { behindBracket, itemsOf } from './statements.ts';

/** What stands around a value and stays, with its closing part. */
const AROUND = /^(&mut |&|Some\(|Ok\(|Err\(|Box::new\(|String::from\()([\s\S]+)$/;
const BEHIND = /^([\s\S]+?)(\.(?:to_string|to_owned|into|into_iter)\(\))$/;

/** Values near one of Rust; `usual` knows what is written as elsewhere: whole numbers and strings. */
export function rustNear(item: string, constants: Constants, usual: (item: string) => readonly string[]): string[] {
  const near = (inner: string) => rustNear(inner, constants, usual);
  const [, before, rest = ''] = AROUND.exec(item) ?? [];
  if (before !== undefined) {
    if (!before.endsWith('(')) return near(rest).map((one) => before + one);
    if (!rest.endsWith(')') || behindBracket(item, before.length - 1) !== item.length) return [];
    return [...near(rest.slice(0, -1)).map((one) => `${before}${one})`), ...(before === 'Some(' ? ['None'] : [])];
  }
  const [, value, behind] = BEHIND.exec(item) ?? [];
  if (value !== undefined && behind !== undefined) return near(value).map((one) => one + behind);
  if (/^'(?:\\.|[^\\'])'$/.test(item)) return characters(item, constants);
  if (/^-?\d[\d_]*\.\d+$/.test(item)) return usual(item).map(asFloat);
  if (/^-?\d[\d_]*$/.test(item)) return usual(item).filter((one) => /^-?\d/.test(one));
  if (/^"[\s\S]*"$/.test(item) || item === 'true' || item === 'false') return [...usual(item)];
  const [, open, list] = /^(vec!\[|\[)([\s\S]*)\]$/.exec(item) ?? [];
  return open === undefined || list === undefined ? [] : lists(open, itemsOf(list), near, item);
}

function lists(open: string, items: readonly string[], near: (item: string) => string[], item: string): string[] {
  const [first] = items;
  if (first === undefined) return [];
  const others = near(first)
    .slice(0, 6)
    .map((one) => [one, ...items.slice(1)]);
  const made = [[], [first], [first, ...items], [...items].reverse(), ...others];
  return [...new Set(made.map((list) => `${open}${list.join(', ')}]`))].filter((one) => one !== item);
}

function characters(item: string, { strings }: Constants): string[] {
  const known = strings.flatMap((text) => text.match(/[^\\']/gu) ?? []);
  const made = [...known, 'a', 'Z', '0', ' ', 'é'].map((one) => `'${one}'`);
  return [...new Set(made)].filter((one) => one !== item).slice(0, 8);
}

function asFloat(number: string): string {
  if (number === 'NaN') return 'f64::NAN';
  if (number === 'Infinity') return 'f64::INFINITY';
  return /^-?\d+$/.test(number) ? `${number}.0` : number;
}
