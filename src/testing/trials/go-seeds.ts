import type { Trial } from '../observe/trial.ts';
import { headOf } from '../subject.ts';
import type { Subject } from '../types.ts';
import { unique } from './calls.ts';
import { goDeclarations, instantiated, typeArguments } from './go-declarations.ts';
import { goVariable } from './go-names.ts';
import { goObjects } from './go-objects.ts';
import { preparedArguments } from './go-prepared.ts';
import { calledResults, writtenVariables } from './go-results.ts';
import { goValues } from './go-values.ts';
import { parametersOf, type Parameter } from './parameters.ts';

const MOST_SEEDS = 72;
const MOST_OBJECTS = 20;
const MOST_CALLED = 3;
const MOST_SET = 3;

/** What a call gets: usual values first, then one at a time another one. `declared` begins with the subject's own file. */
export function goSeeds(declared: string, subject: Subject): Trial[] {
  const { name, owner, bodyStart, end } = subject;
  const head = headOf(declared, subject);
  const body = declared.slice(bodyStart, end);
  const types = typesOf(head, subject, declared);
  const parameters = parametersOf(head, name, 'go').map((one) => ({
    ...one,
    type: instantiated(one.type ?? 'int', types.given),
  }));
  const lists = argumentLists(parameters, declared, body);
  const objects: { name: string; setup: string[] }[] = owner === undefined ? [] : goObjectsOf(declared, subject);
  const called = `${name}${types.shown}`;
  const call = (list: readonly string[], object?: { name: string; setup: string[] }): Trial => {
    const own: string[] = [];
    const given = list.map((value, index) => {
      const parameter = parameters[Math.min(index, parameters.length - 1)];
      if (parameter === undefined || parameter.isVariadic === true || !isWatched(parameter, value, body)) return value;
      const variable =
        parameter.name === object?.name ? `${parameter.name}Given` : goVariable(parameter.name.replace(/^_$/, 'x'));
      own.push(`${variable} := ${value}`);
      return variable;
    });
    return {
      setup: [...(object?.setup ?? []), ...own],
      call: `${object === undefined ? '' : `${object.name}.`}${called}(${given.join(', ')})`,
      from: 'variation',
    };
  };
  const [usual = []] = lists;
  const [first] = objects;
  const calls =
    owner === undefined
      ? lists.map((list) => call(list))
      : [
          ...objects.map((object) => call(usual, object)),
          ...lists.map((list) => call(list, first)),
          ...objects.slice(1).flatMap((object) => lists.slice(1, 3).map((list) => call(list, object))),
        ];
  const prepared = preparedArguments(parameters, usual, declared, body, owner).map(({ list, setup }) => {
    const made = call(list, first);
    return { ...made, setup: [...setup, ...made.setup] };
  });
  const results = [...unique(calls).slice(0, MOST_CALLED), ...prepared.slice(0, MOST_CALLED)].flatMap((one) =>
    calledResults(one.call, subject, declared).map(({ setup, call: other }) => ({
      ...one,
      setup: [...one.setup, ...setup],
      call: other,
    })),
  );
  // What a test changes for all others it puts back.
  const kept = writtenVariables(declared, subject).flatMap((variable) => [
    `${variable}Before := ${variable}`,
    `defer func() { ${variable} = ${variable}Before }()`,
  ]);
  const set = writtenVariables(declared, subject).flatMap((variable) => {
    const at = parameters.findIndex((one) => new RegExp(`(?<![\\w.])${variable}\\s*=\\s*${one.name}\\b`).test(body));
    const [value] = lists.flatMap((list) => list[at] ?? []);
    // It holds another value before, so that the usual one makes a difference.
    const others = value === undefined ? [] : unique(calls).filter((one) => !one.call.includes(value));
    return others.slice(0, MOST_SET).map((one) => ({ ...one, setup: [...one.setup, `${variable} = ${value ?? ''}`] }));
  });
  // Where what is given can be called, that says more than that it is given.
  return unique([...results, ...prepared, ...set, ...calls])
    .slice(0, MOST_SEEDS)
    .map((one) => (kept.length === 0 ? one : { ...one, setup: [...kept, ...one.setup] }));
}

/** Ways to make an object that a method is called on, the most usual first; each with its name. */
export function goObjectsOf(declared: string, { owner = '', name }: Subject): { name: string; setup: string[] }[] {
  const object = goVariable(owner);
  return goObjects(declared, owner, name)
    .slice(0, MOST_OBJECTS)
    .map((setup) => ({ name: object, setup }));
}

/** Lists of arguments, the usual ones first. */
function argumentLists(parameters: readonly Parameter[], text: string, body: string): string[][] {
  const choices = parameters.map(({ type = 'int', name }) => withoutDates(goValues(type, text, name, body), body));
  const rest = parameters.findIndex(({ isVariadic }) => isVariadic === true);
  const usual = choices.map(([first = 'nil']) => first);
  const required = rest < 0 ? usual.length : rest;
  const lists = [usual.slice(0, required), usual];
  const [one, two] = choices[rest] ?? [];
  if (one !== undefined && two !== undefined) lists.push([...usual.slice(0, rest), one, two]);
  for (const [index, values] of choices.entries()) {
    for (const value of values.slice(1)) {
      const changed = usual.map((other, at) => (at === index ? value : other));
      lists.push(index < required ? changed.slice(0, required) : changed);
    }
  }
  // All at once another one: two that are at odds with the usual value of each other.
  lists.push(choices.slice(0, required).map((values) => values[1] ?? values[0] ?? 'nil'));
  return lists;
}

/** How long a fixed date is ago changes from day to day: a test of that fails tomorrow. */
function withoutDates(values: readonly string[], body: string): readonly string[] {
  if (!/now\(|\btime\.(?:Since|Until)\(/i.test(body)) return values;
  const others = values.filter((value) => !/\btime\.(?:Unix|Date)\(/.test(value));
  return others.length > 0 ? others : values;
}

/** What the call may write to is given in a variable, so that it can be looked at afterwards. */
function isWatched({ type = '', name }: Parameter, value: string, body: string): boolean {
  if (value === 'nil' || /^[\w."'`-]+$/.test(value) || /^func\b/.test(type)) return false;
  if (/^(?:io\.(?:String)?Writer|http\.ResponseWriter|\*(?:bytes\.Buffer|strings\.Builder))$/.test(type)) return true;
  if (/^(?:&|new\(|httptest\.NewRecorder|bytes\.NewBuffer)/.test(value)) return true;
  const one = `(?<![\\w.])${name}`;
  if (/^(?:\[\]|map\[)/.test(value) || /^[A-Z]\w*\(/.test(value))
    return new RegExp(
      `${one}\\[[^\\]\\n]*\\](?:\\.\\w+)?\\s*(?:[-+*/|&^]?=(?!=)|\\+\\+|--|,)|\\b(?:delete|copy|sort\\.\\w+|slices\\.Sort\\w*)\\(\\s*${name}\\b`,
    ).test(body);
  return false;
}

/** The types that stand for a function's type parameters, and what of them a call has to say. */
function typesOf(head: string, { name }: Subject, declared: string): { given: Map<string, string>; shown: string } {
  const own = new RegExp(`\\b${name}\\[((?:[^\\[\\]]|\\[[^\\]]*\\])+)\\]\\(`).exec(head)?.[1] ?? '';
  const [, owner = '', names] = /^func\s*\(\s*(?:\w+\s+)?\*?\s*(\w+)\[([^\]]*)\]\s*\)/.exec(head) ?? [];
  const declarations = goDeclarations(declared);
  const given = typeArguments(own, declarations);
  const shown = given.size === 0 ? '' : `[${[...given.values()].join(', ')}]`;
  if (names !== undefined) {
    const values = [...typeArguments(declarations.types.get(owner)?.typeParameters ?? '', declarations).values()];
    for (const [index, one] of names.split(',').entries()) given.set(one.trim(), values[index] ?? 'int');
  }
  return { given, shown };
}
