import { carriersOf } from './go-carriers.ts';
import {
  fieldsOf,
  goDeclarations,
  instantiated,
  methodsOf,
  typeArguments,
  type GoDeclarations,
  type GoField,
  type GoType,
} from './go-declarations.ts';
import { madeBy, makersOf } from './go-makers.ts';
import { requestsFor } from './go-requests.ts';
import { failingValue, standardImplementers, standardMethods, standardValues } from './go-standard.ts';
import { assertedTypes, errorsFor, isComparedWithNil, panicsFor } from './go-used.ts';
import { behindBracket, itemsOf } from './statements.ts';
import { GO } from './values.ts';

/** What values are for. */
export interface Wanted {
  /** Of one or more files of the package. */
  readonly text: string;
  /** Of the parameter or field. */
  readonly name: string;
  /** What uses them. */
  readonly code: string;
  /** Values inside of values. */
  readonly depth: number;
}

const MOST_VALUES = 16;
const MOST_DEPTH = 2;
const MOST_CONSTANTS = 8;
const MOST_TYPES = 4;
const MOST_ITEMS = 7;
const MOST_FUNCTIONS = 6;
const MOST_MAP = 5000;
const MOST_ALTERNATIVES = 12;
const SIMPLE = /^(?:u?int\d*|float\d+|string|bool|byte|rune|error|\[\](?:string|int|byte)|time\.\w+)$/;

/** Values that a parameter or field of a type may get; `text` is that of the files that may declare the type. */
export function goValues(type: string, text: string, name = '', code = ''): readonly string[] {
  return valuesOfType(type, { text, name, code, depth: 0 });
}

/** Without those that are there twice: those first that the code asks for, then the usual ones. */
export function valuesOfType(type: string, wanted: Wanted): readonly string[] {
  const [first, ...others] = [...askedValues(type.trim(), wanted), ...valuesOf(type.trim(), wanted)];
  const none = canBeNil(type.trim(), wanted.text) && isComparedWithNil(wanted.name, wanted.code) ? ['nil'] : [];
  const all = [...(first === undefined ? [] : [first]), ...none, ...others];
  return [...new Set(all)].slice(0, MOST_VALUES);
}

/** Values of the types that the code asks for where it gets an interface, and errors that it compares with. */
function askedValues(type: string, wanted: Wanted): string[] {
  const { text, name, code, depth } = wanted;
  if (code === '' || name === '' || depth > MOST_DEPTH) return [];
  if (type === 'error') return ['nil', ...errorsFor(name, code)];
  if (!isInterface(type, text)) return [];
  const lists = assertedTypes(name, code)
    .filter((one) => !isInterface(one, text) || standardValues(one) !== undefined)
    .map((one) => (one === 'nil' ? ['nil'] : valuesOf(one, { text, name: '', code: '', depth })));
  return [0, 1].flatMap((at) => lists.flatMap((values) => values[at] ?? []));
}

function isInterface(type: string, text: string): boolean {
  if (type === 'any' || /^interface\b/.test(type) || standardMethods(type) !== undefined) return true;
  return /^interface\b/.test(goDeclarations(text).types.get(type)?.definition ?? '');
}

function canBeNil(type: string, text: string): boolean {
  if (/^(?:\*|\[\]|map\[|func\b|(?:<-\s*)?chan\b)/.test(type) || isInterface(type, text)) return true;
  return /^(?:\*|\[\]|map\[|func\b)/.test(goDeclarations(text).types.get(type)?.definition ?? '');
}

function valuesOf(type: string, wanted: Wanted): readonly string[] {
  const { text, name, code } = wanted;
  const inner: Wanted = { text, name: '', code: '', depth: wanted.depth + 1 };
  if (/^u?int\d*$|^(?:byte|rune|uintptr)$/.test(type))
    return type.startsWith('u') || type === 'byte' ? ['2', '0', '1'] : GO.integer;
  if (/^float\d+$/.test(type)) return ['2', '0', '-1', '1.5'];
  if (type === 'string') return [...keysFor(name, code, text), ...textsBy(name), ...GO.string];
  if (type === 'bool') return GO.boolean;
  if (type === '[]byte') return GO.bytes;
  if (type === 'any' || /^interface\s*\{\s*\}$/.test(type)) return anything(name);
  const standard = standardValues(type);
  if (standard !== undefined) {
    const read = type === '*http.Request' ? requestsFor(code, text) : [];
    const [usual, ...others] = [...read, ...standard];
    // Where code does not look at the error, the test would say nothing of what it does else.
    const failing = /\berr\w*\s*[=!]=\s*nil\b/.test(code) ? failingValue(type) : undefined;
    const more = failing === undefined ? others : [...others, failing];
    return [usual ?? 'nil', ...panicking(type, code), ...carrying(type, wanted), ...more];
  }
  if (/^func\s*\(/.test(type)) return functions(type, inner, code);
  if (/^(?:<-\s*)?chan\b/.test(type)) return channels(type, inner);
  const array = /^\[(\d+)\]([\s\S]+)$/.exec(type);
  if (array) return arrays(type, Number(array[1]), valuesOf(array[2] ?? '', inner)[0] ?? '1', code);
  if (type.startsWith('[]')) {
    const [first = '', second = first] = valuesOf(type.slice(2), inner);
    return [
      `${type}{${first}, ${second}}`,
      `${type}{}`,
      'nil',
      `${type}{${first}}`,
      `${type}{${first}, ${second}, ${first}}`,
      ...itemsRead(type.slice(2), wanted).map((item) => `${type}{${item}}`),
    ];
  }
  if (type.startsWith('map[')) {
    const end = behindBracket(type, 3) ?? type.length;
    const [key = ''] = valuesOf(type.slice(4, end - 1), inner);
    const [value = 'nil'] = valuesOf(type.slice(end), inner);
    return [
      `${type}{${key}: ${value}}`,
      `${type}{}`,
      ...itemsRead(type.slice(end), wanted).map((item) => `${type}{${key}: ${item}}`),
    ];
  }
  if (/^(?:struct|interface)\s*\{/.test(type))
    return type.startsWith('struct') ? [`${type}{}`] : implementers(type, inner);
  return type.startsWith('*') ? pointers(type.slice(1).trim(), wanted) : named(type, wanted);
}

/** Structs in a list or a map that differ in what code reads of them. */
function itemsRead(type: string, { text, code, depth }: Wanted): string[] {
  const declared = typeOf(type.replace(/^\*/, ''), goDeclarations(text));
  if (code === '' || declared === undefined || fieldsOf(declared.definition) === undefined) return [];
  const values = valuesOf(type, { text, name: '', code, depth: depth + 1 });
  return values.filter((value) => value !== 'nil').slice(1, MOST_ITEMS);
}

/** Requests and contexts that functions of the package have put something into. */
function carrying(type: string, { text, code, depth }: Wanted): string[] {
  const [usual] = standardValues(type) ?? [];
  if (usual === undefined || depth > MOST_DEPTH) return [];
  const valuesFor = (one: string, name: string) => valuesOfType(one, { text, name, code: '', depth: depth + 1 });
  return carriersOf(type, code, goDeclarations(text), valuesFor).map((carrier) => carrier(usual));
}

/** Handlers that panic, where code recovers from that. */
function panicking(type: string, code: string): string[] {
  if (!/^http\.Handler(?:Func)?$/.test(type)) return [];
  return panicsFor(code).map(
    (value) => `http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { panic(${value}) })`,
  );
}

function pointers(type: string, wanted: Wanted): readonly string[] {
  const found = typeOf(type, goDeclarations(wanted.text));
  if (type.includes('.') && found === undefined) return [`new(${type})`, 'nil'];
  if (found !== undefined && fieldsOf(found.definition) !== undefined) {
    const made = wanted.depth >= MOST_DEPTH ? [] : makersWanted(type, wanted).map(({ value }) => value('*'));
    const [first = `&${type}{}`, ...others] = structs(`&${type}`, found.definition, wanted);
    return [...made.slice(0, 1), first, ...others.slice(0, 1), ...made.slice(1), 'nil', ...others.slice(1)];
  }
  const [first] = valuesOf(type, { ...wanted, depth: wanted.depth + 1 });
  const pointed = first === undefined ? [] : [`func() *${type} { var value ${type} = ${first}; return &value }()`];
  return [...pointed, `new(${type})`, 'nil'];
}

function named(type: string, wanted: Wanted): readonly string[] {
  const { text, name, code, depth } = wanted;
  const declared = goDeclarations(text);
  const found = typeOf(type, declared);
  if (found === undefined) return [type.includes('.') ? `*new(${type})` : `${type}{}`];
  const { definition } = found;
  if (depth > MOST_DEPTH + 2) return [`*new(${type})`];
  if (fieldsOf(definition) !== undefined) {
    const made = depth >= MOST_DEPTH ? [] : makersWanted(type, wanted).map(({ value }) => value(''));
    return [...made.slice(0, 1), ...structs(type, definition, wanted), ...made.slice(1)];
  }
  if (/^interface\b/.test(definition)) {
    return /^interface\s*\{\s*\}$/.test(definition)
      ? anything(name)
      : implementers(definition, { text, name, code, depth: depth + 1 });
  }
  if (/^func\s*\(/.test(definition)) {
    const literals = functions(definition, { text, name: '', code: '', depth: depth + 1 });
    const made = depth >= MOST_DEPTH ? [] : makersWanted(type, wanted, MOST_FUNCTIONS).map(({ value }) => value(''));
    return [...made, ...literals, 'nil'];
  }
  const constants = (declared.constants.get(type) ?? []).slice(0, MOST_CONSTANTS);
  const plain = valuesOf(definition, { text, name, code, depth: depth + 1 });
  const isArray = /^\[\d+\]/.test(definition);
  return [
    ...constants,
    ...plain.map((value) =>
      isArray && value.startsWith(definition) ? type + value.slice(value.indexOf('{')) : `${type}(${value})`,
    ),
  ];
}

/** What a type is declared as in the package, with types in place of its parameters. */
function typeOf(type: string, declared: GoDeclarations): GoType | undefined {
  const [, name = type, list] = /^(\w+)\[([\s\S]*)\]$/.exec(type) ?? [];
  const found = declared.types.get(name);
  if (found === undefined || found.typeParameters === '') return found;
  const names = [...typeArguments(found.typeParameters, declared).keys()];
  const given = itemsOf(list ?? '');
  const types = new Map(names.map((one, index) => [one, given[index] ?? 'int']));
  return { typeParameters: '', definition: instantiated(found.definition, types) };
}

function makersWanted(type: string, { text, depth }: Wanted, most?: number) {
  const plain = type.replace(/\[[\s\S]*$/, '');
  return makersOf(plain, goDeclarations(text), most).map((maker) =>
    madeBy(maker, text, (one, name) => valuesOfType(one, { text, name, code: '', depth: depth + 1 })),
  );
}

/** Keys of the package's map that code looks a name up in. */
function keysFor(name: string, code: string, text: string): string[] {
  const map = name === '' ? undefined : new RegExp(`\\b(\\w+)\\[${name}\\]`).exec(code)?.[1];
  const declared =
    map === undefined ? null : new RegExp(`^(?:var\\s+|\\t)${map}\\s*=\\s*map\\[string\\][^{\\n]+\\{`, 'm').exec(text);
  if (declared === null) return [];
  const open = declared.index + declared[0].length - 1;
  const body = text.slice(open, open + MOST_MAP);
  const end = behindBracket(body, 0) ?? 0;
  return [...body.slice(0, end).matchAll(/^\s*("(?:\\.|[^"\\])*")\s*:/gm)].slice(0, 2).map(([, key = '']) => key);
}

/** Texts that are what a name promises, which another text seldom is. */
function textsBy(name: string): string[] {
  if (/^(?:raw)?(?:url|uri|link)$/i.test(name)) return ['"https://example.com/a/b?c=d"'];
  if (/^(?:http)?method$/i.test(name)) return ['"GET"'];
  if (/^(?:path|route|target|prefix|pattern)$/i.test(name)) return ['"/a/b"'];
  if (/^(?:re|regexp?|expr)$/i.test(name)) return ['"a+"'];
  if (/^(?:ip|addr|address|cidr)$/i.test(name)) return ['"192.0.2.1"'];
  if (/^(?:v|ver|version)$/i.test(name)) return ['"1.2.3"'];
  if (/^(?:d|dur|duration|interval|timeout)$/i.test(name)) return ['"1m30s"'];
  return [];
}

/** What is written to gets a pointer first. */
function anything(name: string): string[] {
  const plain = ['1', '"a"', 'nil', 'true', '1.5', '[]int{1}', 'map[string]interface{}{"a": 1}'];
  const pointers = ['&map[string]interface{}{}', 'new(int)', 'new(string)'];
  const isOutput = /^(?:out(?:put)?|dst|dest(?:ination)?|target|result|into|to|v|val|ptr|receiver|obj)$/i.test(name);
  return isOutput ? [...pointers, ...plain] : [...plain, ...pointers, 'struct{ A int }{1}', 'uint(2)'];
}

/** Functions that give the same whatever they get, each value of their result, and those that give what they get. */
function functions(type: string, wanted: Wanted, code = ''): string[] {
  const open = type.indexOf('(');
  const end = behindBracket(type, open);
  const result = end === undefined ? '' : type.slice(end).trim();
  const panics = panicsFor(code).map((value) => `${type} { panic(${value}) }`);
  if (result === '') return [`${type} {}`, ...panics];
  const one = result.startsWith('(') ? itemsOf(result.replace(/^\(|\)$/g, '')) : [result];
  const choices = one.map((each) =>
    valuesOf(each.replace(/^\w+\s+(?=[\w.[\]*])(?<!^(?:chan|map|func)\s+)/, ''), wanted),
  );
  const constant = [0, 1].map(
    (at) => `${type} { return ${choices.map((values) => values[at] ?? values[0] ?? 'nil').join(', ')} }`,
  );
  const taken = itemsOf(type.slice(open + 1, (end ?? open + 2) - 1));
  const same = taken.map((item) => item.replace(/^\w+\s+(?=\S)/, '')).indexOf(result);
  if (same < 0) return [...constant, ...panics];
  const names = taken.map((item, index) => `${index === same ? 'same' : '_'} ${item.replace(/^\w+\s+(?=\S)/, '')}`);
  return [
    ...constant.slice(0, 1),
    `func(${names.join(', ')}) ${result} { return same }`,
    ...constant.slice(1),
    ...panics,
  ];
}

function channels(type: string, wanted: Wanted): string[] {
  const item = type.replace(/^(?:<-\s*)?chan\s*(?:<-\s*)?/, '');
  const empty = `make(chan ${item}, 2)`;
  if (/^chan\s*<-/.test(type)) return [empty];
  const [value = 'nil'] = valuesOf(item, wanted);
  return [
    `func() chan ${item} { given := make(chan ${item}, 1); given <- ${value}; close(given); return given }()`,
    `func() chan ${item} { given := make(chan ${item}); close(given); return given }()`,
  ];
}

/** Arrays with all zero, and with one value at each place that code reads. */
function arrays(type: string, length: number, value: string, code: string): string[] {
  const read = [...code.matchAll(/\[(\d+)\]/g)].map(([, at = '0']) => Number(at));
  const places = [...new Set([...read, 0])].filter((at) => at < length).slice(0, 5);
  return [`${type}{}`, ...places.map((at) => `${type}{${at}: ${value}}`)];
}

/** Values of types of the package that have the methods of an interface, and of the standard library. */
function implementers(definition: string, wanted: Wanted): string[] {
  const declared = goDeclarations(wanted.text);
  const methods = methodsOf(definition, declared);
  if (methods === undefined || methods.length === 0) return ['nil'];
  const of = new Map<string, Set<string>>();
  const pointed = new Set<string>();
  for (const { owner, name, isPointer } of declared.functions) {
    if (owner === undefined) continue;
    of.set(owner, (of.get(owner) ?? new Set()).add(name));
    if (isPointer && methods.includes(name)) pointed.add(owner);
  }
  const types = [...of].filter(([, has]) => methods.every((method) => has.has(method))).map(([name]) => name);
  const standard = standardImplementers(methods);
  if (wanted.depth > MOST_DEPTH) return [...standard, 'nil'];
  const lists = types.slice(0, MOST_TYPES).map((type) => {
    const found = declared.types.get(type);
    const isStruct = found !== undefined && fieldsOf(found.definition) !== undefined;
    return valuesOf(isStruct || pointed.has(type) ? `*${type}` : type, wanted).filter((value) => value !== 'nil');
  });
  const own = [0, 1].flatMap((at) => lists.flatMap((values) => values[at] ?? []));
  return [...own, ...standard, 'nil'];
}

/** A struct with the usual values of its fields, with nothing in it, and with other values of each field that code reads. */
function structs(type: string, definition: string, wanted: Wanted): string[] {
  const literal = (values: readonly (readonly [string, string])[]) =>
    `${type}{${values.map(([field, value]) => `${field}: ${value}`).join(', ')}}`;
  const choices = fieldChoices(fieldsOf(definition) ?? [], wanted, wanted.code);
  const usual = choices.flatMap(({ field, values: [first] }) =>
    first === undefined || first === 'nil' ? [] : [[field, first] as const],
  );
  const others = choices
    .filter(({ isRead }) => isRead)
    .flatMap(({ field, values }) =>
      values.map((value) => literal([...usual.filter(([one]) => one !== field), [field, value]])),
    );
  return [...(usual.length === 0 ? [] : [literal(usual)]), literal([]), ...others.slice(0, MOST_ALTERNATIVES)];
}

/** Values of the fields that are simple or that code reads. */
export function fieldChoices(
  fields: readonly GoField[],
  wanted: Pick<Wanted, 'text' | 'depth'>,
  code: string,
): (GoField & { readonly values: readonly string[]; readonly isRead: boolean })[] {
  return fields.flatMap(({ field, type }) => {
    const isRead = code !== '' && new RegExp(`\\.${field}\\b`).test(code);
    if (!isRead && !SIMPLE.test(type)) return [];
    if (wanted.depth >= MOST_DEPTH && !SIMPLE.test(type)) return [];
    // Of what it holds, code reads fields, too.
    const reading = isRead && /^(?:map\[|\[\])/.test(type) ? code : '';
    const values = valuesOfType(type, { text: wanted.text, name: field, code: reading, depth: wanted.depth + 1 });
    return [{ field, type, values, isRead }];
  });
}
