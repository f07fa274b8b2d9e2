import type { Trial } from '../observe/trial.ts';
import { unique } from './calls.ts';
import type { Constants } from './constants.ts';
import { pythonNear } from './python-variations.ts';
import { javaNear } from './java-variations.ts';
import { rustNear } from './rust-variations.ts';
import { linesNear } from './lines.ts';
import { behindBracket, behindQuote, itemsOf } from './statements.ts';

const MOST_VARIATIONS = 120;
const MOST_OF_ONE = 40;
const MOST_OF_FIELD = 10;
const MOST_LISTS = 3;
const MOST_OF_FIRST = 24;

/** Calls that differ from those that are there in one argument: at its borders, empty, or what the body compares with. */
export function variationsOf(trials: readonly Trial[], constants: Constants, languageId: string): Trial[] {
  const made: Trial[] = [];
  for (const trial of trials) made.push(...spread(unique(changesOf(trial, constants, languageId)), MOST_OF_ONE));
  const known = new Set(trials.map(keyOf));
  const fresh = unique(made).filter((one) => !known.has(keyOf(one)));
  return spread(fresh, MOST_VARIATIONS);
}

/** All calls that differ from one in one place: an argument, or a value in the statements before it. */
export function changesOf(trial: Trial, constants: Constants, languageId: string): Trial[] {
  return slotsOf(trial, languageId).flatMap(({ items, rebuilt, isCall }) => {
    const all = items.flatMap((item, index) => {
      const others = items.filter((_, other) => other !== index);
      return replacementsFor(item, constants, others, languageId).map((replacement) =>
        items.map((one, other) => (other === index ? replacement : one)),
      );
    });
    // An argument that may be left out.
    if (isCall && items.length > 1 && !/^(?:go|rust|java)$/.test(languageId)) all.push(items.slice(0, -1));
    return all.map((list): Trial => ({ ...rebuilt(list), from: 'variation' }));
  });
}

/** What a statement gives to a variable. */
const ASSIGNMENT = /^((?:(?:const|let(?:\s+mut)?|var)\s+)?[\w$]+(?:,\s*_)?\s*:?=\s*)(?!=)([\s\S]+)$/;
/** The same, and calls that stand by themselves. */
const JAVA_ASSIGNMENT =
  /^((?:(?:final\s+)?[\w.]+(?:<[^=;()]*>)?(?:\[\])*\s+)?[\w$]+\s*=\s*(?!=)|(?=[\w$.]+\())([\s\S]+)$/;

/** Values in a trial that can be others. */
interface Slot {
  readonly items: readonly string[];
  readonly isCall: boolean;
  readonly rebuilt: (items: readonly string[]) => Pick<Trial, 'setup' | 'call'>;
}

/** The arguments of the call, and what the statements before it give to variables. */
function slotsOf({ setup, call }: Trial, languageId: string): Slot[] {
  const slots: Slot[] = [];
  const lists = isJavaScript(languageId) ? listsIn(call) : [listIn(call)];
  for (const inCall of lists) {
    if (inCall === undefined) continue;
    const { items, around } = inCall;
    slots.push({ items, isCall: true, rebuilt: (list) => ({ setup, call: around(list) }) });
  }
  for (const [index, statement] of setup.entries()) {
    const [, start = '', value = ''] = (languageId === 'java' ? JAVA_ASSIGNMENT : ASSIGNMENT).exec(statement) ?? [];
    const called =
      value === '' && languageId === 'go' && /^\w+(?:\.\w+)+\(/.test(statement) ? listIn(statement) : undefined;
    if (called !== undefined)
      slots.push({
        items: called.items,
        isCall: false,
        rebuilt: (list) => ({ setup: setup.map((one, other) => (other === index ? called.around(list) : one)), call }),
      });
    if (value === '') continue;
    const inside = /\)$/.test(value) ? listIn(value) : undefined;
    const { items, around } = inside ?? { items: [value], around: ([one = value]: readonly string[]) => one };
    slots.push({
      items,
      isCall: false,
      rebuilt: (list) => ({ setup: setup.map((one, other) => (other === index ? start + around(list) : one)), call }),
    });
  }
  return slots;
}

function isJavaScript(languageId: string): boolean {
  return /^(?:java|type)script/.test(languageId);
}

interface ArgumentList {
  readonly items: string[];
  readonly around: (items: readonly string[]) => string;
}

/** The arguments of calls of what a call gives, `f(1)(2).then(3)`, the last first. */
function listsIn(call: string): ArgumentList[] {
  const found: ArgumentList[] = [];
  for (let end = call.length; found.length < MOST_LISTS;) {
    const list = listIn(call.slice(0, end));
    const open = lastArguments(call.slice(0, end));
    if (list === undefined || open === undefined) break;
    const rest = call.slice(end);
    // What collects the outcome stays: an error that nobody listens to would end the run.
    if (!list.items.some((one) => one.includes('values.push(')))
      found.push({ items: list.items, around: (items) => list.around(items) + rest });
    end = call.slice(0, open).replace(/\??\.[\w$]+$/, '').length;
  }
  return found;
}

/** The arguments of the last call in an expression, and that expression with others. */
function listIn(code: string): ArgumentList | undefined {
  const open = lastArguments(code);
  const end = open === undefined ? undefined : behindBracket(code, open);
  if (open === undefined || end === undefined) return undefined;
  return {
    items: itemsOf(code.slice(open + 1, end - 1)),
    around: (items) => `${code.slice(0, open + 1)}${items.join(', ')}${code.slice(end - 1)}`,
  };
}

/** Two trials with the same key are the same. */
export function keyOf({ setup, call }: Trial): string {
  return [...setup, call].join(';').replaceAll(/\s+/g, '');
}

/** Where the arguments of the last call in an expression begin. */
function lastArguments(call: string): number | undefined {
  for (let at = call.length - 2; at >= 0; at--)
    if (call[at] === '(' && behindBracket(call, at) === call.length) return at;
  return undefined;
}

/** Other values of the kind that one is of. */
function replacementsFor(item: string, constants: Constants, others: readonly string[], languageId: string): string[] {
  if (languageId === 'java')
    return javaNear(item, constants, (inner) => replacementsFor(inner, constants, others, 'javascript'));
  if (languageId === 'rust')
    return rustNear(item, constants, (inner) => replacementsFor(inner, constants, others, 'javascript'));
  // `name=value` of Python, `name: value` of an object.
  const named = /^([A-Za-z_]\w*\s*=\s*)(?!=)(.+)$/s.exec(item);
  if (named) {
    const [, name = '', value = ''] = named;
    return replacementsFor(value, constants, [], languageId).map((one) => name + one);
  }
  if (/^-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(item))
    return numbersNear(Number(item.replaceAll('_', '')), constants, others, languageId);
  if (/^(["'`])[\s\S]*\1$/.test(item) && behindQuote(item, 0) === item.length) return stringsNear(item, constants);
  if (/^(?:true|True)$/.test(item)) return [item === 'true' ? 'false' : 'False'];
  if (/^(?:false|False)$/.test(item)) return [item === 'false' ? 'true' : 'True'];
  if (item.endsWith(']') && item.startsWith('[')) return listsNear(item, '[', constants, languageId);
  const slice = /^(\[\][\w.*]+|map\[\w+\][\w.]+)\{([\s\S]*)\}$/.exec(item);
  if (languageId === 'go' && slice) {
    const [, type = '', list = ''] = slice;
    const items = itemsOf(list);
    return [
      `${type}{}`,
      'nil',
      ...(items.length > 1 ? [`${type}{${items[0] ?? ''}}`, `${type}{${[...items].reverse().join(', ')}}`] : []),
      ...fieldsNear(items, constants, languageId).map((one) => `${type}{${one}}`),
      ...itemsNear(items, constants, languageId).map((one) => `${type}{${one}}`),
    ];
  }
  if (languageId === 'python') {
    const near = pythonNear(item, (one) => replacementsFor(one, constants, [], languageId));
    if (near.length > 0) return near;
  }
  if (isJavaScript(languageId) && /^(?:new\s+)?[A-Za-z_$][\w$.]*\(/.test(item)) {
    const made = listIn(item);
    return (made?.items ?? []).flatMap((one, index) =>
      replacementsFor(one, constants, [], languageId)
        .slice(0, MOST_OF_FIELD)
        .map((other) => made?.around(made.items.map((kept, at) => (at === index ? other : kept))) ?? item),
    );
  }
  // `{ a: 1 }`, and in Go `&Point{X: 1}` and `[4]byte{2: 1}`.
  const [, type = '', list] = /^(|&?[\w.]+|\[\d+\][\w.]+)\{([\s\S]*)\}$/.exec(item) ?? [];
  if (list !== undefined && (type === '') !== (languageId === 'go')) {
    const pad = type === '' ? ' ' : '';
    return [
      `${type}{}`,
      ...fieldsNear(itemsOf(list), constants, languageId).map((one) => `${type}{${pad}${one}${pad}}`),
    ].filter((one) => one !== item && one !== '{  }');
  }
  const converted = /^([A-Z]\w*)\(([\s\S]+)\)$/.exec(item);
  if (languageId === 'go' && converted) {
    const [, named = '', value = ''] = converted;
    return replacementsFor(value, constants, [], languageId).map((one) => `${named}(${one})`);
  }
  return [];
}

/** Lists of fields, `a: 1`, without one of them or with another value. */
function fieldsNear(items: readonly string[], constants: Constants, languageId: string): string[] {
  const without = items.map((_, index) => items.filter((__, other) => other !== index));
  const changed = items.flatMap((item, index) => {
    const [, key = '', value = ''] = /^([\w$]+\s*:\s*|"[^"]*"\s*:\s*|'[^']*'\s*:\s*)([\s\S]+)$/.exec(item) ?? [];
    return replacementsFor(value, constants, [], languageId)
      .slice(0, MOST_OF_FIELD)
      .map((one) => items.map((other, at) => (at === index ? key + one : other)));
  });
  return [...without, ...changed].map((list) => list.join(', '));
}

/** Items of a list in which one is another: at its first place all, elsewhere some. */
function itemsNear(items: readonly string[], constants: Constants, languageId: string): string[] {
  return items.flatMap((item, index) =>
    replacementsFor(item, constants, [], languageId)
      .slice(0, index === 0 ? MOST_OF_FIRST : MOST_OF_FIELD)
      .map((one) => items.map((other, at) => (at === index ? one : other)).join(', ')),
  );
}

function numbersNear(number: number, constants: Constants, others: readonly string[], languageId: string): string[] {
  const near = [
    0,
    1,
    -1,
    number + 1,
    number - 1,
    -number,
    ...constants.numbers.flatMap((one) => [one, one + 1, one - 1]),
  ];
  const same = others.filter((other) => /^-?\d+(?:\.\d+)?$/.test(other));
  const written = [
    ...near.map(String),
    ...same,
    ...(Number.isInteger(number) ? [] : ['0.5']),
    ...noNumbers(languageId),
  ];
  return [...new Set(written)].filter((one) => one !== String(number) && !one.includes('e'));
}

/** Numbers that are none, or without end. */
function noNumbers(languageId: string): string[] {
  if (languageId === 'go') return [];
  return languageId === 'python' ? ["float('nan')", "float('inf')"] : ['NaN', 'Infinity'];
}

function stringsNear(item: string, { strings, numbers }: Constants): string[] {
  const quote = item.slice(0, 1);
  const inner = item.slice(1, -1);
  const quoted = (text: string) => quote + text + quote;
  const near = [
    '',
    ...strings,
    ...strings.flatMap((one) => [inner + one, one + inner]),
    inner.toUpperCase(),
    ` ${inner} `,
    ...(/\\/.test(inner) ? [] : [inner.slice(0, 1), inner.slice(1), inner + inner]),
    ...(inner.length > 1 ? strings.map((one) => inner.slice(0, 1) + one + inner.slice(1)) : []),
    ...numbers.slice(0, 2).map(String),
    `${inner}!@#`,
    'é😀',
    ...linesNear(inner, { strings }),
  ];
  return [...new Set(near.map(quoted))].filter((one) => one !== item);
}

function listsNear(item: string, open: '[', constants: Constants, languageId: string): string[] {
  const items = itemsOf(item.slice(1, -1));
  const [first] = items;
  const lists = [[], ...(first === undefined ? [] : [[first], [first, ...items], [...items].reverse()])];
  const inner =
    first === undefined
      ? []
      : replacementsFor(first, constants, [], languageId)
          .slice(0, 6)
          .map((one) => [one, ...items.slice(1)]);
  return [...lists, ...inner].map((list) => `${open}${list.join(', ')}]`).filter((one) => one !== item);
}

/** Not more than so many, from everywhere in the list. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]).filter(
    (item): item is T => item !== undefined,
  );
}
