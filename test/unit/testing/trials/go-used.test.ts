import { expect, it } from 'vitest';
import {
  assertedTypes,
  errorsFor,
  headersRead,
  isComparedWithNil,
  panicsFor,
} from '../../../../src/testing/trials/go-used.ts';

it.each([
  ['subroutes, _ := v.(Routes)\nmux, ok := v.(*Mux)', ['Routes', '*Mux']],
  [
    'switch v := v.(type) {\ncase nil:\n\treturn 0\ncase int, *Point:\n\treturn 1\ncase []byte:\n}',
    ['nil', 'int', '*Point', '[]byte'],
  ],
  ['switch v.(type) {\ncase string:\n}\nswitch x {\ncase other:\n}', ['string']],
  ['a.v.(Routes)\nvv.(Mux)', []],
])('types that are asked for by %j', (code, found) => expect(assertedTypes('v', code)).toEqual(found));

it.each([
  ['if r == nil {', true],
  ['if nil != r || r != nil {', true],
  ['if a.r == nil || rr == nil || r == nilValue {', false],
])('compared with nil in %j: %s', (code, is) => expect(isComparedWithNil('r', code)).toBe(is));

it.each([
  [
    'if v := recover(); v != nil {\n\tif v == http.ErrAbortHandler {\n\t\tpanic(v)\n\t}\n}',
    ['"a"', 'http.ErrAbortHandler'],
  ],
  ['defer func() { err := recover(); if errors.Is(err.(error), errStop) {} }()', ['"a"', 'errStop']],
  ['if v == http.ErrAbortHandler {', []],
])('panics for %j', (code, found) => expect(panicsFor(code)).toEqual(found));

it('errors that code compares with are those with names of errors', () =>
  expect(errorsFor('err', 'if err == io.EOF || errors.Is(err, ErrNone) || err == other || err != first(x) {')).toEqual([
    'io.EOF',
    'ErrNone',
  ]));

it('headers that are read, with what they are compared with', () =>
  expect(
    headersRead('if r.Header.Get("Connection") != "Upgrade" || w.Header().Get("A") == "" {\n\tx := r.Header["B"]\n}'),
  ).toEqual([
    { header: '"Connection"', values: ['"Upgrade"'] },
    { header: '"A"', values: [] },
    { header: '"B"', values: [] },
  ]));
