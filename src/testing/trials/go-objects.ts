import {
  fieldsOf,
  goDeclarations,
  instantiated,
  typeArguments,
  type GoField,
  type GoFunction,
} from './go-declarations.ts';
import { isNamedMaker, madeBy, makersOf } from './go-makers.ts';
import { goVariable } from './go-names.ts';
import { assertedTypes, isComparedWithNil } from './go-used.ts';
import { fieldChoices, goValues, valuesOfType } from './go-values.ts';

const MOST_METHODS = 5;
const MOST_FIELDS = 14;
const MOST_CALLS = 4;
const MOST_HELD = 2;
const MOST_CODE = 60_000;

/**
 * Statements that make a value of a type that methods are called on, the most usual first: by what makes one, with other values in the fields
 * that the method reads, and after calls of other methods that change those. Without a method it is `body` that reads them.
 */
export function goObjects(text: string, owner: string, method: string, body = ''): string[][] {
  const declared = goDeclarations(text);
  const name = goVariable(owner);
  const found = declared.types.get(owner);
  const given = typeArguments(found?.typeParameters ?? '', declared);
  const type = given.size === 0 ? owner : `${owner}[${[...given.values()].join(', ')}]`;
  const methods = declared.functions.filter((one) => one.owner === owner);
  const code = method === '' ? withCalled(body, '', declared.functions) : codeOf(method, methods);
  const receiver = methods.find((one) => one.name === method)?.receiver ?? '';
  // A method of a pointer may be called without anything behind it.
  const missing = isComparedWithNil(receiver, code) && found !== undefined ? [[`var ${name} *${type}`]] : [];
  const statementsOf = (some: readonly GoFunction[]) => {
    const made = some.map((maker) =>
      madeBy(maker, text, (one, of) => valuesOfType(one, { text, name: of, code: '', depth: 1 })).statements(name),
    );
    return [0, 1, 2, 3].flatMap((at) => made.flatMap((statements) => statements[at] ?? []));
  };
  const all = makersOf(owner, declared);
  const makers = statementsOf(all.filter(isNamedMaker));
  const finders = statementsOf(all.filter((one) => !isNamedMaker(one)));
  const definition = found && instantiated(found.definition, given);
  const fields = definition === undefined ? undefined : fieldsOf(definition);
  if (fields === undefined) {
    const isInterface = definition !== undefined && /^interface\b/.test(definition);
    const values = isInterface ? [] : goValues(type, text, '', code);
    return [...makers, ...values.map((value) => `${name} := ${value}`), ...finders].map((one) => [one]);
  }
  const literal = (values: readonly (readonly [string, string])[]) =>
    `${name} := &${type}{${values.map(([field, value]) => `${field}: ${value}`).join(', ')}}`;
  const choices = fieldChoices(fields, { text, depth: 0 }, code);
  const usual = choices.flatMap(({ field, values: [first] }) =>
    first === undefined || first === 'nil' ? [] : [[field, first] as const],
  );
  const isAnyRead = choices.some(({ isRead }) => isRead);
  const single = choices
    .filter(({ isRead }) => isRead || !isAnyRead)
    .flatMap(({ field, values }) => values.map((value) => [field, value] as const));
  const [maker] = makers;
  const first = maker ?? literal([]);
  const states = statesBy(methods, method, name, code, text).map((statement) => [first, statement]);
  const held = statesOfHeld(fields, name, code, text).map((statement) => [maker ?? literal(usual), statement]);
  const lists = [
    ...makers.slice(0, 2).map((one) => [one]),
    ...(usual.length === 0 ? [] : [[literal(usual)]]),
    ...missing,
    ...states.slice(0, 2),
    ...held,
    [literal([])],
    ...states.slice(2),
    ...makers.slice(2).map((one) => [one]),
    ...finders.slice(0, 2).map((one) => [one]),
    ...single.slice(0, MOST_FIELDS).map(([field, value]) => [literal([[field, value]])]),
    ...(maker === undefined
      ? []
      : single.slice(0, MOST_FIELDS).map(([field, value]) => [maker, `${name}.${field} = ${value}`])),
  ];
  return lists;
}

/** The body of a method, and those of the methods of the same type that it calls. */
function codeOf(method: string, methods: readonly GoFunction[]): string {
  return withCalled(methods.find(({ name }) => name === method)?.body ?? '', method, methods);
}

/** Code with the bodies of those that it calls, but itself. */
export function withCalled(code: string, itself: string, functions: readonly GoFunction[]): string {
  const called = new Set([...code.matchAll(/(\w+)\(/g)].map(([, name = '']) => name));
  called.delete(itself);
  return [code, ...functions.filter(({ name }) => called.has(name)).map(({ body }) => body)].join('\n');
}

/** Calls of methods that write to a field that the code reads, those first that write to most of them. */
function statesBy(methods: readonly GoFunction[], method: string, name: string, code: string, text: string): string[] {
  const others = methods.filter((one) => one.name !== method && one.receiver !== '');
  const ranked = others.map((one) => {
    const near = changeBy(one, codeOf(one.name, methods), code);
    const rank = near > 0 ? near : changeBy(one, allCalled(one, methods), code) / 4;
    return { one, rank: rank === 0 ? 0 : rank + fieldsWritten(codeOf(one.name, methods), code) };
  });
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ one }) => one)
    .slice(0, MOST_METHODS)
    .flatMap(({ name: called, parameters, body }) => {
      const choices = parameters.map((one) => {
        const of = { text, name: one.name, depth: 1 };
        const asked = isInterfaceAsked(one.name, body) ? valuesOfType(one.type ?? 'int', { ...of, code: body }) : [];
        return [valuesOfType(one.type ?? 'int', { ...of, code: '' })[0] ?? 'nil', ...asked.slice(0, 1)];
      });
      const lists = [0, 1].map((at) => choices.map((values) => values[at] ?? values[0]).join(', '));
      return [...new Set(lists)].map((list) => `${name}.${called}(${list})`);
    });
}

/** Calls of methods of what an object holds, that change what those methods read which the code calls on it. */
function statesOfHeld(fields: readonly GoField[], name: string, code: string, text: string): string[] {
  const { functions } = goDeclarations(text);
  return fields.flatMap(({ field, type }) => {
    const methods = functions.filter(({ owner }) => owner === type.replace(/^\*/, ''));
    const called = new Set([...code.matchAll(new RegExp(`\\.${field}\\.(\\w+)\\(`, 'g'))].map(([, one = '']) => one));
    const read = methods.filter((one) => called.has(one.name)).map((one) => codeOf(one.name, methods));
    return statesBy(methods, '', `${name}.${field}`, read.join('\n'), text).slice(0, MOST_HELD);
  });
}

function isInterfaceAsked(name: string, body: string): boolean {
  return assertedTypes(name, body).length > 0;
}

/** The bodies of a method and of all that it calls on the way, of the same type. */
function allCalled(method: GoFunction, methods: readonly GoFunction[]): string {
  let code = method.body;
  for (let depth = 0; depth < MOST_CALLS; depth++) {
    const further = withCalled(code, method.name, methods);
    if (further.length === code.length || further.length > MOST_CODE) break;
    code = [...new Set(further.split('\n'))].join('\n');
  }
  return code;
}

/** How many fields that code reads are written to by other code, whatever they are of. */
function fieldsWritten(body: string, code: string): number {
  const written = new Set([...body.matchAll(/\.(\w+)\s*(?:\[[^\]\n]*\]\s*)?=(?!=)/g)].map(([, field = '']) => field));
  return [...written].filter((field) => new RegExp(`\\.${field}\\b`).test(code)).length;
}

/** Whether a method, with the body of all that it calls, changes a field that code reads: 2 where it adds to what that holds, 1 where it sets it, 0 where it does not. */
function changeBy({ receiver }: GoFunction, body: string, code: string): number {
  const isRead = (field: string) => new RegExp(`\\.${field}\\b`).test(code);
  const finds = (pattern: string) =>
    [...body.matchAll(new RegExp(`\\b${receiver}\\.(\\w+)${pattern}`, 'g'))].some(([, field = '']) => isRead(field));
  const adds = ['Add', 'Set', 'Insert', 'Put', 'Push', 'Append', 'Register', 'Store', 'Write'].map(
    (word) => `[${word.slice(0, 1)}${word.slice(0, 1).toLowerCase()}]${word.slice(1)}`,
  );
  if (finds('\\s*=\\s*append\\(') || finds('\\[[^\\]\\n]*\\]\\s*=(?!=)') || finds(`\\.(?:${adds.join('|')})\\w*\\(`))
    return 2;
  return finds('(?:\\.\\w+)*\\s*(?:[-+*/|&]?=(?!=)|\\+\\+|--)') ? 1 : 0;
}
