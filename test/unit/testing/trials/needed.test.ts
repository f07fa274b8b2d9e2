import { expect, it } from 'vitest';
import { withoutUnneeded } from '../../../../src/testing/trials/needed.ts';
import { trial } from '../made.ts';

it.each<[string, string[], string, string[]]>([
  ['a constant', ["const a = 'x'", 'const b = 1'], 'f(b)', ['const b = 1']],
  ['a function', ['const listen = (patch: Patch) => {\n run(patch);\n}'], 'f(1)', []],
  ['what only such a one names', ['const a = [1]', 'const b = { a }'], 'f(2)', []],
  ['a name of Python', ['a = [1]', 'b = 2'], 'f(b)', ['b = 2']],
])('leaves out %s that nothing names', (_, setup, call, left) => {
  expect(withoutUnneeded(trial(call, { setup })).setup).toEqual(left);
});

it.each<[string, string[], string]>([
  ['what the call names', ['const a = [1]', 'const b = { a }'], 'f(b)'],
  ['what may do something', ['const a = new Store()', 'const b = open(1)', 'const c = await d'], 'f(1)'],
  ['a statement', ["store.add('a')", 'a.b = 1'], 'f(1)'],
])('keeps %s', (_, setup, call) => {
  const one = trial(call, { setup });
  expect(withoutUnneeded(one)).toBe(one);
});
