import { standardMethods } from './go-standard.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import { behindBracket, behindQuote, itemsOf } from './statements.ts';

/** A function or method that a package of Go declares. */
export interface GoFunction {
  readonly name: string;
  /** The type that it is a method of, without `*`. */
  readonly owner?: string;
  /** It is a method of the pointer to that. */
  readonly isPointer: boolean;
  /** The name of the receiver; '' where it has none. */
  readonly receiver: string;
  /** Between the brackets behind the name: `T any`; '' for none. */
  readonly typeParameters: string;
  readonly parameters: readonly Parameter[];
  /** The types of what it gives. */
  readonly results: readonly string[];
  readonly body: string;
}

/** What a type is declared as: `struct {…}`, `[]int`. */
export interface GoType {
  readonly typeParameters: string;
  readonly definition: string;
}

export interface GoField {
  readonly field: string;
  readonly type: string;
}

/** What the files of a package declare at their outermost level. */
export interface GoDeclarations {
  readonly types: ReadonlyMap<string, GoType>;
  readonly functions: readonly GoFunction[];
  /** Names of constants by their type. */
  readonly constants: ReadonlyMap<string, readonly string[]>;
  readonly variables: ReadonlySet<string>;
}

let last: { readonly text: string; readonly declared: GoDeclarations } | undefined;

/** Reads the declarations in the text of one or more files. The last answer is kept: each value of a call asks for it. */
export function goDeclarations(text: string): GoDeclarations {
  if (last?.text !== text) last = { text, declared: read(withoutComments(text)) };
  return last.declared;
}

/** The fields of a struct, embedded ones by the name that they have. Undefined for what is no struct. */
export function fieldsOf(definition: string): GoField[] | undefined {
  if (!/^struct\s*\{/.test(definition)) return undefined;
  const open = definition.indexOf('{');
  const body = definition.slice(open + 1, (behindBracket(definition, open) ?? definition.length) - 1);
  return linesOf(body).flatMap((line): GoField[] => {
    const plain = line.replace(/\s*(?:`[^`]*`|"(?:\\.|[^"\\])*")\s*$/, '').trim();
    const embedded = /^\*?(?:\w+\.)?([A-Za-z_]\w*)(?:\[[^\]]*\])?$/.exec(plain)?.[1];
    if (embedded !== undefined) return [{ field: embedded, type: plain }];
    const [, names = '', type = ''] = /^(\w+(?:\s*,\s*\w+)*)\s+([\s\S]+)$/.exec(plain) ?? [];
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== '_' && type !== '')
      .map((field) => ({ field, type }));
  });
}

/** Names of the methods of an interface, those of embedded ones of the package included. Undefined where one is not known. */
export function methodsOf(definition: string, declared: GoDeclarations, depth = 0): string[] | undefined {
  if (!/^interface\s*\{/.test(definition) || depth > 4) return undefined;
  const open = definition.indexOf('{');
  const body = definition.slice(open + 1, (behindBracket(definition, open) ?? definition.length) - 1);
  const names: string[] = [];
  for (const line of linesOf(body)) {
    const method = /^([A-Za-z_]\w*)\s*\(/.exec(line)?.[1];
    const embedded = method === undefined ? declared.types.get(line.trim())?.definition : undefined;
    const inner = embedded === undefined ? standardMethods(line.trim()) : methodsOf(embedded, declared, depth + 1);
    if (method !== undefined) names.push(method);
    else if (inner !== undefined) names.push(...inner);
    else return undefined;
  }
  return names;
}

/** Types in place of type parameters: `K comparable, V any`. */
export function typeArguments(typeParameters: string, declared: GoDeclarations): Map<string, string> {
  const given = new Map<string, string>();
  let constraint = '';
  for (const item of itemsOf(typeParameters).reverse()) {
    const [, name = '', own] = /^(\w+)(?:\s+([\s\S]+))?$/.exec(item) ?? [];
    constraint = own?.trim() ?? constraint;
    given.set(name, typeFor(constraint, declared));
  }
  return new Map([...given].reverse());
}

function typeFor(constraint: string, declared: GoDeclarations, depth = 0): string {
  const { types } = declared;
  const plain = constraint.replace(/^interface\s*\{\s*([\s\S]*?)\s*\}$/, '$1').trim();
  if (plain === 'comparable') return 'string';
  if (plain.includes('|') || plain.startsWith('~') || /^(?:u?int\d*|float\d+|string)$/.test(plain)) {
    const [first = 'int'] = plain.split('|').map((one) => one.trim().replace(/^~/, ''));
    return types.has(first) && depth < 4 ? typeFor(first, declared, depth + 1) : first;
  }
  const own = types.get(plain)?.definition;
  return own !== undefined && depth < 4 ? typeFor(own, declared, depth + 1) : 'int';
}

/** A type with others in place of type parameters. */
export function instantiated(type: string, given: ReadonlyMap<string, string>): string {
  return given.size === 0 ? type : type.replaceAll(/(?<![\w.])[A-Za-z_]\w*/g, (name) => given.get(name) ?? name);
}

function read(text: string): GoDeclarations {
  return {
    types: typesIn(text),
    functions: functionsIn(text),
    constants: constantsIn(text),
    variables: new Set(
      [...declarationsOf(text, 'var')].flatMap((line) => {
        const names = /^(\w+(?:\s*,\s*\w+)*)\b/.exec(line)?.[1] ?? '';
        return names.split(',').map((name) => name.trim());
      }),
    ),
  };
}

function functionsIn(text: string): GoFunction[] {
  const found: GoFunction[] = [];
  for (const match of text.matchAll(/^func\s*(?:\(([^()]*)\)\s*)?(\w+)\s*(?=[[(])/gm)) {
    const [whole, on, name = ''] = match;
    let at = match.index + whole.length;
    let typeParameters = '';
    if (text[at] === '[') {
      const end = behindBracket(text, at);
      if (end === undefined) continue;
      typeParameters = text.slice(at + 1, end - 1);
      at = end;
    }
    const end = behindBracket(text, at);
    if (end === undefined) continue;
    const rest = text.slice(end, text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end));
    const result = (/^(.*?)(?:\s+\{|$)/.exec(rest)?.[1] ?? '').trim();
    const bodyAt = end + rest.indexOf(' {') + 1;
    const body = rest.includes(' {') ? text.slice(bodyAt + 1, (behindBracket(text, bodyAt) ?? bodyAt + 2) - 1) : '';
    const [, receiver = '', owner] = /^(?:(\w+)\s+)?\*?\s*(\w+)/.exec(on?.trim() ?? '') ?? [];
    found.push({
      name,
      ...(owner !== undefined && { owner }),
      isPointer: on?.includes('*') === true,
      receiver,
      typeParameters,
      parameters: parametersOf(`func ${name}${text.slice(at, end)}`, name, 'go'),
      results: resultTypes(result),
      body,
    });
  }
  return found;
}

/** `(n int, err error)`, `(int, error)` or `int` as types. */
export function resultTypes(result: string): string[] {
  if (result === '') return [];
  if (!result.startsWith('(')) return [result];
  const items = itemsOf(result.slice(1, -1));
  const isNamed = items.some((item) => /^\w+\s+(?!chan\b)\S/.test(item) && !/^(?:chan|func|map)\b/.test(item));
  if (!isNamed) return items;
  return parametersOf(`func f${result}`, 'f', 'go').map(({ type = 'int' }) => type);
}

function typesIn(text: string): Map<string, GoType> {
  const types = new Map<string, GoType>();
  for (const line of declarationsOf(text, 'type')) {
    const [, name = '', typeParameters = '', definition = ''] =
      /^(\w+)(?:\[((?:[^[\]]|\[[^\]]*\])+)\])?\s+(?:=\s*)?([\s\S]+)$/.exec(line) ?? [];
    if (name !== '' && !types.has(name)) types.set(name, { typeParameters, definition: definition.trim() });
  }
  return types;
}

/** Of `A Kind = iota` the constants below, too, that say nothing of themselves. */
function constantsIn(text: string): Map<string, string[]> {
  const constants = new Map<string, string[]>();
  let type: string | undefined;
  for (const line of declarationsOf(text, 'const')) {
    const [, name = '', own, converted, value] =
      /^(\w+)(?:\s+([A-Za-z_]\w*))?(?:\s*=\s*(?:([A-Za-z_]\w*)\()?([\s\S]*))?$/.exec(line) ?? [];
    if (name === '') continue;
    if (own !== undefined) type = own;
    else if (converted !== undefined) type = converted;
    else if (value !== undefined) type = undefined;
    if (type !== undefined && name !== '_') constants.set(type, [...(constants.get(type) ?? []), name]);
  }
  return constants;
}

/** What stands behind a word that declares, each alone, and each of those that stand in its parentheses. */
function* declarationsOf(text: string, word: string): Iterable<string> {
  for (const match of text.matchAll(new RegExp(`^${word}\\s+(?=\\S)`, 'gm'))) {
    const at = match.index + match[0].length;
    if (text[at] !== '(') yield wholeAt(text, at);
    else yield* linesOf(text.slice(at + 1, (behindBracket(text, at) ?? text.length) - 1));
  }
}

/** From a place to the end of its line, or of the last one that a bracket in it reaches. */
function wholeAt(text: string, at: number): string {
  let end = at;
  while (end < text.length && text[end] !== '\n') {
    if ('([{'.includes(text[end] ?? '')) end = behindBracket(text, end) ?? text.length;
    else if ('"`\''.includes(text[end] ?? '')) end = behindQuote(text, end) ?? end + 1;
    else end++;
  }
  return text.slice(at, end).trim();
}

/** The lines of a text; those that brackets reach over are one. Empty ones are left out. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (start >= text.length) break;
    const line = wholeAt(text, start);
    if (line !== '') lines.push(line);
    at = text.indexOf('\n', start + line.length);
    if (at < 0) break;
  }
  return lines.flatMap((line) => line.split(/;\s*(?![^([{]*[)\]}])/)).filter((line) => line.trim() !== '');
}

/** Without comments: an apostrophe in one is no quote. */
export function withoutComments(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if ('"`\''.includes(character)) {
      const end = behindQuote(text, at) ?? at + 1;
      plain += text.slice(at, end);
      at = end;
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at) + 2;
      if (end < at + 2 && text[at + 1] === '*') break;
      if (end < 0) break;
      at = end;
    } else {
      plain += character;
      at++;
    }
  }
  return plain;
}
