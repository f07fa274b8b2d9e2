import { valuesOfPythonType } from './python-types.ts';
import { itemsOf } from './statements.ts';

/** Values of a kind in each language: usual ones first, then those at the border. */
export interface Values {
  readonly number: readonly string[];
  readonly integer: readonly string[];
  readonly string: readonly string[];
  readonly boolean: readonly string[];
  readonly list: readonly string[];
  readonly record: readonly string[];
  readonly callback: readonly string[];
  readonly bytes: readonly string[];
  readonly pattern: readonly string[];
  readonly nothing: readonly string[];
}

const JAVASCRIPT: Values = {
  number: ['2', '0', '-1', '1.5'],
  integer: ['2', '0', '-1'],
  string: ["'a b'", "''", "'12'"],
  boolean: ['true', 'false'],
  list: ['[1, 2, 3]', '[]', "['a', 'b']"],
  record: ['{ a: 1 }', '{}'],
  callback: ['(x) => x', '() => true', '() => false'],
  bytes: ['new Uint8Array([1, 2, 3])', 'new Uint8Array()'],
  pattern: ['/a/', '/^\\d+$/'],
  nothing: ['undefined', 'null'],
};
const PYTHON: Values = {
  number: ['2', '0', '-1', '1.5'],
  integer: ['2', '0', '-1'],
  string: ["'a b'", "''", "'12'"],
  boolean: ['True', 'False'],
  list: ['[1, 2, 3]', '[]', "['a', 'b']"],
  record: ["{'a': 1}", '{}'],
  callback: ['lambda x: x', 'lambda *a: True', 'lambda *a: False'],
  bytes: ["b'ab'", "b''"],
  pattern: ["re.compile('a')", "re.compile(b'ab')"],
  nothing: ['None'],
};
export const GO: Values = {
  number: ['2', '0', '-1'],
  integer: ['2', '0', '-1'],
  string: ['"a b"', '""', '"12"'],
  boolean: ['true', 'false'],
  list: [],
  record: [],
  callback: [],
  bytes: ['[]byte("ab")', '[]byte{}'],
  pattern: [],
  nothing: ['nil'],
};

/** The values of TypeScript and JavaScript, or of Python. */
export function valuesOf(languageId: string): Values {
  return languageId === 'python' ? PYTHON : JAVASCRIPT;
}

/** What names of untyped parameters mean, by custom. */
const BY_NAME: readonly (readonly [RegExp, keyof Values])[] = [
  [
    /^(?:n|k|i|j|x|y|z|num|count|size|len(?:gth)?|index|idx|start|stop|end|step|width|height|min|max|limit|depth|amount|times|precision|radius|low|high|lo|hi)$|_?(?:count|size|num|index|len|width|height|limit)$/i,
    'integer',
  ],
  [
    /^(?:s|str|string|text|name|key|word|line|path|url|uri|prefix|suffix|sep|pattern|msg|message|char|ch|delimiter|token|label|title|value_str)$|(?:text|name|str|string|path|url)$/i,
    'string',
  ],
  [/^(?:is|has|should|allow|use|strict|verbose|reverse|ignore|keep|deep|warn)/i, 'boolean'],
  [
    /^(?:fn?|func|function|callback|cb|predicate|pred|key_?func|mapper|iteratee|comparator|compare|handler)$|(?:func|fn|callback|predicate)$/i,
    'callback',
  ],
  [
    /^(?:d|dict|mapping|obj|object|options|opts|config|kwargs|record|map|props|attrs|headers)$|(?:dict|map|options)$/i,
    'record',
  ],
  [/^(?:data|buf|buffer|bytes|b)$/i, 'bytes'],
  [/^(?:re|regexp?|rx)$|_(?:re|regex)$/i, 'pattern'],
  [
    /^(?:a|arr|array|items?|list|lst|values?|seq|sequence|iterable|it|xs|elements|args|nodes|iter(?:able|ator)?|src|lines|collection)$|(?:list|items|s)$/i,
    'list',
  ],
];

/** Whether a name does not speak against a list. */
export function mayBeList(name: string): boolean {
  const kind = kindByName(name);
  return kind === undefined || kind === 'list';
}

/** The kind of values that a name means by custom. */
export function kindByName(name: string): keyof Values | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

/** Of types as TypeScript and Python write them; '' for those that say nothing. */
export function typedValues(type: string, values: Values, text: string): string[] {
  const plain = type
    .replace(/^(?:t|typing)\.(?=[A-Z])/, '')
    .replace(/^(?:readonly\s+|Final\b|Readonly\b)/, '')
    .replace(/^[[<](.*)[\]>]$/s, '$1')
    .replace(/^Optional\[(.*)\]$/s, '$1 | None')
    .replace(/^Union\[(.*)\]$/s, (_, list: string) => itemsOf(list).join(' | '));
  const found: string[] = [];
  for (const part of plain.split(/\s*\|\s*/)) {
    if (/^(["'`]).*\1$/.test(part)) found.push(part);
    else if (/^Literal\[/.test(part)) found.push(...part.slice('Literal['.length, -1).split(/\s*,\s*/));
    else if (/^(?:number|float|bigint|complex)$/.test(part)) found.push(...values.number);
    else if (/^int$/.test(part)) found.push(...values.integer);
    else if (/^(?:string|str|AnyStr|Text)$/.test(part)) found.push(...values.string);
    else if (/^(?:boolean|bool)$/.test(part)) found.push(...values.boolean);
    else if (/^(?:Uint8Array|bytes|bytearray|Buffer)/.test(part)) found.push(...values.bytes);
    else if (/=>|^Callable|^Function/.test(part)) found.push(...values.callback);
    else if (
      /^string\[\]|^(?:Array|ReadonlyArray|Iterable|List|list|Sequence|Iterable|Iterator|Collection|Set|set|tuple|Tuple)[<[](?:string|str)\b/.test(
        part,
      )
    )
      found.push(...values.list.slice(2), ...values.list.slice(1, 2));
    else if (
      /\[\]$|^(?:Array|ReadonlyArray|Iterable|List|list|Sequence|Iterator|Collection|Set|set|tuple|Tuple)\b/.test(part)
    )
      found.push(...values.list);
    else if (/^(?:Record|Map|Dict|dict|Mapping|object)\b|^\{/.test(part)) found.push(...values.record);
    else if (/^(?:null|undefined|None)$/.test(part)) found.push(...values.nothing.slice(0, 1));
    else if (/^(?:any|unknown|Any|object)$/.test(part))
      found.push(
        ...values.integer.slice(0, 1),
        ...values.string.slice(0, 1),
        ...values.list.slice(0, 1),
        ...values.nothing,
      );
    else if (/^(?:re\.)?Pattern\[bytes\]/.test(part)) found.push(...values.pattern.slice(1));
    else if (/^(?:RegExp|(?:re\.)?Pattern\b)/.test(part)) found.push(...values.pattern);
    else if (/^Date$/.test(part)) found.push('new Date(0)');
    else found.push(...(values === PYTHON ? valuesOfPythonType(part, text) : enumValues(part, text)));
  }
  return [...new Set(found)];
}

/** `enum Level { Low, High }` of the same file. */
function enumValues(type: string, text: string): string[] {
  if (!/^[A-Za-z_$][\w$]*$/.test(type)) return [];
  const body = new RegExp(`\\benum\\s+${type}\\s*\\{([^}]*)\\}`).exec(text)?.[1];
  return itemsOf((body ?? '').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .flatMap((member) => /^[A-Za-z_$][\w$]*/.exec(member)?.[0] ?? [])
    .slice(0, 4)
    .map((member) => `${type}.${member}`);
}

/** Values of the kind that a default is of. */
export function likeValues(value: string, values: Values): readonly string[] {
  if (/^(?:true|false|True|False)$/.test(value)) return values.boolean;
  if (/^-?\d/.test(value)) return [value, ...values.number];
  if (/^["'`]/.test(value)) return [value, ...values.string];
  if (value.startsWith('[') || value.startsWith('(')) return values.list;
  return value.startsWith('{') ? values.record : [];
}
