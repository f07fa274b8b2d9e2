import { boundsIn, javaItems, javaParameters, membersOf, type JavaParameter, type JavaType } from './java-text.ts';
import { behindBracket } from './statements.ts';

/** What values are made from. */
export interface JavaKnown {
  readonly text: string;
  readonly types: readonly JavaType[];
  /** Type parameters of the class and the method, with what they extend. */
  readonly bounds: ReadonlyMap<string, string>;
}

const MOST_DEPTH = 2;
const MOST_CONSTANTS = 5;

const PLAIN: Readonly<Record<string, readonly string[]>> = {
  int: ['2', '0', '-1', '7'],
  long: ['2L', '0L', '-1L', '7L'],
  short: ['(short) 2', '(short) 0', '(short) -1'],
  byte: ['(byte) 2', '(byte) 0', '(byte) -1'],
  double: ['1.5', '0.0', '-1.0', '2.0'],
  float: ['1.5f', '0.0f', '-1.0f'],
  char: ["'a'", "'Z'", "'0'", "' '"],
  boolean: ['true', 'false'],
  String: ['"a b"', '""', '"12"', '"Abc"'],
  Object: ['1', '"a"', 'null'],
  Number: ['2', '1.5'],
  BigDecimal: ['new BigDecimal("1.50")', 'BigDecimal.ZERO', 'new BigDecimal("-2")'],
  BigInteger: ['BigInteger.TWO', 'BigInteger.ZERO', 'new BigInteger("-5")'],
  LocalDate: ['LocalDate.of(2024, 2, 29)', 'LocalDate.of(2023, 12, 31)'],
  LocalTime: ['LocalTime.of(12, 30)', 'LocalTime.MIDNIGHT'],
  LocalDateTime: ['LocalDateTime.of(2024, 2, 29, 12, 30)'],
  Instant: ['Instant.EPOCH', 'Instant.ofEpochSecond(86400)'],
  Duration: ['Duration.ofSeconds(90)', 'Duration.ZERO'],
  DayOfWeek: ['DayOfWeek.MONDAY', 'DayOfWeek.SUNDAY'],
  Month: ['Month.JANUARY', 'Month.DECEMBER'],
  ZoneId: ['ZoneId.of("UTC")'],
  Locale: ['Locale.ROOT', 'Locale.GERMANY'],
  Charset: ['StandardCharsets.UTF_8'],
  UUID: ['new UUID(1L, 2L)'],
  Path: ['Paths.get("a/b.c")', 'Paths.get("")'],
  File: ['new File("a/b.c")'],
  Pattern: ['Pattern.compile("a")', 'Pattern.compile("\\\\d+")'],
  StringBuilder: ['new StringBuilder("ab")', 'new StringBuilder()'],
  Random: ['new Random(1)'],
  InputStream: ['new ByteArrayInputStream("a b".getBytes())', 'new ByteArrayInputStream(new byte[0])'],
  Reader: ['new StringReader("a b")', 'new StringReader("")'],
  BufferedReader: ['new BufferedReader(new StringReader("a b\\nc"))'],
  Runnable: ['() -> {}'],
  IntPredicate: ['x -> x > 0', 'x -> false'],
  IntUnaryOperator: ['x -> x + 1'],
  IntBinaryOperator: ['(x, y) -> x + y'],
  DoubleUnaryOperator: ['x -> x * 2'],
  IntSupplier: ['() -> 2', '() -> 0'],
  BooleanSupplier: ['() -> true', '() -> false'],
  RoundingMode: ['RoundingMode.HALF_UP', 'RoundingMode.DOWN'],
};
const BOXED: Readonly<Record<string, string>> = {
  Integer: 'int',
  Long: 'long',
  Short: 'short',
  Byte: 'byte',
  Double: 'double',
  Float: 'float',
  Character: 'char',
  Boolean: 'boolean',
  CharSequence: 'String',
};
/** How collections that are made of others are written. */
const COLLECTIONS: Readonly<Record<string, (list: string) => string>> = {
  Set: (list) => `Set.of(${list})`,
  HashSet: (list) => `new HashSet<>(List.of(${list}))`,
  LinkedHashSet: (list) => `new LinkedHashSet<>(List.of(${list}))`,
  TreeSet: (list) => `new TreeSet<>(List.of(${list}))`,
  SortedSet: (list) => `new TreeSet<>(List.of(${list}))`,
  ArrayList: (list) => `new ArrayList<>(List.of(${list}))`,
  LinkedList: (list) => `new LinkedList<>(List.of(${list}))`,
  Deque: (list) => `new ArrayDeque<>(List.of(${list}))`,
  Queue: (list) => `new ArrayDeque<>(List.of(${list}))`,
  Iterator: (list) => `List.of(${list}).iterator()`,
  Stream: (list) => `Stream.of(${list})`,
};

/** The type as it is written where type parameters are known: what they extend, or `Integer`. */
export function concrete(type: string, bounds: ReadonlyMap<string, string>): string {
  return type
    .replaceAll(/\?\s*(?:(?:extends|super)\s+)?/g, (found) => (found.trim() === '?' ? 'Object' : ''))
    .replaceAll(/(?<![\w.])[A-Za-z_]\w*(?![\w.])/g, (name) => {
      const bound = bounds.get(name);
      if (bound === undefined) return name;
      return /^(?:Object|Comparable\b|Number\b|Integer\b)/.test(bound) ? 'Integer' : bound.replace(/\s*&.*$/s, '');
    });
}

/** Values of a type, the usual one first: as the standard library or the file itself makes them; null where nobody knows better. */
export function javaValues(written: string, known: JavaKnown, depth = 0): string[] {
  const type = concrete(written.trim(), known.bounds);
  const inner = (of: string) => (depth >= MOST_DEPTH ? [] : javaValues(of, known, depth + 1));
  if (type.endsWith('[]')) {
    const element = type.slice(0, -2);
    const name = element.replace(/<.*$/s, '');
    const own = arrayItems(element, inner(element));
    const lists = [own, [], own.slice(0, 1)];
    return [...new Set(lists.map((list) => `new ${name}[] {${list.join(', ')}}`))];
  }
  const [, path = type, list = ''] = /^([\w.]+)\s*(?:<([\s\S]*)>)?$/.exec(type) ?? [];
  const name = path.split('.').at(-1) ?? path;
  const declared = known.types.find((one) => one.path === path) ?? known.types.find((one) => one.name === name);
  if (declared !== undefined) return madeOf(declared, known, depth);
  const plain = PLAIN[BOXED[name] ?? name];
  if (plain !== undefined) return [...plain, ...(name in BOXED && name !== 'CharSequence' ? ['null'] : [])];
  const made = generic(name, javaItems(list), inner);
  return made.length > 0 ? made : ['null'];
}

/** Not in order, so that something is seen of what sorts them. */
function arrayItems(element: string, values: readonly string[]): string[] {
  if (/^(?:int|Integer)$/.test(element)) return ['3', '1', '2'];
  if (/^(?:long|Long)$/.test(element)) return ['3L', '1L', '2L'];
  if (/^(?:double|Double)$/.test(element)) return ['3.5', '1.0', '2.0'];
  if (element === 'String') return ['"b"', '"a"', '"c"'];
  return values.slice(0, 3).filter((one) => one !== 'null');
}

function generic(name: string, of: readonly string[], inner: (type: string) => string[]): string[] {
  const [first = 'Integer', second = 'Integer', third = 'Integer'] = of;
  const items = arrayItems(first, inner(first));
  const lists = [items, [], items.slice(0, 1)].map((list) => list.join(', '));
  switch (name) {
    case 'List':
    case 'Collection':
    case 'Iterable':
      return [...new Set([...lists.map((list) => `List.of(${list})`), `Arrays.asList(${lists[0] ?? ''})`])];
    case 'Map':
    case 'HashMap':
    case 'LinkedHashMap':
    case 'SortedMap':
    case 'TreeMap': {
      const [key] = inner(first);
      const [value] = inner(second);
      const maps = [...(key === undefined || value === undefined ? [] : [`Map.of(${key}, ${value})`]), 'Map.of()'];
      const made = name === 'SortedMap' ? 'TreeMap' : name;
      return name === 'Map' ? maps : maps.map((one) => `new ${made}<>(${one})`);
    }
    case 'Optional':
      return [
        ...inner(first)
          .slice(0, 2)
          .map((value) => `Optional.of(${value})`),
        'Optional.empty()',
      ].filter((one) => !one.includes('(null)'));
    case 'Predicate':
      return ['x -> true', 'x -> false'];
    case 'BiPredicate':
      return ['(x, y) -> true', '(x, y) -> false'];
    case 'Consumer':
      return ['x -> {}'];
    case 'BiConsumer':
      return ['(x, y) -> {}'];
    case 'UnaryOperator':
      return ['x -> x'];
    case 'BinaryOperator':
      return ['(x, y) -> x', '(x, y) -> y'];
    case 'Comparator':
      return ['Comparator.naturalOrder()', 'Comparator.reverseOrder()'];
    case 'Comparable':
      return ['2', '"a"'];
    case 'Supplier':
    case 'Callable':
      return inner(first)
        .slice(0, 2)
        .map((value) => `() -> ${value}`);
    case 'IntFunction':
      return inner(first)
        .slice(0, 2)
        .map((value) => `x -> ${value}`);
    case 'ToIntFunction':
      return ['x -> 1', 'x -> 0'];
    case 'Function':
      return [
        ...(first === second ? ['x -> x'] : []),
        ...inner(second)
          .slice(0, 2)
          .map((value) => `x -> ${value}`),
      ];
    case 'BiFunction':
      return [
        ...(first === third ? ['(x, y) -> x'] : []),
        ...inner(third)
          .slice(0, 2)
          .map((value) => `(x, y) -> ${value}`),
      ];
    default: {
      const write = COLLECTIONS[name];
      return write === undefined ? [] : [...new Set(lists.map(write))];
    }
  }
}

/** Ways to make a value of a type of the file. */
export function madeOf(type: JavaType, known: JavaKnown, depth = 0): string[] {
  if (!type.isOpen || depth > MOST_DEPTH || type.kind === 'interface') return ['null'];
  if (type.kind === 'enum') {
    const names = javaItems(membersOf(known.text, type).split(';')[0] ?? '').flatMap(
      (item) => /^[A-Za-z_]\w*/.exec(item.trim())?.[0] ?? [],
    );
    return names.slice(0, MOST_CONSTANTS).map((name) => `${type.path}.${name}`);
  }
  const generics = type.bounds.size > 0 ? '<>' : '';
  const makers = type.modifiers.has('abstract') ? [] : constructorsOf(type, known.text);
  const bounds = new Map([...known.bounds, ...type.bounds]);
  const made = makers.flatMap((parameters) =>
    javaLists(parameters, { ...known, bounds }, depth + 1).map(
      (list) => `new ${type.path}${generics}(${list.join(', ')})`,
    ),
  );
  return made.length > 0 ? made : factoriesOf(type, known, depth);
}

/** Parameters of the constructors that a test can call. */
function constructorsOf(type: JavaType, text: string): (readonly JavaParameter[])[] {
  const members = membersOf(text, type);
  const found: (readonly JavaParameter[])[] = [];
  let isAny = false;
  for (const match of members.matchAll(new RegExp(`(?<![\\w.$])${type.name}\\s*\\(`, 'g'))) {
    const before = members.slice(0, match.index);
    const open = match.index + match[0].length - 1;
    const end = behindBracket(members, open) ?? open;
    if (/\bnew\s+$/.test(before) || !/^\s*(?:throws\s[\w.,\s]+)?\{/.test(members.slice(end))) continue;
    isAny = true;
    if (!/\bprivate\s+$/.test(before)) found.push(javaParameters(members.slice(open + 1, end - 1)));
  }
  if (type.kind === 'record') return [type.components, ...found];
  return isAny ? found : [[]];
}

/** `static Stack of(int limit)`. */
function factoriesOf(type: JavaType, known: JavaKnown, depth: number): string[] {
  const members = membersOf(known.text, type);
  const made: string[] = [];
  const pattern = new RegExp(`((?:\\w+\\s+)*)(?:<([^()]*?)>\\s*)?${type.name}(?:<[^()]*>)?\\s+(\\w+)\\s*\\(`, 'g');
  for (const match of members.matchAll(pattern)) {
    const [whole, modifiers = '', own = '', name = ''] = match;
    const open = match.index + whole.length - 1;
    const end = behindBracket(members, open) ?? open;
    if (!/\bstatic\b/.test(modifiers) || /\bprivate\b/.test(modifiers)) continue;
    const parameters = javaParameters(members.slice(open + 1, end - 1));
    if (parameters.some((one) => new RegExp(`\\b${type.name}\\b`).test(one.type))) continue;
    const bounds = new Map([...known.bounds, ...type.bounds, ...boundsIn(own)]);
    const lists = javaLists(parameters, { ...known, bounds }, depth + 1);
    made.push(...lists.map((list) => `${type.path}.${name}(${list.join(', ')})`));
  }
  return made.length > 0 ? made : ['null'];
}

/** Lists of arguments: the usual ones, then one at a time another one. */
export function javaLists(parameters: readonly JavaParameter[], known: JavaKnown, depth = 0): string[][] {
  const choices = parameters.map(({ type }) => javaValues(type, known, depth));
  const usual = choices.map(([first = 'null']) => first);
  const lists = [usual];
  const last = parameters.at(-1)?.isVariadic === true ? (choices.at(-1) ?? []) : undefined;
  if (last !== undefined) lists.push([...usual.slice(0, -1), ...last.slice(0, 3)], usual.slice(0, -1));
  for (const [index, values] of choices.entries())
    for (const value of values.slice(1)) lists.push(usual.map((one, other) => (other === index ? value : one)));
  return lists;
}
