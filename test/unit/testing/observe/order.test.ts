import { expect, it } from 'vitest';
import { lastIfLike } from '../../../../src/testing/observe/order.ts';
import { trial } from '../made.ts';

it('tries calls last that begin as one that did not end', () => {
  const trials = ['f(() => loop(), 1)', 'f(() => 1, 1)', 'f(() => loop(), 2)', 'f()'].map((call) => trial(call));
  const calls = lastIfLike(trials, ['f(() => loop(), 3)']).map(({ call }) => call);
  expect(calls).toEqual(['f(() => 1, 1)', 'f()', 'f(() => loop(), 1)', 'f(() => loop(), 2)']);
  expect(lastIfLike(trials, [])).toEqual(trials);
});
