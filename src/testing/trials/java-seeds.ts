import type { Trial } from '../observe/trial.ts';
import { objectName } from '../subject.ts';
import type { Subject } from '../types.ts';
import { unique } from './calls.ts';
import {
  boundsIn,
  javaHead,
  javaParameters,
  javaTypes,
  membersOf,
  typesAround,
  type JavaParameter,
} from './java-text.ts';
import { concrete, javaLists, madeOf, type JavaKnown } from './java-values.ts';
import { behindBracket } from './statements.ts';

const MOST_SEEDS = 48;
const MOST_OBJECTS = 6;
const MOST_FILLED = 3;
/** Methods that put something into an object. */
const FILLING =
  /^(?:add|push|put|set|append|insert|offer|enqueue|register|deposit|include|enter|record|assign|update|increment)/;
const IS_CHANGEABLE =
  /^(?:(?:Linked|Array)?List|(?:Hash|Linked|Tree|Sorted)*(?:Set|Map)|Collection|StringBuilder)\b|\[\]$/;

/** Calls from what the head says of parameters: usual values, then one at a time another one. No model has part in it. */
export function javaSeeds(text: string, subject: Subject): Trial[] {
  const { name, owner = '', isStatic } = subject;
  const { parameters, result } = javaHead(text, subject);
  const known = knownAt(text, subject);
  const body = text.slice(subject.bodyStart, subject.end);
  const lists = javaLists(parameters, known);
  const changed = parameters.map(({ name: one, type }) =>
    IS_CHANGEABLE.test(type) && (result === 'void' || isChangedIn(one, body))
      ? concrete(type, known.bounds)
      : undefined,
  );
  const call = (list: readonly string[], object?: Made): Trial => {
    const own: string[] = [];
    const given = list.map((value, index) => {
      const type = changed[index];
      const variable = parameters[index]?.name ?? '';
      if (type === undefined || value === 'null' || variable === object?.name) return value;
      // In a variable it can be looked at afterwards.
      own.push(`${type} ${variable} = ${changeable(value)}`);
      return variable;
    });
    const receiver = isStatic === true ? owner : (object?.name ?? owner);
    return {
      setup: [...(object?.setup ?? []), ...own],
      call: `${receiver}.${name}(${given.join(', ')})`,
      from: 'variation',
    };
  };
  if (isStatic === true) return unique(lists.map((list) => call(list))).slice(0, MOST_SEEDS);
  const objects = javaObjects(text, subject);
  const [first] = objects;
  const [usual = []] = lists;
  return unique([
    ...objects.map((object) => call(usual, object)),
    ...lists.map((list) => call(list, first)),
    ...objects.slice(1).flatMap((object) => lists.slice(1, 3).map((list) => call(list, object))),
  ]).slice(0, MOST_SEEDS);
}

interface Made {
  readonly name: string;
  readonly setup: string[];
}

/** Ways to make an object that a method is called on, the most usual first; behind those some with something in them. */
export function javaObjects(text: string, subject: Subject): Made[] {
  const type = typesAround(text, subject.bodyStart).at(-1);
  if (type === undefined) return [];
  const known = knownAt(text, subject);
  const name = objectName(type.name);
  const generics = [...type.bounds.keys()].map((one) => concrete(one, type.bounds));
  const declared = generics.length === 0 ? type.path : `${type.path}<${generics.join(', ')}>`;
  const made = madeOf(type, known)
    .filter((one) => one !== 'null')
    .map((one): Made => ({ name, setup: [`${declared} ${name} = ${one}`] }));
  const [first] = made;
  const filled = first === undefined ? [] : fillings(text, subject, known, name).map((one) => [...first.setup, ...one]);
  return [...made.slice(0, MOST_OBJECTS), ...filled.map((setup): Made => ({ name, setup }))];
}

/** Calls of other methods that put something into the object: one, and one more. */
function fillings(
  text: string,
  { bodyStart, name: subjectName }: Subject,
  known: JavaKnown,
  object: string,
): string[][] {
  const type = typesAround(text, bodyStart).at(-1);
  if (type === undefined) return [];
  const members = membersOf(text, type);
  const found: string[][] = [];
  for (const match of members.matchAll(
    /(?<=^|[;{}])((?:\s*(?:public|protected|final|synchronized))*)\s+(?:<([^()]*?)>\s*)?[\w.]+(?:<[^()]*?>)?(?:\[\])*\s+(\w+)\s*\(/g,
  )) {
    const [whole, , own = '', name = ''] = match;
    const open = match.index + whole.length - 1;
    const parameters: readonly JavaParameter[] = javaParameters(
      members.slice(open + 1, (behindBracket(members, open) ?? open) - 1),
    );
    if (!FILLING.test(name) || parameters.length === 0) continue;
    const [usual, ...others] = javaLists(parameters, {
      ...known,
      bounds: new Map([...known.bounds, ...boundsIn(own)]),
    });
    const statement = (list: readonly string[]) => `${object}.${name}(${list.join(', ')})`;
    if (usual === undefined) continue;
    if (name !== subjectName) found.push([statement(usual)]);
    found.push([statement(usual), statement(others[0] ?? usual)]);
  }
  return found.slice(0, MOST_FILLED);
}

function knownAt(text: string, subject: Subject): JavaKnown {
  const around = typesAround(text, subject.bodyStart);
  const bounds = new Map([...around.flatMap((one) => [...one.bounds]), ...javaHead(text, subject).bounds]);
  return { text, types: javaTypes(text), bounds };
}

function isChangedIn(name: string, body: string): boolean {
  const word = name.replaceAll('$', '\\$');
  return new RegExp(
    [
      `\\b${word}\\s*(?:\\[[^\\]]*\\]\\s*)+(?:[-+*/%]?=(?!=)|\\+\\+|--)`,
      `\\b${word}\\s*\\.\\s*(?:add|remove|put|clear|set|sort|append|insert|replace|reverse|delete|retain|merge|compute)\\w*\\s*\\(`,
      `\\b(?:Arrays|Collections)\\s*\\.\\s*(?:sort|fill|reverse|shuffle|swap|setAll|addAll|rotate)\\s*\\(\\s*${word}\\b`,
    ].join('|'),
  ).test(body);
}

/** What `List.of` gives nobody can change. */
function changeable(value: string): string {
  const [, kind] = /^(List|Set|Map)\.of\(/.exec(value) ?? [];
  if (kind === undefined && !value.startsWith('Arrays.asList(')) return value;
  const made = kind === 'Map' ? 'TreeMap' : kind === 'Set' ? 'TreeSet' : 'ArrayList';
  return `new ${made}<>(${value})`;
}
