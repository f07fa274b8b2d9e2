import type { CallExamples, ParameterExamples, Preparation } from '../../checks/call-examples.ts';
import type { Trial } from '../observe/trial.ts';
import { NOTHING_SURVEYED, type Surveyed } from '../survey/surveyed.ts';
import type { Subject } from '../types.ts';
import { headOf, objectName } from '../subject.ts';
import { unique } from './calls.ts';
import { completed, isLike } from './completed.ts';
import { goObjectsOf, goSeeds } from './go-seeds.ts';
import { javaObjects, javaSeeds } from './java-seeds.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import { rustObjects, rustSeeds } from './rust-seeds.ts';
import { isChanged, mentioned, valuesByUse } from './uses.ts';
import { kindByName, likeValues, typedValues, valuesOf } from './values.ts';

const MOST_SEEDS = 48;
const MOST_CONTINUED = 32;
const MOST_VALUES = 16;
const MOST_OBJECTS = 8;
const DATE = /\bdate(?:time)?\(|\bnew Date\(|\btime\.Unix\(|\btime\.Time\{/;

/** What the language's own tools say of a subject. */
export interface Asked {
  /** Python itself, of the module that it has loaded. */
  readonly surveyed?: Surveyed;
  /** TypeScript's compiler, of types. */
  readonly examples?: CallExamples | undefined;
}

/**
 * Calls from what the head and the language's own tools say of parameters: usual values, then one at a time at its border. No model has part
 * in it.
 */
export function seedTrials(
  text: string,
  subject: Subject,
  { surveyed = NOTHING_SURVEYED, examples }: Asked = {},
): Trial[] {
  const { languageId, name, owner } = subject;
  if (languageId === 'rust') return rustSeeds(text, subject);
  if (languageId === 'go') return goSeeds(text, subject);
  if (languageId === 'java') return javaSeeds(text, subject);
  const head = headOf(text, subject);
  const isConstructor = name === 'constructor' || name === '__init__';
  const called = isConstructor ? `${languageId === 'python' ? '' : 'new '}${owner ?? name}` : name;
  const body = text.slice(subject.bodyStart, subject.end);
  const [typed, ...overloads] = examples?.signatures ?? [];
  const parameters: readonly Parameter[] = typed?.map(asParameter) ?? parametersOf(head, name, languageId);
  const lists = [
    ...argumentLists(parameters, text, body, languageId, { surveyed: surveyed.values, typed }),
    ...overloads.flatMap((one) => argumentLists(one.map(asParameter), text, '', languageId, { typed: one })),
  ];
  // What gives nothing is there for what it does to others.
  const isSilent = givesNothing(body, languageId);
  const changed = parameters.map(
    ({ name }) => (isSilent && isNamedIn(body, name)) || isChanged(name, body, languageId),
  );
  const [usual = []] = lists;
  const call = (
    list: readonly string[],
    object?: { name: string; setup: string[] },
    { of, before = '', behind = '' }: Partial<Preparation> = {},
  ): Trial => {
    const own: string[] = [];
    const given = list.map((written, index) => {
      const value = object === undefined ? written : written.replaceAll(/(?<![\w$.])this(?=\.)/g, object.name);
      // In a variable it can be looked at afterwards.
      const variable = parameters[index]?.name ?? '';
      if (variable === object?.name || !/^[A-Za-z_$][\w$]*$/.test(variable)) return value;
      if (of !== index && (changed[index] !== true || !/^(?:[[{]|new\s)/.test(value))) return value;
      own.push(languageId === 'python' ? `${variable} = ${value}` : `const ${variable} = ${value}`);
      if (of === index) own.push(`${before}${variable}${behind}`);
      return variable;
    });
    if (of === 'object' && object !== undefined) own.unshift(`${before}${object.name}${behind}`);
    return {
      setup: [...(object?.setup ?? []), ...own],
      call: `${object === undefined ? '' : `${object.name}.`}${called}(${given.join(', ')})`,
      from: 'variation',
    };
  };
  const seeds = (calls: readonly Trial[]): Trial[] => {
    const goingOn = continued(calls, examples, languageId);
    return unique([...goingOn, ...calls]).slice(0, MOST_SEEDS + goingOn.length + surveyed.calls.length);
  };
  const prepared = (object?: { name: string; setup: string[] }): Trial[] => {
    const before = examples?.preparations ?? [];
    const each = before.map((one) => call(usual, object, one));
    if (object === undefined) return each;
    const said = before.flatMap((one) => (one.of === 'object' ? [`${one.before}${object.name}${one.behind}`] : []));
    const several = severalOf(said).map((statements) =>
      call(usual, { name: object.name, setup: [...object.setup, ...statements] }),
    );
    return [...each, ...several];
  };
  if (owner === undefined || isConstructor) {
    const calls = lists.map((list) => call(list));
    const seen = withoutDates(surveyed.calls, body).map((one): Trial => ({
      setup: [],
      call: one.replace(name, called),
      from: 'caller',
    }));
    return seeds([...seen, ...calls.slice(0, MOST_SEEDS / 2), ...prepared(), ...calls.slice(MOST_SEEDS / 2)]);
  }
  const objects = objectsOf(text, subject, { surveyed, examples });
  const [first] = objects;
  const seen = withoutDates(surveyed.calls, body).map((one): Trial => ({
    setup: first?.setup ?? [],
    call: `${first?.name ?? owner}.${one}`,
    from: 'caller',
  }));
  const calls = [
    ...seen,
    ...objects.map((object) => call(usual, object)),
    ...prepared(first),
    ...lists.map((list) => call(list, first)),
    ...objects.slice(1).flatMap((object) => lists.slice(1, 3).map((list) => call(list, object))),
  ];
  return seeds(calls);
}

function asParameter({ name, type, isOptional, isVariadic }: ParameterExamples): Parameter {
  return { name, type, isOptional, isNamed: false, isVariadic };
}

/** Calls with what makes more of them happen put behind: the usual behind each, then the others behind the usual call. */
function continued(calls: readonly Trial[], examples: CallExamples | undefined, languageId: string): Trial[] {
  const [usual, ...others] = examples?.continuations ?? [];
  if (usual === undefined) return [];
  const behind = ({ setup, call, from }: Trial, continuation: string): Trial => {
    const type = languageId.startsWith('typescript') ? ': unknown[]' : '';
    const collected = continuation.includes('values.push(') ? [`const values${type} = []`] : [];
    return { setup: [...setup, ...collected], call: `${call}${continuation}`, from };
  };
  const made = [
    ...calls.slice(0, MOST_CONTINUED / 2).map((one) => behind(one, usual)),
    ...calls.slice(0, 2).flatMap((one) => others.map((other) => behind(one, other))),
  ];
  return made.slice(0, MOST_CONTINUED);
}

/** Lists of arguments, the usual ones first; `body` is what uses them. */
function argumentLists(
  parameters: readonly Parameter[],
  text: string,
  body: string,
  languageId: string,
  {
    surveyed = {},
    typed,
  }: { readonly surveyed?: Surveyed['values']; readonly typed?: readonly ParameterExamples[] | undefined } = {},
): string[][] {
  const choices = parameters.map((one, index) => {
    const known = typed?.[index]?.values ?? [];
    const values = known.length > 0 ? merged(known, one, body, languageId) : valuesFor(one, text, body, languageId);
    const all = [...new Set([...(surveyed[one.name] ?? []), ...values])];
    const lasting = withoutDates(all, body);
    return (lasting.length === 0 ? all : lasting).map((value) => (one.isNamed ? `${one.name}=${value}` : value));
  });
  const required = parameters.filter(({ isOptional }) => !isOptional).length;
  const usual = choices.map(([first = 'undefined']) => first);
  const lists = [usual.slice(0, required), usual];
  const rest = parameters.findIndex(({ isVariadic }) => isVariadic === true);
  const [one, two] = choices[rest] ?? [];
  if (one !== undefined && two !== undefined) lists.push([...usual.slice(0, rest), one, two, ...usual.slice(rest + 1)]);
  for (const [index, values] of choices.entries()) {
    for (const value of values.slice(1)) {
      const changed = usual.map((one, other) => (other === index ? value : one));
      lists.push(index < required ? changed.slice(0, required) : changed);
    }
  }
  // Python's named ones may be given without those before them.
  for (const [index, one] of parameters.entries()) {
    if (!one.isOptional || one.isVariadic === true || languageId !== 'python') continue;
    for (const value of choices[index] ?? [])
      lists.push([...usual.slice(0, required), one.isNamed ? value : `${one.name}=${value}`]);
  }
  return lists;
}

/** Values of a parameter's type, and in turn with them what the body does with it. */
function merged(typed: readonly string[], { name, isVariadic }: Parameter, body: string, languageId: string): string[] {
  const used = isVariadic === true ? [] : valuesByUse(name, body, languageId).map((one) => completed(one, typed));
  const fitting = used.filter((one) => isLike(one, typed));
  const [usual = '', ...borders] = typed;
  const others = Array.from({ length: Math.max(fitting.length, borders.length) }, (_, at) => [
    ...borders.slice(at, at + 1),
    ...fitting.slice(at, at + 1),
  ]);
  return [...new Set([usual, ...others.flat(), ...used])].slice(0, MOST_VALUES);
}

/** Values that a parameter may get: of its type, of what the body does with it, of its default, or else of its name. */
function valuesFor(
  { type, default: usual, name, isOptional, isVariadic }: Parameter,
  text: string,
  body: string,
  languageId: string,
): readonly string[] {
  const values = valuesOf(languageId);
  const typed = type === undefined || isOpen(type) ? [] : typedValues(type, values, text);
  const used = isVariadic === true ? [] : valuesByUse(name, body, languageId);
  const found = isRecord(type) ? [...used, ...typed] : [...typed, ...used];
  if (found.length === 0 && usual !== undefined) found.push(...likeValues(usual, values));
  if (found.length === 0) {
    const kind = isVariadic === true ? undefined : kindByName(name);
    found.push(
      ...(kind === undefined
        ? [...values.string.slice(0, 1), ...values.integer.slice(0, 2), ...values.list.slice(0, 2)]
        : values[kind]),
    );
  }
  if (isOpen(type ?? 'any')) found.push(...mentioned(body, languageId));
  if (isOpen(type ?? '')) found.push(...values.nothing);
  if (usual === 'None' || (isOptional && /\b(?:None|null|undefined)\b/.test(type ?? '')))
    found.push(...values.nothing.slice(0, 1));
  return [...new Set(found)].slice(0, MOST_VALUES);
}

/** How long a fixed date is ago changes from day to day: a test of that fails tomorrow. */
function withoutDates(values: readonly string[], body: string): readonly string[] {
  return readsClock(body) ? values.filter((value) => !DATE.test(value)) : values;
}

function readsClock(body: string): boolean {
  return /now\(|today\(|\bnew Date\(\)|\btime\.time\(|\btime\.(?:Since|Until)\(/i.test(body);
}

/** It says nothing of the value. */
function isOpen(type: string): boolean {
  return /^(?:any|unknown|Any|object)$/.test(type);
}

/** No value stands behind any `return`, nor is the body a value itself. */
function givesNothing(body: string, languageId: string): boolean {
  if (languageId !== 'python' && !/[;{}]/.test(body)) return false;
  return !/\b(?:return|yield)\b[ \t]*[^\s;}#/]/.test(body) && !/\bthrow\b|\braise\b/.test(body);
}

/** What holds one of something does other things than what holds several, or one twice. */
function severalOf([first, second, third]: readonly string[]): string[][] {
  if (first === undefined) return [];
  if (second === undefined) return [[first, first]];
  return [
    [first, second],
    [first, second, first],
    [second, first, first],
    ...(third === undefined ? [] : [[first, second, third]]),
  ];
}

function isNamedIn(body: string, name: string): boolean {
  return (
    /^[A-Za-z_$][\w$]*$/.test(name) && new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(body)
  );
}

/** What it holds, the body knows better. */
function isRecord(type: string | undefined): boolean {
  return /^(?:Record|Map|Dict|dict|Mapping|object)\b|^\{/.test(type ?? '');
}

/** A call on a name that nothing was given to is made on the usual object, by that name. */
export function withObject(trial: Trial, text: string, subject: Subject, asked: Asked = {}): Trial {
  const receiver = /^([A-Za-z_$][\w$]*)\./.exec(trial.call)?.[1];
  if (subject.owner === undefined || receiver === undefined || receiver === subject.owner) return trial;
  if (trial.setup.some((statement) => new RegExp(`\\b${receiver.replaceAll('$', '\\$')}\\b`).test(statement)))
    return trial;
  const [object] = objectsOf(text, subject, asked);
  if (object === undefined) return trial;
  const made = object.setup.map((statement) => statement.replace(object.name, receiver));
  return { ...trial, setup: [...made, ...trial.setup] };
}

/** Ways to make an object that a method is called on, the most usual first; each with its name. */
export function objectsOf(
  text: string,
  subject: Subject,
  { surveyed = NOTHING_SURVEYED, examples }: Asked = {},
): { name: string; setup: string[] }[] {
  const { owner = '', languageId } = subject;
  if (languageId === 'rust') return rustObjects(text, subject);
  if (languageId === 'go') return goObjectsOf(text, subject);
  if (languageId === 'java') return javaObjects(text, subject);
  const name = objectName(owner);
  if (surveyed.objects.length > 0) return surveyed.objects.map((setup) => ({ name, setup: [...setup] }));
  const named = (statements: readonly string[]) =>
    statements.slice(0, MOST_OBJECTS).map((statement) => ({ name, setup: [statement] }));
  const makerName = languageId === 'python' ? '__init__' : 'constructor';
  const inClass = text.slice(Math.max(0, text.search(new RegExp(`\\bclass\\s+${owner}\\b`))));
  const at = inClass.search(new RegExp(`\\b${makerName}\\s*\\(`));
  const next = inClass.slice(1).search(/^(?:export\s+)?(?:abstract\s+)?class\s/m);
  const head = at < 0 || (next >= 0 && at > next) ? '' : inClass.slice(at, at + 1500);
  const lists = head === '' ? [[]] : argumentLists(parametersOf(head, makerName, languageId), text, '', languageId);
  const typed = examples?.objects ?? [];
  if (typed[0] === owner) return [{ name: owner, setup: [] }]; // a static method
  const made = lists.map((list) => `${owner}(${list.join(', ')})`);
  if (languageId === 'python') return named(made.map((one) => `${name} = ${one}`));
  return named([...new Set([...typed, ...made.map((one) => `new ${one}`)])].map((one) => `const ${name} = ${one}`));
}
