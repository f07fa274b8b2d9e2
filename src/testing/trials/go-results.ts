import type { Trial } from '../observe/trial.ts';
import { headOf } from '../subject.ts';
import type { Subject } from '../types.ts';
import { carriersOf } from './go-carriers.ts';
import { goDeclarations, instantiated, resultTypes } from './go-declarations.ts';
import { requestsFor } from './go-requests.ts';
import { headersRead } from './go-used.ts';
import { goValues } from './go-values.ts';
import { parametersOf } from './parameters.ts';
import { behindBracket } from './statements.ts';

/** Requests that a handler is tried with. */
const REQUESTS: readonly string[] = [
  'httptest.NewRequest("GET", "/a/", nil)',
  'httptest.NewRequest("GET", "/", nil)',
  'httptest.NewRequest("POST", "/a/b?c=d", nil)',
  'httptest.NewRequest("GET", "/a/?b=c", nil)',
  'httptest.NewRequest("OPTIONS", "/a", nil)',
];
const HANDLER = /^http\.Handler(?:Func)?$/;
const MIDDLEWARE = /^func\s*\(\s*(?:\w+\s+)?http\.Handler\s*\)\s*http\.Handler$/;
const MOST_LISTS = 12;
const MOST_HEADERS = 8;

type Call = Pick<Trial, 'setup' | 'call'>;

/**
 * Of a call that gives a function: expressions that call that. Nothing can be said of the function itself. Of one that gives a handler, or what
 * makes one of a handler: those that serve requests with it and give the answer as text.
 */
export function calledResults(call: string, subject: Subject, declared: string): Call[] {
  const head = headOf(declared, subject);
  const body = declared.slice(subject.bodyStart, subject.end);
  const results = resultsIn(head, subject.name);
  const [result = ''] = results;
  if (results.length !== 1) return [];
  const meant = goDeclarations(declared).types.get(result)?.definition ?? result;
  if (MIDDLEWARE.test(meant))
    return goValues('http.Handler', declared, '', body).flatMap((inner) => served(`${call}(${inner})`, declared, body));
  if (HANDLER.test(meant)) return served(call, declared, body);
  if (/^func\s*\(/.test(meant)) return called(call, meant, declared, body);
  // An interface that holds a function, which the body gives.
  const given = /\breturn\s+(func\s*\()/.exec(body);
  if (!/^interface\b|^any$/.test(meant) || given === null) return [];
  const at = given.index + given[0].length - 1;
  const end = behindBracket(body, at);
  const type =
    end === undefined ? undefined : `func${body.slice(at, end)}${/^(.*?)\s*\{/.exec(body.slice(end))?.[1] ?? ''}`;
  return type === undefined ? [] : called(`${call}.(${type})`, type, declared, body);
}

function called(expression: string, type: string, declared: string, body: string): Call[] {
  const end = behindBracket(type, type.indexOf('('));
  if (end === undefined || type.slice(end).trim() === '') return [];
  const parameters = parametersOf(named(type), 'f', 'go');
  const choices = parameters.map(({ type: one = 'int', name }) =>
    goValues(instantiated(one, new Map()), declared, name, body),
  );
  const usual = choices.map(([first = 'nil']) => first);
  const changed = choices.flatMap((values, index) =>
    values.slice(1).map((value) => usual.map((one, other) => (other === index ? value : one))),
  );
  // The same place of all lists: types and values that belong together.
  const together = [1, 2, 3].map((at) => choices.map((values) => values[at] ?? values[0] ?? 'nil'));
  return [usual, ...together, ...changed]
    .slice(0, MOST_LISTS)
    .map((list) => ({ setup: [], call: `${expression}(${list.join(', ')})` }));
}

/** `func(int) bool` as the head of a function whose parameters have names. */
function named(type: string): string {
  const end = behindBracket(type, type.indexOf('(')) ?? type.length;
  const list = parametersOf(`func f${type.slice(type.indexOf('('), end)}`, 'f', 'go');
  const isNamed = list.some((one) => one.type !== undefined && one.name !== one.type);
  if (isNamed) return `func f${type.slice(type.indexOf('('))}`;
  const inside = type.slice(type.indexOf('(') + 1, end - 1);
  return `func f(${itemTypes(inside)
    .map((one, index) => `a${index} ${one}`)
    .join(', ')})`;
}

function itemTypes(list: string): string[] {
  return resultTypes(`(${list})`);
}

function served(handler: string, declared: string, body: string): Call[] {
  const read = requestsFor(body, declared).map((request) => [`request := ${request}`]);
  const requests = REQUESTS.map((request) => [`request := ${request}`]);
  const withHeaders = headersRead(body)
    .flatMap(({ header, values }) => [...values, '"192.0.2.1"'].map((value) => [header, value] as const))
    .slice(0, MOST_HEADERS)
    .map(([header, value]) => [`request := ${REQUESTS[0] ?? ''}`, `request.Header.Set(${header}, ${value})`]);
  const valuesFor = (type: string, name: string) => goValues(type, declared, name);
  const carrying = carriersOf('*http.Request', body, goDeclarations(declared), valuesFor).map((carrier) => [
    `request := ${carrier(REQUESTS[0] ?? '')}`,
  ]);
  const call = [
    'func() string {',
    '\trecorder := httptest.NewRecorder()',
    `\t${handler}.ServeHTTP(recorder, request)`,
    '\treturn fmt.Sprint(recorder.Code, recorder.Header(), recorder.Body.String())',
    '}()',
  ].join('\n');
  return [...requests.slice(0, 2), ...carrying, ...withHeaders, ...read, ...requests.slice(2)].map((setup) => ({
    setup,
    call,
  }));
}

/** The types of what a function gives. */
function resultsIn(head: string, name: string): string[] {
  const at = new RegExp(`\\b${name}\\s*(?:\\[[^\\]]*\\])?\\s*\\(`).exec(head);
  const end = at === null ? undefined : behindBracket(head, at.index + at[0].length - 1);
  if (end === undefined) return [];
  return resultTypes(
    head
      .slice(end)
      .replace(/\{\s*$/, '')
      .trim(),
  );
}

/** Of each type that a function gives whether it is known to be no interface. */
export function concreteTypes(declared: string, subject: Subject): boolean[] {
  const { types } = goDeclarations(declared);
  return resultsIn(headOf(declared, subject), subject.name).map((type) => {
    if (/^(?:\*|\[|map\[|chan\b|func\b|u?int\d*$|float\d+$|string$|bool$|byte$|rune$)/.test(type)) return true;
    const definition = types.get(type)?.definition;
    return definition !== undefined && !/^interface\b/.test(definition) && types.get(definition) === undefined;
  });
}

/** The variables of the package that a function assigns to. */
export function writtenVariables(declared: string, { bodyStart, end }: Subject): string[] {
  const body = declared.slice(bodyStart, end);
  const written = [...body.matchAll(/^\s*(\w+)(?:\.\w+|\[[^\]\n]*\])*\s*(?:[-+*/|&]?=(?!=)|\+\+|--)/gm)];
  const { variables } = goDeclarations(declared);
  return [...new Set(written.map(([, name = '']) => name))].filter(
    (name) => name !== '_' && variables.has(name) && !new RegExp(`\\b${name}\\b[^\\n=]*:=`).test(body),
  );
}
