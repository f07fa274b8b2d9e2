import { expect, it } from 'vitest';
import { Recent } from '../../../src/server/recent.ts';

it('gives what was kept by its number, as often as it is asked for', () => {
  const recent = new Recent<string>();
  const [one, other] = [recent.add('one'), recent.add('other')];
  expect(one).not.toBe(other);
  expect([recent.get(one), recent.get(other), recent.get(one)]).toEqual(['one', 'other', 'one']);
});

it('forgets the oldest, and gives no number twice', () => {
  const recent = new Recent<string>(2);
  const ids = ['a', 'b', 'c', 'd'].map((value) => recent.add(value));
  expect(ids.map((id) => recent.get(id))).toEqual([undefined, undefined, 'c', 'd']);
  expect(new Set(ids).size).toBe(4);
});

it('knows no number that it did not give', () => {
  const recent = new Recent<string>();
  expect(recent.get(1)).toBeUndefined();
  const id = recent.add('one');
  expect(recent.get(id + 1)).toBeUndefined();
  expect(recent.get(Number.NaN)).toBeUndefined();
});
