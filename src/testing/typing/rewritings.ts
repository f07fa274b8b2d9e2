import type { Trial } from '../observe/trial.ts';
import { argumentsOf } from '../trials/parameters.ts';

/** `const name = value`, without a type. */
const CONSTANT = /^const\s+([A-Za-z_$][\w$]*)\s*=\s*([\s\S]+?);?\s*$/;
/** What is an expression wherever it is put; a function or object literal gets its types from there. */
const LITERAL = /^(?:[[{"'`\d-]|(?:async\s*)?\(|(?:true|false|null)$|[A-Za-z_$][\w$]*\s*=>)/;

/**
 * Other ways to write a call of TypeScript that mean the same and may have types where it has none: a constant that is used once put in
 * its place, or declared `as const`, or with the type of the parameter. `kept` are variables that must stay.
 */
export function rewritings(trial: Trial, kept: readonly string[]): Trial[] {
  const inlined = withoutConstants(trial, kept);
  const narrowed: Trial = { ...trial, setup: trial.setup.map(asConstant) };
  return [inlined, narrowed, declared(trial)].filter((one) => textOf(one) !== textOf(trial));
}

/** The names in the head of a function that says nothing of their types. */
const UNTYPED_HEAD = /(?<![\w$)])\(([A-Za-z_$][\w$]*(?:\s*,\s*[A-Za-z_$][\w$]*)*)\)(?=\s*=>)/g;
/** It may be left out of a call without changing it, where nobody counts arguments; the compiler wants to see it. */
const LEFT_OUT = 'undefined as never';
const MOST_LEFT_OUT = 2;

/**
 * Ways to write a call of TypeScript whose arguments have other types than the declared ones, as people do with objects of which only a part
 * is needed: one argument `as never`, or all of them, or all with those that were left out.
 */
export function casts(trial: Trial): Trial[] {
  const found = argumentsOf(trial.call);
  if (found === undefined) return [];
  const { before, list } = found;
  const cast = (argument: string) => {
    if (/^\.\.\./.test(argument)) return argument;
    const typed = argument.replace(
      UNTYPED_HEAD,
      (_, names: string) => `(${names.replaceAll(/[\w$]+/g, '$&: unknown')})`,
    );
    return `${/^[\w$.]+$|^([[{"'`]).*$/s.test(typed) ? typed : `(${typed})`} as never`;
  };
  const calls = [
    ...list.map((_, place) => list.map((argument, other) => (other === place ? cast(argument) : argument))),
    ...(list.length > 1 ? [list.map(cast)] : []),
  ];
  if (!list.some((argument) => argument.startsWith('...'))) {
    for (let count = 1; count <= MOST_LEFT_OUT; count++)
      calls.push([...list.map(cast), ...Array.from({ length: count }, () => LEFT_OUT)]);
  }
  return calls
    .map((given): Trial => ({ ...trial, call: `${before}(${given.join(', ')})` }))
    .filter(({ call }) => call !== trial.call);
}

/** Whether a call has an argument that {@link casts} has cast. */
export function isCast({ call }: Trial): boolean {
  return / as never(?=[,)])/.test(call);
}

function withoutConstants(trial: Trial, kept: readonly string[]): Trial {
  let { call } = trial;
  const setup = [...trial.setup];
  // The last first: its value may name those before it.
  for (let at = setup.length - 1; at >= 0; at--) {
    const [, name = '', value = ''] = CONSTANT.exec(setup[at] ?? '') ?? [];
    if (name === '' || kept.includes(name) || !LITERAL.test(value)) continue;
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$]|\\s*:)`, 'g');
    const after = setup.slice(at + 1);
    const inSetup = after.some((statement) => new RegExp(word).test(statement));
    if (inSetup || call.match(word)?.length !== 1) continue;
    const plain = call;
    // An object and a function cannot stand at a call's start.
    if (plain.search(word) === 0) continue;
    call = plain.replace(word, () => value);
    setup.splice(at, 1);
  }
  return { ...trial, setup, call };
}

function asConstant(statement: string): string {
  const [, name, value = ''] = CONSTANT.exec(statement) ?? [];
  if (name === undefined || !/^[[{"'`]/.test(value) || / as const$/.test(value)) return statement;
  return `const ${name} = ${value} as const`;
}

/** Constants that are arguments of a plain function with the types that it declares. */
function declared(trial: Trial): Trial {
  const { before, list } = argumentsOf(trial.call) ?? { before: '', list: [] };
  if (!/^[A-Za-z_$][\w$]*$/.test(before)) return trial;
  const setup = trial.setup.map((statement) => {
    const [, name = '', value = ''] = CONSTANT.exec(statement) ?? [];
    const place = list.indexOf(name);
    return place < 0 || !/^[[{]/.test(value)
      ? statement
      : `const ${name}: Parameters<typeof ${before}>[${place}] = ${value}`;
  });
  return { ...trial, setup };
}

function textOf({ setup, call }: Trial): string {
  return [...setup, call].join('\n');
}
