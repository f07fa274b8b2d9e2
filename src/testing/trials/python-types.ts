/** Values of types that `isinstance` is asked about; `_` is the type as the code names it. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  str: ["'a b'", "''"],
  bytes: ["b'ab'", "b''"],
  bytearray: ["bytearray(b'ab')"],
  int: ['2', '0'],
  float: ['1.5'],
  complex: ['1j'],
  bool: ['True', 'False'],
  list: ['[1, 2, 3]', '[]'],
  tuple: ['(1, 2)', '()'],
  dict: ["{'a': 1}", '{}'],
  set: ['{1, 2}'],
  frozenset: ['frozenset({1})'],
  Mapping: ["{'a': 1}"],
  MutableMapping: ["{'a': 1}"],
  Sequence: ['[1, 2, 3]'],
  Iterable: ['[1, 2, 3]', "iter(['a'])"],
  Iterator: ["iter(['a'])"],
  Number: ['2', '1.5'],
  Callable: ['lambda *a: True'],
  datetime: ['_(2020, 1, 2, 3, 4, 5)'],
  date: ['_(2020, 1, 2)'],
  time: ['_(3, 4, 5)'],
  timedelta: ['_(seconds=5)', '_(days=-2)', '_(days=400)'],
  Decimal: ["_('1.5')"],
  Fraction: ['_(1, 2)'],
  Path: ["_('a/b.txt')"],
  PurePath: ["_('a/b.txt')"],
  UUID: ['_(int=1)'],
  Exception: ["ValueError('a')"],
  BaseException: ["ValueError('a')"],
  type: ['int'],
  slice: ['slice(0, 2)'],
  range: ['range(3)'],
};

/** Values of a type of the standard library as code names it: `dt.timedelta` where that imports `datetime as dt`. */
export function valuesOfPythonType(type: string, code: string): string[] {
  const [, module = '', name = ''] = /^(?:([\w.]+)\.)?(\w+)$/.exec(type) ?? [];
  // What is imported within a function or for the type checker only, no test has by that name.
  const alias = new RegExp(String.raw`^([ \t]*)import\s+([\w.]+)\s+as\s+${module}\b`, 'm').exec(code);
  const isLocal = module !== '' && alias !== null && alias[1] !== '';
  const known = Object.hasOwn(BY_TYPE, name) ? (BY_TYPE[name] ?? []) : [];
  return known.map((value) => value.replace(/^_/, isLocal ? `${alias[2] ?? ''}.${name}` : type));
}
