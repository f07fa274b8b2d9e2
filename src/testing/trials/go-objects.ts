import { fieldsOf, goDeclarations, instantiated, typeArguments, type GoFunction } from './go-declarations.ts';
import { isNamedMaker, madeBy, makersOf } from './go-makers.ts';
import { goVariable } from './go-names.ts';
import { fieldChoices, goValues, valuesOfType } from './go-values.ts';

const MOST_METHODS = 5;
const MOST_FIELDS = 14;

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
  const lists = [
    ...makers.slice(0, 2).map((one) => [one]),
    ...(usual.length === 0 ? [] : [[literal(usual)]]),
    ...states.slice(0, 2),
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

/** Calls of methods that write to a field that the code reads. */
function statesBy(methods: readonly GoFunction[], method: string, name: string, code: string, text: string): string[] {
  return methods
    .filter((one) => one.name !== method && one.receiver !== '')
    .map((one) => ({ one, rank: changeBy(one, methods, code) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ one }) => one)
    .slice(0, MOST_METHODS)
    .map(({ name: called, parameters }) => {
      const list = parameters.map(
        (one) => valuesOfType(one.type ?? 'int', { text, name: one.name, code: '', depth: 1 })[0] ?? 'nil',
      );
      return `${name}.${called}(${list.join(', ')})`;
    });
}

/** Whether a method changes a field that code reads: 2 where it adds to what that holds, 1 where it sets it, 0 where it does not. */
function changeBy({ name, receiver }: GoFunction, methods: readonly GoFunction[], code: string): number {
  const body = codeOf(name, methods);
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
