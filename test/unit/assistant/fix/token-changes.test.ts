import { expect, it } from 'vitest';
import { applyChanges } from '../../../../src/assistant/edit/changes.ts';
import { isNearName } from '../../../../src/assistant/fix/near-names.ts';
import { editSize, tokenChanges } from '../../../../src/assistant/fix/token-changes.ts';

it.each([
  ["fetch('/users/' + id);", "await fetch('/users/' + id);", [{ start: 0, end: 0, newText: 'await ' }]],
  ['seen.push(x)', 'seen.add(x)', [{ start: 5, end: 9, newText: 'add' }]],
  [
    'const port: number = value;',
    'const port = parse(value);',
    [
      { start: 10, end: 18, newText: '' },
      { start: 21, end: 21, newText: 'parse(' },
      { start: 26, end: 26, newText: ')' },
    ],
  ],
  ['same', 'same', []],
])('finds the words that differ between %j and %j', (before, after, changes) => {
  expect(tokenChanges(before, after)).toEqual(changes);
  expect(applyChanges(before, changes)).toBe(after);
});

it('gives changes that make the new text, whatever the texts are', () => {
  let seed = 11;
  const random = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const text = () =>
    Array.from({ length: random(12) }, () => ['a', ' ', '(', ')', 'bc', '\n', '  '][random(7)] ?? '').join('');
  for (let round = 0; round < 400; round++) {
    const [before, after] = [text(), text()];
    expect(applyChanges(before, tokenChanges(before, after))).toBe(after);
  }
});

it('counts what an edit takes out and puts in, in tokens that say something', () => {
  const line = 'const port: number = value;\n';
  expect(editSize(line, [{ start: 10, end: 18, newText: '' }])).toEqual({ removed: 2, added: 0 });
  expect(editSize(line, [{ start: 0, end: line.length, newText: 'let port: number = value;\n' }])).toEqual({
    removed: 1,
    added: 1,
  });
});

it.each([
  ['quantty', 'quantity', true],
  ['localProtocolError', 'LocalProtocolError', true],
  ['push', 'add', false],
  ['n', 'r', false],
  ['n', 'N', true],
  ['a', 'a', false],
  ['total', 'total()', false],
])('%s for %s: %s', (a, b, near) => {
  expect(isNearName(a, b)).toBe(near);
});
