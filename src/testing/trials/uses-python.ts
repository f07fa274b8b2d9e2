import { combined, patternOf } from './expression.ts';
import { valuesOfPythonType } from './python-types.ts';
import { itemsOf } from './statements.ts';
import { kindByName, mayBeList, valuesOf, type Values } from './values.ts';

const MOST_OBJECTS = 10;
const MOST_ATTRIBUTES = 5;
const LITERAL = String.raw`([rbuRBU]?"(?:\\.|[^"\\\n])*"|[rbuRBU]?'(?:\\.|[^'\\\n])*'|-?\d+(?:\.\d+)?(?![\w.])|True\b|False\b|None\b)`;

/** What is called on values of a kind, and on no others. */
const METHODS: readonly (readonly [RegExp, keyof Values | 'stream'])[] = [
  [
    /^(?:[lr]?strip|[r]?split|splitlines|lower|upper|title|capitalize|casefold|swapcase|startswith|endswith|replace|format|join|encode|is(?:digit|alpha|alnum|space|lower|upper|numeric|decimal|identifier)|zfill|[lr]just|center|[r]?partition|translate|find|rfind|removeprefix|removesuffix)$/,
    'string',
  ],
  [/^(?:append|extend|insert|sort|reverse|index|count)$/, 'list'],
  [/^(?:items|keys|values|get|update|setdefault)$/, 'record'],
  [/^(?:decode|hex)$/, 'bytes'],
  [/^(?:fullmatch|match|search|sub|findall|finditer)$/, 'pattern'],
  [/^(?:read|readline|readlines|write|seek|close)$/, 'stream'],
];
const STREAMS = ["io.StringIO('a b')", 'io.StringIO()'];

const LINES = [String.raw`'a b\nc d\n'`];
/** Many formats begin with counts of what follows. */
const NUMBERED = [String.raw`'1\n1\n1\n1\n1\n1\n1\n1'`];

/** See {@link valuesByUse}. */
export function valuesInPython(name: string, code: string, depth = 0): string[] {
  const values = valuesOf('python');
  const one = patternOf(name);
  const has = (pattern: string) => new RegExp(pattern).test(code);
  const found: string[] = [];
  for (const [, types = ''] of code.matchAll(
    new RegExp(String.raw`\bisinstance\(\s*${one}\s*,\s*(\([^()]*\)|[\w.]+)`, 'g'),
  ))
    for (const type of itemsOf(types.replace(/^\(|\)$/g, ''))) {
      found.push(...valuesOfPythonType(type, code));
    }
  if (depth === 0) found.push(...unpacked(one, code));
  const keys = keysOf(one, code);
  if (keys.length > 0) {
    const choices = keys.map((key) => [key, depth === 0 ? ofKey(name, key, code) : ['1', "'a'"]] as const);
    const dicts = combined(choices).slice(0, MOST_OBJECTS);
    found.push(...dicts.map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`));
  }
  const attributes = [
    ...new Set(
      [...code.matchAll(new RegExp(String.raw`${one}\.([A-Za-z_]\w*)`, 'g'))].map(([, attribute = '']) => attribute),
    ),
  ];
  const kinds = attributes.map((attribute) => METHODS.find(([known]) => known.test(attribute))?.[1]);
  if (attributes.length > 0 && kinds.every((kind) => kind !== undefined)) {
    if (keys.length === 0)
      for (const kind of new Set(kinds)) found.push(...(kind === 'stream' ? STREAMS : values[kind]));
  } else if (attributes.length > 0 && depth === 0 && !attributes.some((attribute) => attribute.startsWith('__'))) {
    const choices = attributes.slice(0, MOST_ATTRIBUTES).map((attribute) => {
      const isCalled = has(String.raw`${one}\.${attribute}\(`);
      return [
        attribute,
        isCalled ? ['lambda *a: 1', 'lambda *a: None'] : inside(`${name}.${attribute}`, attribute, code),
      ] as const;
    });
    const made = combined(choices).slice(0, MOST_OBJECTS);
    found.push(
      ...made.map((pairs) => `types.SimpleNamespace(${pairs.map(([key, value]) => `${key}=${value}`).join(', ')})`),
    );
  }
  found.push(...comparedWith(one, code));
  if (has(String.raw`${one}\.(?:splitlines\(|split\(\s*(["'])\\n\1)`))
    found.push(...(has(String.raw`\b(?:int|float)\(`) ? NUMBERED : []), ...LINES);
  if (has(String.raw`\bcallable\(\s*${one}\s*\)|${one}\(`)) found.push(...values.callback);
  if (has(String.raw`\bin\s+(?:enumerate\(|iter\(|sorted\(|reversed\()?${one}\s*[:\])]`) && found.length === 0)
    found.push(...(mayBeList(name) ? values.list : []));
  if (has(String.raw`\b(?:math\.)?is(?:nan|finite|inf)\(\s*(?:float\(\s*)?${one}`))
    found.push('2', "float('nan')", "float('inf')");
  return found;
}

/** `a, b = it`: tuples of what is done with each of them. */
function unpacked(one: string, code: string): string[] {
  const names = new RegExp(String.raw`^[ \t]*\(?(\w+(?:\s*,\s*\w+)+)\)?\s*=\s*${one}\s*$`, 'm').exec(code)?.[1];
  if (names === undefined) return [];
  const choices = names.split(/\s*,\s*/).map((name) => {
    const values = valuesInPython(name, code, 1);
    const kind = kindByName(name);
    return [name, values.length > 0 ? values : kind === undefined ? ['1', 'None'] : valuesOf('python')[kind]] as const;
  });
  // One that is left out cannot be unpacked.
  const whole = combined(choices).filter((pairs) => pairs.length === choices.length);
  return whole.slice(0, MOST_OBJECTS).map((pairs) => `(${pairs.map(([, value]) => value).join(', ')})`);
}

/** Values that are looked up by a key. */
function ofKey(name: string, key: string, code: string): string[] {
  const found = ["'", '"'].flatMap((quote) => valuesInPython(`${name}[${key.replaceAll("'", quote)}]`, code, 1));
  if (found.length > 0) return [...new Set(found)];
  const kind = kindByName(key.slice(1, -1));
  return kind === 'list' || kind === 'record' ? [...valuesOf('python')[kind]] : ['1', "'a'"];
}

/** Values of an attribute. */
function inside(name: string, attribute: string, code: string): string[] {
  const found = valuesInPython(name, code, 1);
  if (found.length > 0) return [...new Set(found)];
  const kind = kindByName(attribute);
  return kind === undefined ? ['1', 'None'] : [...valuesOf('python')[kind].slice(0, 2)];
}

/** Keys that are looked up: `d['a']`, `d.get('a')`, `'a' in d`. */
function keysOf(one: string, code: string): string[] {
  const found: string[] = [];
  for (const pattern of [
    String.raw`${one}\[\s*(["']\w+["'])\s*\]`,
    String.raw`${one}\.(?:get|pop|setdefault)\(\s*(["']\w+["'])`,
    String.raw`(["']\w+["'])\s+(?:not\s+)?in\s+${one}\s*(?:[:)\n]|and|or)`,
  ])
    for (const [, key = ''] of code.matchAll(new RegExp(pattern, 'g'))) found.push(key.replaceAll('"', "'"));
  return [...new Set(found)].slice(0, MOST_ATTRIBUTES);
}

/** Literals that an expression is compared with. */
function comparedWith(one: string, code: string): string[] {
  const found: string[] = [];
  for (const pattern of [
    String.raw`${one}\s*(?:[!=]=|[<>]=?|is|is\s+not)\s*${LITERAL}`,
    String.raw`${LITERAL}\s*(?:[!=]=|[<>]=?)\s*${one}`,
    String.raw`${one}\.(?:startswith|endswith)\(\s*${LITERAL}`,
  ])
    for (const [, literal = ''] of code.matchAll(new RegExp(pattern, 'g'))) found.push(literal);
  for (const [, list = ''] of code.matchAll(
    new RegExp(String.raw`${one}\s+(?:not\s+)?in\s+[([{]([^()[\]{}]*)[)\]}]`, 'g'),
  ))
    found.push(
      ...itemsOf(list)
        .filter((item) => new RegExp(`^${LITERAL}$`).test(item))
        .slice(0, 4),
    );
  return found;
}
