import { behindBracket, itemsOf } from './statements.ts';
import { combined, patternOf } from './expression.ts';
import { kindByName, mayBeList, valuesOf, type Values } from './values.ts';

const MOST_OBJECTS = 10;
const MOST_PROPERTIES = 6;
const DEEPEST = 2;
/** A literal, or a member of an enum. */
const LITERAL = String.raw`("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|-?\d+(?:\.\d+)?(?![\w.])|true\b|false\b|null\b|[A-Z][\w$]*\.[A-Z][\w$]*)`;

/** What `typeof` says, and values of which it says so. */
const BY_TYPEOF: Readonly<Record<string, readonly string[]>> = {
  string: ["'a b'", "''"],
  number: ['2', '0'],
  boolean: ['true', 'false'],
  function: ['(x) => x'],
  object: ['{ a: 1 }', 'null'],
  undefined: ['undefined'],
  symbol: ["Symbol('a')"],
  bigint: ['2n'],
};

/** Values of the types that every JavaScript has. */
const STANDARD: readonly (readonly [type: string, value: string])[] = [
  ['Date', 'new Date(0)'],
  ['Error', "new Error('a')"],
  ['TypeError', "new TypeError('a')"],
  ['RegExp', '/a/'],
  ['Map', "new Map([['a', 1]])"],
  ['Set', 'new Set([1])'],
  ['WeakMap', 'new WeakMap()'],
  ['WeakSet', 'new WeakSet()'],
  ['Promise', 'Promise.resolve(1)'],
  ['Symbol', "Symbol('a')"],
  ['BigInt', '2n'],
  ['Boolean', 'true'],
  ['Function', '(x) => x'],
  ['Array', '[1, 2, 3]'],
  ['Uint8Array', 'new Uint8Array([1, 2, 3])'],
  ['ArrayBuffer', 'new ArrayBuffer(2)'],
  ['URL', "new URL('https://a.example/b')"],
];

/** What is called on values of a kind, and on no others. */
const METHODS: readonly (readonly [RegExp, keyof Values | 'map' | 'set' | 'date' | 'promise'])[] = [
  [
    /^(?:char(?:At|CodeAt)|codePointAt|startsWith|endsWith|to(?:Lower|Upper)Case|trim\w*|replace(?:All)?|split|match(?:All)?|substr(?:ing)?|pad(?:Start|End)|normalize|localeCompare|search)$/,
    'string',
  ],
  [
    /^(?:map|filter|forEach|reduce\w*|push|pop|shift|unshift|splice|sort|reverse|join|every|some|find\w*|flat\w*|fill)$/,
    'list',
  ],
  [/^(?:length|slice|includes|indexOf|lastIndexOf|concat|at)$/, 'string'],
  [/^(?:to(?:Fixed|Precision|Exponential))$/, 'number'],
  [/^(?:get|set|has|delete|entries|keys|values)$/, 'map'],
  [/^add$/, 'set'],
  [/^(?:get|set)(?:UTC)?(?:Time|FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^toISOString$/, 'date'],
  [/^(?:then|catch|finally)$/, 'promise'],
  [/^(?:test|exec)$/, 'pattern'],
  [/^(?:call|apply|bind)$/, 'callback'],
];
const MADE: Readonly<Record<string, readonly string[]>> = {
  map: ["new Map([['a', 1]])", 'new Map()'],
  set: ['new Set([1])', 'new Set()'],
  date: ['new Date(0)'],
  promise: ['Promise.resolve(1)', "Promise.reject(new Error('a'))"],
};

/** See {@link valuesByUse}. `{ a, b }` is a parameter that is taken apart. */
export function valuesInJavaScript(expression: string, code: string, depth = 0): string[] {
  if (expression.startsWith('{')) return objects(destructured(expression.slice(1, -1)), code, depth);
  if (!/^[A-Za-z_$][\w$.]*$/.test(expression)) return [];
  const values = valuesOf('javascript');
  const one = patternOf(expression);
  const has = (pattern: string) => new RegExp(pattern).test(code);
  const properties = propertiesOf(expression, code);
  const kinds = properties.map(
    ({ name, isCalled }) => METHODS.find(([known]) => known.test(name) && (isCalled || name === 'length'))?.[1],
  );
  const found: string[] = [];
  if (properties.length > 0 && kinds.every((kind) => kind !== undefined)) {
    for (const kind of new Set(kinds)) found.push(...(MADE[kind] ?? values[kind as keyof Values]));
  } else if (properties.length > 0 && depth < DEEPEST) {
    const own = properties
      .filter(({ name, isOnlyWritten }) => !isOnlyWritten && name !== 'length')
      .slice(0, MOST_PROPERTIES);
    found.push(
      ...objects(
        own.map(({ name, isCalled }) => ({ key: name, local: isCalled ? undefined : `${expression}.${name}` })),
        code,
        depth,
      ),
    );
  }
  found.push(...comparedWith(one, code));
  if (has(String.raw`\btypeof\s+\(?${one}`)) found.push(...typesAsked(one, code));
  for (const [, type = ''] of code.matchAll(new RegExp(String.raw`${one}\s+instanceof\s+([A-Z]\w*)`, 'g')))
    found.push(...STANDARD.flatMap(([name, value]) => (name === type ? [value] : [])));
  if (has(String.raw`\b(?:Array\.isArray|Array\.from)\(\s*${one}\s*[),]|\bof\s+${one}\s*\)|\.\.\.${one}`))
    found.push(...(found.length > 0 || mayBeList(expression) ? values.list : []));
  if (has(String.raw`${one}(?:\?\.)?\(`)) found.push(...values.callback);
  if (has(String.raw`\b(?:Number\.)?is(?:NaN|Finite)\(\s*${one}\s*\)`)) found.push('2', 'NaN', 'Infinity');
  if (has(String.raw`${one}\s*(?:[-*/%<>]|[<>]=)\s*[\w(]|[\w)]\s*(?:[-*/%]|[<>]=?)\s*${one}`) && found.length === 0)
    found.push(...values.number);
  return found;
}

/** See {@link mentioned}. */
export function mentionedInJavaScript(code: string): string[] {
  return STANDARD.flatMap(([type, value]) =>
    new RegExp(String.raw`(?<![A-Za-z])(?:is)?${type}(?![A-Za-z])`).test(code) ? [value] : [],
  );
}

interface Property {
  readonly name: string;
  readonly isCalled: boolean;
  readonly isOnlyWritten: boolean;
}

/** Properties that code reads of an expression, or takes out of it. */
function propertiesOf(expression: string, code: string): Property[] {
  const found = new Map<string, Property>();
  const reads = new RegExp(
    String.raw`${patternOf(expression)}(?:\?|!)?\.([A-Za-z_$][\w$]*)(\s*(?:\?\.)?\()?(\s*=(?![=>]))?`,
    'g',
  );
  for (const [, name = '', called, written] of code.matchAll(reads)) {
    const before = found.get(name);
    found.set(name, {
      name,
      isCalled: called !== undefined || before?.isCalled === true,
      isOnlyWritten: written !== undefined && before?.isOnlyWritten !== false,
    });
  }
  const taken = new RegExp(
    String.raw`\{([^{}]*)\}\s*(?::[^=;]+)?=\s*${patternOf(expression)}\s*(?:[;,\n]|\?\?|\|\|)`,
    'g',
  );
  for (const [, list = ''] of code.matchAll(taken))
    for (const { key } of destructured(list)) found.set(key, { name: key, isCalled: false, isOnlyWritten: false });
  return [...found.values()];
}

interface Taken {
  readonly key: string;
  /** What its value is called in the code; undefined where it is called. */
  readonly local: string | undefined;
}

/** `a, b: c, d = 1`. */
function destructured(list: string): Taken[] {
  return itemsOf(list).flatMap((item): Taken[] => {
    const [, key, local] = /^([A-Za-z_$][\w$]*)\s*(?::\s*([A-Za-z_$][\w$]*))?\s*(?:=[\s\S]*)?$/.exec(item) ?? [];
    return key === undefined ? [] : [{ key, local: local ?? key }];
  });
}

function objects(properties: readonly Taken[], code: string, depth: number): string[] {
  const choices = properties.map(
    ({ key, local }) =>
      [key, local === undefined ? ['() => 1', '() => undefined'] : inside(local, key, code, depth)] as const,
  );
  return combined(choices)
    .slice(0, MOST_OBJECTS)
    .map((pairs) => (pairs.length === 0 ? '{}' : `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`));
}

/** Values of a property. */
function inside(local: string, key: string, code: string, depth: number): string[] {
  const found = valuesInJavaScript(local, code, depth + 1);
  const isTruth = new RegExp(
    String.raw`!\s*${patternOf(local)}|${patternOf(local)}\s*(?:\?(?![.?])|&&|\|\|)|(?:if|while)\s*\(\s*${patternOf(local)}\s*\)|(?:&&|\|\|)\s*${patternOf(local)}`,
  ).test(code);
  if (found.length === 0 && isTruth)
    return /^(?:is|has|should|can)[A-Z]/.test(key) ? ['true', 'false'] : ['false', 'true'];
  if (found.length > 0) return [...new Set(isTruth ? [...found, 'undefined'] : found)];
  const kind = kindByName(key);
  return kind === undefined ? ['1'] : [...valuesOf('javascript')[kind].slice(0, 2)];
}

/** Literals that an expression is compared with, and the cases of a `switch` about it. */
function comparedWith(one: string, code: string): string[] {
  const found: string[] = [];
  for (const pattern of [
    String.raw`${one}\s*[!=]==?\s*${LITERAL}`,
    String.raw`${LITERAL}\s*[!=]==?\s*${one}`,
    String.raw`${one}(?:\?|!)?\.(?:startsWith|endsWith|includes|indexOf)\(\s*${LITERAL}`,
  ])
    for (const [, literal = ''] of code.matchAll(new RegExp(pattern, 'g'))) found.push(literal);
  for (const { index } of code.matchAll(new RegExp(String.raw`\bswitch\s*\(\s*${one}\s*\)\s*\{`, 'g'))) {
    const open = code.indexOf('{', index);
    const cases = code.slice(open, behindBracket(code, open) ?? code.length);
    for (const [, literal = ''] of cases.matchAll(new RegExp(String.raw`\bcase\s+${LITERAL}\s*:`, 'g')))
      found.push(literal);
  }
  return found;
}

/** The types that `typeof` of an expression is compared with, be it by way of a variable. */
function typesAsked(one: string, code: string): string[] {
  const directly = [...code.matchAll(new RegExp(String.raw`\btypeof\s+\(?${one}\)?\s*[!=]==?\s*['"](\w+)['"]`, 'g'))];
  const isKept = new RegExp(String.raw`\btypeof\s+\(?${one}\)?\s*(?![\s!=])`).test(code);
  const asked = isKept ? [...code.matchAll(/['"](\w+)['"]/g)] : directly;
  return asked.flatMap(([, type = '']) => BY_TYPEOF[type] ?? []);
}
