import type { Node } from 'web-tree-sitter';
import { descendants, type Edit, type LanguageId } from './code.ts';

/** A way in which people's code is broken. */
export interface Mutation {
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** All the ways in which it can break `node`'s text, a function's, or for `scope` file a whole file's. */
  readonly edits: (node: Node, code: Code) => Iterable<Edit>;
  readonly scope?: 'file';
}

export interface Code {
  readonly text: string;
  readonly languageId: LanguageId;
}

const ALL: readonly LanguageId[] = ['typescript', 'python', 'go'];
const NAMES: ReadonlySet<string> = new Set([
  'identifier',
  'property_identifier',
  'field_identifier',
  'type_identifier',
  'package_identifier',
  'shorthand_property_identifier',
]);
const CALLS: ReadonlySet<string> = new Set(['call_expression', 'call']);
const MEMBERS: ReadonlySet<string> = new Set(['member_expression', 'selector_expression', 'attribute']);

/** What each language's people write out of another language's habit, or by half remembering. */
const MEMBER_CONFUSIONS: Record<LanguageId, Readonly<Record<string, string>>> = {
  typescript: {
    length: 'size',
    size: 'length',
    push: 'append',
    includes: 'contains',
    has: 'contains',
    add: 'push',
    indexOf: 'index',
    toLowerCase: 'lower',
    toUpperCase: 'upper',
    startsWith: 'hasPrefix',
    endsWith: 'hasSuffix',
    trim: 'strip',
    join: 'implode',
    forEach: 'each',
    isArray: 'isList',
    keys: 'getKeys',
    set: 'put',
    delete: 'remove',
    charCodeAt: 'charCode',
    stringify: 'toString_',
    filter: 'where',
    hasOwnProperty: 'hasProperty',
    message: 'msg',
    test: 'matches',
    replace: 'sub',
    slice: 'sliced',
    map: 'collect',
  },
  python: {
    append: 'push',
    items: 'entries',
    strip: 'trim',
    rstrip: 'trimEnd',
    lower: 'toLowerCase',
    upper: 'toUpperCase',
    startswith: 'startsWith',
    endswith: 'endsWith',
    extend: 'concat',
    get: 'getItem',
    keys: 'key',
    values: 'vals',
    update: 'merge',
    popleft: 'shift',
    add: 'append',
    remove: 'delete',
    union: 'merge',
    group: 'match',
    write: 'print',
    from_iterable: 'fromIterable',
    discard: 'delete',
    split: 'splitBy',
    format: 'fmt',
    chain: 'concat',
    join: 'concat',
    insert: 'put',
    pop: 'shift',
  },
  go: {
    HasPrefix: 'StartsWith',
    HasSuffix: 'EndsWith',
    Contains: 'Includes',
    Index: 'IndexOf',
    ToLower: 'Lowercase',
    ToUpper: 'Uppercase',
    Errorf: 'Error',
    Sprintf: 'Format',
    Itoa: 'ToString',
    Atoi: 'ParseNumber',
    Split: 'SplitString',
    TrimSpace: 'Strip',
    WriteString: 'Append',
    String: 'ToString',
    Len: 'Length',
    Kind: 'GetKind',
    Error: 'Message',
    Set: 'SetValue',
    Join: 'Concat',
    ParseInt: 'ParseInteger',
    ParseFloat: 'ParseDouble',
    NumField: 'FieldCount',
    Elem: 'Element',
    Name: 'GetName',
    IsNil: 'IsNull',
    New: 'Create',
    Replace: 'Substitute',
    ParseUint: 'ParseUnsigned',
  },
};
const WORD_CONFUSIONS: Record<LanguageId, Readonly<Record<string, string>>> = {
  typescript: { undefined: 'None', null: 'nil', true: 'True', false: 'False', this: 'self', throw: 'raise' },
  python: {
    None: 'null',
    True: 'true',
    False: 'false',
    and: '&&',
    or: '||',
    not: '!',
    elif: 'else if',
    raise: 'throw',
  },
  go: { nil: 'null', true: 'True', false: 'False', func: 'function', panic: 'throw' },
};
/** Calls that only change a type, with the text before the argument. */
const CONVERSIONS: Record<LanguageId, RegExp> = {
  typescript: /^(?:String|Number|Boolean|BigInt|Symbol|Array\.from)$/,
  python: /^(?:str|int|float|list|tuple|set|dict|bytes|iter|repr|sorted)$/,
  go: /^(?:string|int|int8|int16|int32|int64|uint|uint8|uint16|uint32|uint64|float32|float64|byte|rune|\[\]byte|\[\]rune)$/,
};

function* nodesOf(node: Node, types: ReadonlySet<string> | string): Generator<Node> {
  for (const found of descendants(node)) {
    if (typeof types === 'string' ? found.type === types : types.has(found.type)) yield found;
  }
}

const replaced = (node: Node, text: string): Edit => ({ start: node.startIndex, end: node.endIndex, text });
const removed = (start: number, end: number): Edit => ({ start, end, text: '' });

/** Two letters in its middle changed places, as fast fingers do. */
export function misspelt(name: string): string {
  const at = Math.floor(name.length / 2);
  for (let i = at; i + 1 < name.length; i++) {
    const [a, b] = [name.charAt(i), name.charAt(i + 1)];
    if (a !== b && /[a-z]/.test(a) && /[a-z]/.test(b)) return name.slice(0, i) + b + a + name.slice(i + 2);
  }
  return name.slice(0, -1);
}

/** In the case that another convention would have. */
export function inWrongCase(name: string): string {
  if (name.includes('_')) return name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (/[a-z][A-Z]/.test(name)) return name.replace(/(?<=[a-z])[A-Z]/, (letter) => letter.toLowerCase());
  const first = name.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + name.slice(1);
}

/** The name that a rename has given to one place and not to the others. */
export function renamed(name: string): string {
  return name.includes('_') || name === name.toLowerCase() ? `${name}_value` : `${name}Value`;
}

function argumentsOf(call: Node): Node[] {
  const list = call.childForFieldName('arguments');
  return list ? list.namedChildren.filter((child) => child.type !== 'comment') : [];
}

/** Of a file every line, of a function not the one that it begins with. */
function* wholeLines(node: Node, { text }: Code, pattern: RegExp): Generator<Edit> {
  let start = text.lastIndexOf('\n', node.startIndex - 1) + 1;
  while (start < node.endIndex) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    if ((start > node.startIndex || !node.parent) && pattern.test(text.slice(start, end).trimEnd()))
      yield removed(start, end);
    start = end;
  }
}

/** Each place where `pattern` matches in the node's code, outside of strings and comments. */
function* matches(node: Node, { text }: Code, pattern: RegExp): Generator<RegExpExecArray> {
  const source = text.slice(node.startIndex, node.endIndex);
  for (const match of source.matchAll(pattern)) {
    const at = node.descendantForIndex(node.startIndex + match.index);
    // TypeScript's type `string` is a node of that name.
    if (at && (!/string|comment|template|regex/.test(at.type) || at.parent?.type === 'predefined_type')) {
      match.index += node.startIndex;
      yield match;
    }
  }
}

const substitution = (pattern: RegExp, put: string) =>
  function* (node: Node, code: Code): Generator<Edit> {
    for (const { index, 0: found } of matches(node, code, pattern)) {
      yield { start: index, end: index + found.length, text: put };
    }
  };

const byLanguage = (table: Record<LanguageId, Mutation['edits']>): Mutation['edits'] => {
  return (node, code) => table[code.languageId](node, code);
};

const lines =
  (pattern: RegExp): Mutation['edits'] =>
  (node, code) =>
    wholeLines(node, code, pattern);

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'misspelt name',
    languages: ALL,
    *edits(node) {
      for (const name of nodesOf(node, NAMES)) if (name.text.length >= 5) yield replaced(name, misspelt(name.text));
    },
  },
  {
    name: 'wrong case',
    languages: ALL,
    *edits(node) {
      for (const name of nodesOf(node, NAMES)) if (name.text.length >= 4) yield replaced(name, inWrongCase(name.text));
    },
  },
  {
    name: 'wrong member',
    languages: ALL,
    *edits(node, { languageId }) {
      for (const member of nodesOf(node, MEMBERS)) {
        const name = member.namedChildren.at(-1);
        const wrong = name && Object.entries(MEMBER_CONFUSIONS[languageId]).find(([right]) => right === name.text)?.[1];
        if (name && wrong !== undefined) yield replaced(name, wrong);
      }
    },
  },
  {
    name: 'word of another language',
    languages: ALL,
    *edits(node, code) {
      for (const [right, wrong] of Object.entries(WORD_CONFUSIONS[code.languageId])) {
        yield* substitution(new RegExp(`(?<![\\w.])${right}\\b(?!\\s*:)`, 'g'), wrong)(node, code);
      }
    },
  },
  {
    name: 'half-done rename',
    languages: ALL,
    *edits(node) {
      for (const declaration of nodesOf(
        node,
        new Set(['variable_declarator', 'assignment', 'short_var_declaration']),
      )) {
        const left = declaration.childForFieldName('name') ?? declaration.childForFieldName('left');
        const name = left?.type === 'expression_list' ? left.namedChildren[0] : left;
        if (name?.type === 'identifier' && name.text !== '_') yield replaced(name, renamed(name.text));
      }
      for (const list of nodesOf(node, new Set(['formal_parameters', 'parameters', 'parameter_list']))) {
        for (const name of nodesOf(list, 'identifier')) {
          if (!['self', 'cls', '_'].includes(name.text)) yield replaced(name, renamed(name.text));
        }
      }
    },
  },
  {
    name: 'missing import',
    languages: ALL,
    scope: 'file',
    edits: byLanguage({
      *typescript(node, { text }) {
        yield* wholeLines(node, { text, languageId: 'typescript' }, /^import (?!type)[^;]* from ['"][^'"]+['"];?$/);
        for (const name of nodesOf(node, 'import_specifier')) {
          if (name.nextSibling?.type === ',') yield removed(name.startIndex, name.nextSibling.endIndex);
        }
      },
      python: lines(/^(?:import \w+|from [\w.]+ import [\w, ]+)$/),
      go: lines(/^\t"[\w/]+"$/),
    }),
  },
  {
    name: 'unused import',
    languages: ['go'],
    scope: 'file',
    *edits(node, code) {
      const used = ['os', 'bytes', 'log', 'sort', 'io'].filter((name) => !code.text.includes(`"${name}"`));
      for (const { index } of matches(node, code, /(?<=^import \(\n)/gm)) {
        for (const name of used) yield { start: index, end: index, text: `\t"${name}"\n` };
      }
    },
  },
  { name: 'missing await', languages: ['typescript', 'python'], edits: substitution(/\bawait /g, '') },
  { name: 'missing async', languages: ['typescript', 'python'], edits: substitution(/\basync /g, '') },
  { name: 'missing return', languages: ALL, edits: substitution(/(?<=^[ \t]+)return (?=[\w([{"'])/gm, '') },
  {
    name: 'missing last return',
    languages: ['typescript', 'go'],
    // Only where it ends on its line.
    edits: byLanguage({
      typescript: lines(/^(?:\t| {2}| {4})return\b.+;$/),
      python: () => [],
      go: lines(/^\treturn\b.+[\w)\]}"]$/),
    }),
  },
  {
    name: 'missing argument',
    languages: ALL,
    *edits(node) {
      for (const call of nodesOf(node, CALLS)) {
        const given = argumentsOf(call);
        const last = given.at(-1);
        if (last) yield removed(given.at(-2)?.endIndex ?? last.startIndex, last.endIndex);
      }
    },
  },
  {
    name: 'swapped arguments',
    languages: ALL,
    *edits(node, { text }) {
      for (const call of nodesOf(node, CALLS)) {
        const [first, second] = argumentsOf(call);
        if (!first || !second || first.text === second.text) continue;
        const swapped = second.text + text.slice(first.endIndex, second.startIndex) + first.text;
        yield { start: first.startIndex, end: second.endIndex, text: swapped };
      }
    },
  },
  {
    name: '= for :=',
    languages: ['go'],
    edits: substitution(/:=/g, '='),
  },
  { name: ':= for =', languages: ['go'], edits: substitution(/(?<=^\t+[\w.]+ )=(?= )/gm, ':=') },
  { name: 'unused variable', languages: ['go'], edits: substitution(/(?<=for )_(?=, )/g, 'i') },
  {
    name: 'missing result',
    languages: ['go'],
    *edits(node, code) {
      yield* substitution(/(?<=\breturn [^\n,(]+), (?:nil|err|true|false)$/gm, '')(node, code);
      yield* substitution(/(?<=\breturn )(?:nil|""|0|false), (?=\w)/g, '')(node, code);
    },
  },
  {
    name: 'wrong number of results',
    languages: ['go'],
    *edits(node, code) {
      yield* substitution(/(?<=^\t+\w+), (?:err|ok|_)(?= :?= )/gm, '')(node, code);
      yield* substitution(/(?<=^\t+\w+)(?= := [\w.]+\()/gm, ', err')(node, code);
    },
  },
  {
    name: 'wrong literal',
    languages: ALL,
    *edits(node, code) {
      for (const { index, 0: found } of matches(node, code, /(?<![\w.\]"'-])\d+(?![\w.])/g)) {
        yield { start: index, end: index + found.length, text: `"${found}"` };
      }
      if (code.languageId === 'python') return;
      yield* substitution(/(?<=return |= |, )(?:true|false)\b/g, '"yes"')(node, code);
    },
  },
  {
    name: 'missing guard',
    languages: ['typescript'],
    *edits(node, code) {
      yield* substitution(/\?\.(?=\w)/g, '.')(node, code);
      yield* substitution(/ \?\? [\w.'"[\]{}]+(?=[;,)\n])/g, '')(node, code);
      yield* substitution(/(?<=[\w)\]])!(?=[.;,)[\]])/g, '')(node, code);
      yield* wholeLines(node, code, /^\s+if \(.*\) (?:\{ )?(?:return|throw|continue|break)\b.*$/);
    },
  },
  {
    name: 'deleted declaration',
    languages: ALL,
    edits: byLanguage({
      typescript: lines(/^\s+(?:const|let) .*[;,]$/),
      python: lines(/^\s+[a-z_]\w* = .*[\w)\]'"}]$/),
      go: lines(/^\t+(?:\w+(?:, \w+)* := .*[\w)\]"}]|var \w+ .*)$/),
    }),
  },
  { name: 'missing closer', languages: ALL, edits: substitution(/[)\]]/g, '') },
  {
    name: 'missing brace',
    languages: ['typescript', 'go'],
    edits: substitution(/ \{(?=\n)|\}(?= else)|(?<=^\s+)\}(?=\n)/gm, ''),
  },
  {
    name: 'missing quote',
    languages: ALL,
    *edits(node, { text }) {
      for (const literal of nodesOf(node, new Set(['string', 'interpreted_string_literal']))) {
        if (literal.text.length > 3 && /^["'][^\n]*["']$/.test(literal.text) && text.charAt(literal.endIndex) !== '"') {
          yield removed(literal.endIndex - 1, literal.endIndex);
        }
      }
    },
  },
  { name: 'missing colon', languages: ['python'], edits: substitution(/:(?=\n)/g, '') },
  { name: 'missing comma', languages: ALL, edits: substitution(/,(?= [\w"'(&*])/g, '') },
  {
    name: 'wrong operator',
    languages: ALL,
    edits: byLanguage({
      typescript: function* (node, code) {
        yield* substitution(/ [!=]== /g, ' = ')(node, code);
        yield* substitution(/ && /g, ' and ')(node, code);
        yield* substitution(/ - /g, ' + "" + ')(node, code);
      },
      python: function* (node, code) {
        yield* substitution(/(?<=\bif [^\n:=]+) == /g, ' = ')(node, code);
        yield* substitution(/ \+= 1\b/g, '++')(node, code);
        yield* substitution(/ != /g, ' !== ')(node, code);
      },
      go: function* (node, code) {
        yield* substitution(/ == /g, ' === ')(node, code);
        yield* substitution(/(?<=if [\w.]+) == /g, ' = ')(node, code);
        yield* substitution(/ && /g, ' and ')(node, code);
        yield* substitution(/ \|\| /g, ' | ')(node, code);
      },
    }),
  },
  { name: 'forgotten self', languages: ['python'], edits: substitution(/\bself\.(?=\w)/g, '') },
  { name: 'forgotten this', languages: ['typescript'], edits: substitution(/\bthis\.(?=\w)/g, '') },
  {
    name: 'forgotten receiver',
    languages: ['go'],
    *edits(node, code) {
      const receiver = /^func \((\w+) /.exec(node.text)?.[1];
      if (receiver !== undefined) yield* substitution(new RegExp(`\\b${receiver}\\.(?=\\w)`, 'g'), '')(node, code);
    },
  },
  {
    name: 'missing conversion',
    languages: ALL,
    *edits(node, { languageId }) {
      for (const call of nodesOf(node, new Set([...CALLS, 'type_conversion_expression']))) {
        const callee = call.childForFieldName('function') ?? call.childForFieldName('type');
        const [only, more] =
          call.type === 'type_conversion_expression' ? [call.childForFieldName('operand')] : argumentsOf(call);
        if (callee && only && !more && CONVERSIONS[languageId].test(callee.text)) yield replaced(call, only.text);
      }
    },
  },
  {
    name: 'wrong type',
    languages: ['typescript', 'go'],
    edits: byLanguage({
      typescript: substitution(/(?<=: )(?:string|number|boolean)(?=[,);= {|])/g, 'symbol'),
      python: () => [],
      go: substitution(/(?<=[ \]*])(?:string|int|bool|error|uint64|int64)(?=[,) {\n])/g, 'float64'),
    }),
  },
];
