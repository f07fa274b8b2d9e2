import { expect, it } from 'vitest';
import { completed, isLike } from '../../../../src/testing/trials/completed.ts';

const TYPED = ["{ name: 'a b', size: 2 }", "{ name: 'a b', size: 2, kind: 'x' }"];

it.each([
  ["{ kind: 'y' }", "{ name: 'a b', size: 2, kind: 'y' }"],
  ['{ size: 7 }', "{ name: 'a b', size: 7 }"],
  // What the type does not know, or has as something else, is left out.
  ["{ other: 1, name: 'n' }", "{ name: 'n', size: 2 }"],
  ["{ size: 'big' }", "{ name: 'a b', size: 2 }"],
  ['{}', "{ name: 'a b', size: 2 }"],
  ['null', 'null'],
])('%s is %s with what the type needs', (used, whole) => {
  expect(completed(used, TYPED)).toBe(whole);
});

it('says nothing of objects where a class is wanted', () => {
  expect(completed('{ a: 1 }', ['new Ring(2)'])).toBe('{ a: 1 }');
  expect(isLike('{ a: 1 }', ['new Ring(2)'])).toBe(false);
  expect(isLike('new Ring(3)', ['new Ring(2)'])).toBe(true);
  expect(isLike("'x'", ['2', "''"])).toBe(true);
});
