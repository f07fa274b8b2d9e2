import { expect, it } from 'vitest';
import { applyChanges, changesBetween } from '../../../../src/assistant/edit/changes.ts';

it.each([
  ['a word in a line', 'a\nlet x = 1;\nb\n', 'a\nlet y = 1;\nb\n', [{ start: 6, end: 7, newText: 'y' }]],
  ['a new line', 'a\nb\n', 'a\nc\nb\n', [{ start: 2, end: 2, newText: 'c\n' }]],
  ['a line less', 'a\nc\nb\n', 'a\nb\n', [{ start: 2, end: 4, newText: '' }]],
  [
    'two places',
    'a\nb\nc\nd\n',
    'A\nb\nc\nD\n',
    [
      { start: 0, end: 1, newText: 'A' },
      { start: 6, end: 7, newText: 'D' },
    ],
  ],
  ['the last line without a line break', 'a\nb', 'a\nb2', [{ start: 3, end: 3, newText: '2' }]],
  ['nothing', 'a\n', 'a\n', []],
])('finds %s', (_, before, after, changes) => {
  expect(changesBetween(before, after)).toEqual(changes);
  expect(applyChanges(before, changes)).toBe(after);
});

it('never cuts a surrogate pair in two', () => {
  const [before, after] = ['x = "😀"\n', 'x = "😁"\n']; // the pairs' first halves are the same
  const changes = changesBetween(before, after);
  expect(changes).toEqual([{ start: 5, end: 7, newText: '😁' }]);
  expect(applyChanges(before, changes)).toBe(after);
});

it('gives changes that make the new text, whatever the texts are', () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const text = () =>
    Array.from({ length: random(9) }, () => ['a\n', 'b\n', 'ab\n', '\n', 'a'][random(5)] ?? '').join('');
  for (let round = 0; round < 300; round++) {
    const [before, after] = [text(), text()];
    expect(applyChanges(before, changesBetween(before, after))).toBe(after);
  }
});
