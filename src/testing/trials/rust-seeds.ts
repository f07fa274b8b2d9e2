import type { Trial } from '../observe/trial.ts';
import { headOf } from '../subject.ts';
import type { Subject } from '../types.ts';
import { snake } from '../write/names.ts';
import { unique } from './calls.ts';
import { parametersOf, takesSelf, type Parameter } from './parameters.ts';
import { bareRust, genericOf, plainRust, rustItems } from './rust-text.ts';
import { rustTypes, rustValue, type RustType } from './rust-types.ts';
import { behindBracket } from './statements.ts';

const MOST_SEEDS = 32;
const MOST_OBJECTS = 8;
/** Types within types are followed so far. */
const MOST_DEPTH = 3;
const MOST_ITEMS = 8;

const SIGNED = ['2', '0', '-1'];
const UNSIGNED = ['2', '0', '1'];
const FLOATS = ['2.0', '0.0', '-1.0', '1.5'];
const STRINGS = ['"a b"', '""', '"12"'];
const CHARACTERS = ["'a'", "'1'", "' '", "'Z'"];

/** What is known where a value of a type is wanted. */
interface Known {
  readonly text: string;
  readonly types: readonly RustType[];
  /** `Self`. */
  readonly owner: string | undefined;
  /** Type parameters with their bounds: `T: Ord + Copy`. */
  readonly bounds: ReadonlyMap<string, string>;
}

/** What is given for a parameter; a variable where it is borrowed to be changed. */
interface Argument {
  readonly code: string;
  readonly setup?: string;
}

/** Calls from the types of parameters: usual values, then one at a time at its border. */
export function rustSeeds(text: string, subject: Subject): Trial[] {
  const { name, owner } = subject;
  const head = headOf(text, subject);
  const known = knownOf(text, owner, head);
  const lists = argumentLists(parametersOf(head, name, 'rust'), known);
  const [usual = []] = lists;
  const call = (list: readonly Argument[], before: readonly string[], on: string): Trial => ({
    setup: [...before, ...list.flatMap(({ setup }) => setup ?? [])],
    call: `${on}${name}(${list.map(({ code }) => code).join(', ')})`,
    from: 'variation',
  });
  if (owner === undefined || !takesSelf(head, name)) {
    const on = owner === undefined ? '' : `${owner}::`;
    return unique(lists.map((list) => call(list, [], on))).slice(0, MOST_SEEDS);
  }
  const objects = rustObjects(text, subject);
  const [first] = objects;
  if (first === undefined) return [];
  const on = (object: { name: string; setup: string[] }, list: readonly Argument[]) =>
    call(list, object.setup, `${object.name}.`);
  return unique([
    ...objects.map((object) => on(object, usual)),
    ...lists.map((list) => on(first, list)),
    ...objects.slice(1).flatMap((object) => lists.slice(1, 3).map((list) => on(object, list))),
  ]).slice(0, MOST_SEEDS);
}

/** Ways to make an object that a method is called on, the most usual first. */
export function rustObjects(text: string, subject: Subject): { name: string; setup: string[] }[] {
  const { owner = '' } = subject;
  const name = snake(owner);
  const head = headOf(text, subject);
  const isChanged = /\(\s*(?:&\s*mut|mut)\s+self\b/.test(plainRust(head));
  const known = knownOf(text, owner, head);
  return valuesOfType(owner, known, 0)
    .slice(0, MOST_OBJECTS)
    .map((value) => ({ name, setup: [`let ${isChanged ? 'mut ' : ''}${name} = ${value}`] }));
}

function knownOf(text: string, owner: string | undefined, head: string): Known {
  const bounds = new Map<string, string>();
  const plain = plainRust(head);
  const inline = genericOf(/\bfn\s+(\w+\s*<[\s\S]*?>)\s*\(/.exec(plain)?.[1] ?? '')?.of ?? [];
  const where = /\bwhere\b([\s\S]*?)\{?\s*$/.exec(plain)?.[1] ?? '';
  for (const item of [...inline, ...rustItems(where)]) {
    const [, name, bound = ''] = /^(\w+)\s*(?::\s*([\s\S]*))?$/.exec(item) ?? [];
    if (name !== undefined) bounds.set(name, [bounds.get(name), bound].filter(Boolean).join(' + '));
  }
  return { text, types: rustTypes(text), owner, bounds };
}

function argumentLists(parameters: readonly Parameter[], known: Known): Argument[][] {
  const choices = parameters.map(({ name, type = '' }) => argumentsFor(name, type, known));
  if (choices.some((one) => one.length === 0)) return [];
  const usual = choices.flatMap(([first]) => first ?? []);
  const lists = [usual];
  for (const [index, values] of choices.entries())
    for (const value of values.slice(1)) lists.push(usual.map((one, other) => (other === index ? value : one)));
  return lists;
}

function argumentsFor(name: string, type: string, known: Known): Argument[] {
  const borrowed = /^&\s*mut\s+([\s\S]+)$/.exec(type)?.[1]?.trim();
  if (borrowed === undefined) return rustValues(type, known).map((code) => ({ code }));
  const element = /^\[([^;\]]+)\]$/.exec(borrowed)?.[1];
  const owned = borrowed === 'str' ? 'String' : element === undefined ? borrowed : `Vec<${element}>`;
  const variable = /^\w+$/.test(name) ? name : 'value';
  return rustValues(owned, known).map((value) => {
    // Nothing tells the type of what an empty list holds but the call.
    return { code: `&mut ${variable}`, setup: `let mut ${variable}: ${owned} = ${value}` };
  });
}

/** Values of a type: usual ones first, then those at the border. Empty where none is known. */
export function rustValues(type: string, known: Known, depth = 0): string[] {
  const plain = type.replaceAll(/\s+/g, ' ').trim();
  if (depth > MOST_DEPTH) return [];
  const inner = (one: string) => rustValues(one, known, depth + 1);
  if (/^i(?:8|16|32|64|128|size)$/.test(plain)) return SIGNED;
  if (/^u(?:8|16|32|64|128|size)$/.test(plain)) return UNSIGNED;
  if (/^f(?:32|64)$/.test(plain)) return FLOATS;
  if (plain === 'bool') return ['true', 'false'];
  if (plain === 'char') return CHARACTERS;
  if (plain === '()') return ['()'];
  if (plain === 'String') return STRINGS.map((one) => `${one}.to_string()`);
  if (plain.startsWith('&')) return references(plain.replace(/^&\s*(?:mut\s+)?/, ''), inner);
  if (plain.startsWith('(')) return tuples(rustItems(plain.slice(1, -1)), inner);
  const array = /^\[(.+);\s*(\d+)\]$/.exec(plain);
  if (array) return arrays(inner(array[1] ?? ''), Number(array[2]));
  if (/^(?:impl|dyn) /.test(plain)) return bounded(plain.replace(/^(?:impl|dyn) /, ''), inner);
  const bound = known.bounds.get(plain);
  if (bound !== undefined) return bounded(bound, inner);
  const generic = genericOf(plain);
  if (generic !== undefined) {
    const own = plain.replace(/<[\s\S]*$/, '');
    const made = generics(generic.name, generic.of, inner);
    return made.length > 0 ? made : valuesOfType(own, known, depth);
  }
  return valuesOfType(plain === 'Self' ? (known.owner ?? plain) : plain, known, depth);
}

function references(to: string, inner: (type: string) => string[]): string[] {
  if (to === 'str') return STRINGS;
  if (/^(?:\w+::)*Path$/.test(to)) return ['std::path::Path::new("a/b.c")', 'std::path::Path::new("")'];
  const element = /^\[([^;]+)\]$/.exec(to)?.[1];
  if (element !== undefined) {
    const [first, second = first, third = second] = inner(element);
    return first === undefined ? [] : [`&[${[first, second, third].join(', ')}]`, '&[]', `&[${first}]`];
  }
  if (to === '[u8]') return ['b"ab"', 'b""'];
  return inner(to).map((value) => `&${value}`);
}

function tuples(types: readonly string[], inner: (type: string) => string[]): string[] {
  const choices = types.map(inner);
  if (choices.some(({ length }) => length === 0)) return [];
  return combined(choices).map((values) => `(${values.join(', ')}${values.length === 1 ? ',' : ''})`);
}

function arrays(values: readonly string[], length: number): string[] {
  if (values.length === 0 || length > MOST_ITEMS) return [];
  const turned = Array.from({ length }, (_, index) => values[index % values.length] ?? '');
  return [`[${turned.join(', ')}]`, `[${turned.map(() => values[1] ?? values[0] ?? '').join(', ')}]`];
}

/** All first ones, and then one at a time another one. */
function combined(choices: readonly (readonly string[])[]): string[][] {
  const usual = choices.map(([first = '']) => first);
  const others = choices.flatMap((values, index) =>
    values.slice(1, 3).map((value) => usual.map((one, other) => (other === index ? value : one))),
  );
  return [usual, ...others];
}

/** Containers of the standard library. */
function generics(name: string, of: readonly string[], inner: (type: string) => string[]): string[] {
  const [first = '', second = ''] = of;
  const values = inner(first);
  const [one, other = one] = values;
  switch (name) {
    case 'Option':
      return [...values.slice(0, 2).map((value) => `Some(${value})`), 'None'];
    case 'Result':
      return [
        ...values.slice(0, 2).map((value) => `Ok(${value})`),
        ...inner(second)
          .slice(0, 1)
          .map((value) => `Err(${value})`),
      ];
    case 'Vec':
      return one === undefined
        ? ['vec![]']
        : [`vec![${[one, other, values[2] ?? other].join(', ')}]`, 'vec![]', `vec![${one}]`];
    case 'HashMap':
    case 'BTreeMap': {
      const [value] = inner(second);
      const empty = `std::collections::${name}::new()`;
      return one === undefined || value === undefined
        ? [empty]
        : [`std::collections::${name}::from([(${one}, ${value})])`, empty];
    }
    case 'HashSet':
    case 'BTreeSet':
    case 'VecDeque': {
      const empty = `std::collections::${name}::new()`;
      return one === undefined
        ? [empty]
        : [`std::collections::${name}::from([${[...new Set([one, other])].join(', ')}])`, empty];
    }
    case 'Box':
      return values.map((value) => `Box::new(${value})`);
    case 'Rc':
    case 'Arc':
      return values.map((value) => `std::${name === 'Rc' ? 'rc' : 'sync'}::${name}::new(${value})`);
    case 'Cow':
      return first === 'str' ? STRINGS.map((text) => `${text}.into()`) : [];
    case 'Range':
      return one === undefined ? [] : [`0..${one}`, '0..0'];
    default:
      return [];
  }
}

/** Something that has these traits: `Fn(i32) -> bool`, `Iterator<Item = u8>`, `Into<String>`. */
function bounded(bounds: string, inner: (type: string) => string[]): string[] {
  const closure = /\bFn(?:Mut|Once)?\s*\(([\s\S]*?)\)\s*(?:->\s*([^+]+))?/.exec(bounds);
  if (closure) {
    const parameters = rustItems(closure[1] ?? '');
    const result = (closure[2] ?? '()').trim();
    const list = parameters.map(() => '_').join(', ');
    const same = parameters.indexOf(result);
    const through = same < 0 ? [] : [`|${parameters.map((_, index) => (index === same ? 'x' : '_')).join(', ')}| x`];
    return [...through, ...inner(result).map((value) => `|${list}| ${value}`)].slice(0, 3);
  }
  const item = /\b(IntoIterator|Iterator|DoubleEndedIterator|ExactSizeIterator)\s*<\s*Item\s*=\s*([\s\S]+)>/.exec(
    bounds,
  );
  if (item) {
    const lists = inner(`Vec<${item[2] ?? ''}>`);
    return item[1] === 'IntoIterator' ? lists : lists.map((list) => `${list}.into_iter()`);
  }
  if (/\b(?:Into|From)\s*<\s*String\s*>|\bAsRef\s*<\s*str\s*>|\bToString\b|\bPattern\b/.test(bounds)) return STRINGS;
  if (/\bAsRef\s*<\s*\[\s*u8\s*\]\s*>/.test(bounds)) return STRINGS;
  const into = /\b(?:Into|AsRef|Borrow)\s*<([\s\S]+?)>/.exec(bounds)?.[1];
  if (into !== undefined) return inner(into);
  if (/\b(?:FromStr|Default|Fn|Iterator|Read|Write|Future)\b/.test(bounds)) return [];
  return [...UNSIGNED, '"a"'];
}

/** Values of types that have a name: of the standard library, or of the file. */
function valuesOfType(type: string, known: Known, depth: number): string[] {
  const last = type.split('::').at(-1) ?? type;
  if (last === 'Duration') return ['std::time::Duration::from_secs(2)', 'std::time::Duration::ZERO'];
  if (last === 'PathBuf') return ['std::path::PathBuf::from("a/b.c")'];
  if (last === 'Ordering' && !known.types.some(({ name }) => name === last))
    return ['Less', 'Equal', 'Greater'].map((one) => `std::cmp::Ordering::${one}`);
  const made = depth > MOST_DEPTH ? [] : makersOf(last, known, depth);
  const declared = known.types.find(({ name }) => name === last);
  if (declared === undefined) return made;
  const inner = (one: string) => rustValues(one, known, depth + 1);
  const written = declared.shapes.slice(0, MOST_ITEMS).flatMap((shape) => {
    const choices = shape.fields.map((field) => inner(field.type));
    if (choices.some(({ length }) => length === 0)) return [];
    const isEnum = declared.shapes.length > 1;
    return combined(choices)
      .slice(0, isEnum ? 2 : 4)
      .map((values) => rustValue(shape, values));
  });
  const usual = declared.traits.has('Default') ? [`${last}::default()`] : [];
  return [...new Set([...made, ...written, ...usual])];
}

/** Calls of what makes such a value: functions of its `impl` that take no `self` and give `Self`. */
function makersOf(type: string, known: Known, depth: number): string[] {
  const plain = plainRust(known.text);
  const bare = bareRust(known.text);
  const made: { order: number; code: string }[] = [];
  for (const match of bare.matchAll(new RegExp(`\\bimpl\\b(?:<[^{]*?>)?\\s+${type}\\b(?:<[^{]*>)?[^{;]*\\{`, 'g'))) {
    const open = match.index + match[0].length - 1;
    if (/\bfor\b/.test(match[0])) continue;
    const body = plain.slice(open, behindBracket(bare, open));
    for (const [, name = '', result = '', at] of signatures(body, type)) {
      const parameters = parametersOf(body.slice(at), name, 'rust');
      if (takesSelf(body.slice(at), name) || parameters.some(({ type: of = '' }) => mentions(of, type))) continue;
      const lists = argumentLists(parameters, { ...known, owner: type, bounds: new Map() }).slice(0, 6);
      const end = /^(?:Result|Option)\b/.test(result) ? '.unwrap()' : '';
      for (const [index, list] of lists.entries()) {
        if (list.some(({ setup }) => setup !== undefined) || depth > MOST_DEPTH) continue;
        const code = `${type}::${name}(${list.map((one) => one.code).join(', ')})${end}`;
        made.push({ order: (name === 'new' ? 0 : end === '' ? 10 : 20) + index, code });
      }
    }
  }
  return made.sort((a, b) => a.order - b.order).map(({ code }) => code);
}

/** Name, result, and place of functions that give the type, or an `Option` or a `Result` of it. */
function signatures(body: string, type: string): [whole: string, name: string, result: string, at: number][] {
  return [...body.matchAll(/\bfn\s+(\w+)\s*\([^{};]*?\)\s*->\s*([^{;]+?)\s*(?:where\b[^{]*)?\{/g)].flatMap(
    ({ 0: whole, 1: name = '', 2: result = '', index }): [string, string, string, number][] =>
      new RegExp(`^(?:(?:Result|Option)\\s*<\\s*)?(?:Self|${type})\\b`).test(result)
        ? [[whole, name, result, index]]
        : [],
  );
}

function mentions(type: string, name: string): boolean {
  return new RegExp(`\\b(?:Self|${name})\\b`).test(type);
}
