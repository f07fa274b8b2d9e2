import { describe, expect, it } from 'vitest';
import { changeBetween, editFor } from '../../../../src/workspace/syntax/text-change.ts';

describe('changeBetween', () => {
  it.each([
    ['abc', 'abc', { start: 3, oldEnd: 3, newEnd: 3 }],
    ['', 'abc', { start: 0, oldEnd: 0, newEnd: 3 }],
    ['abc', '', { start: 0, oldEnd: 3, newEnd: 0 }],
    ['abc', 'abXc', { start: 2, oldEnd: 2, newEnd: 3 }],
    ['abXc', 'abc', { start: 2, oldEnd: 3, newEnd: 2 }],
    ['aaa', 'aaaa', { start: 3, oldEnd: 3, newEnd: 4 }],
    ['aaaa', 'aa', { start: 2, oldEnd: 4, newEnd: 2 }],
    ['one two', 'one 2 two', { start: 4, oldEnd: 4, newEnd: 6 }],
    ['x', 'y', { start: 0, oldEnd: 1, newEnd: 1 }],
  ])('%j → %j', (oldText, newText, change) => {
    expect(changeBetween(oldText, newText)).toEqual(change);
  });
});

describe('editFor', () => {
  it('counts rows and columns, of the old text and of the new', () => {
    const [oldText, newText] = ['one\ntwo\nthree\n', 'one\nt\n\nxthree\n'];
    const edit = editFor(changeBetween(oldText, newText), oldText, newText);
    expect(edit).toMatchObject({
      startIndex: 5,
      startPosition: { row: 1, column: 1 },
      oldEndIndex: 8,
      oldEndPosition: { row: 2, column: 0 },
      newEndIndex: 8,
      newEndPosition: { row: 3, column: 1 },
    });
  });
});
