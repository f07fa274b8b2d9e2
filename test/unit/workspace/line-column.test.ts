import { describe, expect, it } from 'vitest';
import { lineColumnOf, offsetOfLineColumn, parseLineColumn } from '../../../src/workspace/line-column.ts';
import { LineIndex } from '../../../src/workspace/positions.ts';

const index = new LineIndex('😀 = 1\r\nsecond\n');

describe('parseLineColumn', () => {
  it.each([
    ['12:7', { line: 12, column: 7 }],
    ['12', { line: 12, column: 1 }],
  ])('reads %s', (text, place) => {
    expect(parseLineColumn(text)).toEqual(place);
  });

  it.each(['', ':3', '3:', 'a:b', '1:2:3', '-1:2', '1.5', '99999999999'])('refuses %j', (text) => {
    expect(parseLineColumn(text)).toBeUndefined();
  });
});

describe('offsetOfLineColumn', () => {
  it('counts an emoji as one column', () => {
    expect(offsetOfLineColumn(index, { line: 1, column: 2 })).toEqual({ offset: 2 });
    expect(lineColumnOf(index, 2)).toEqual({ line: 1, column: 2 });
  });

  it('takes a column past the end of the line as the end of the line', () => {
    expect(offsetOfLineColumn(index, { line: 2, column: 80 })).toEqual({ offset: 14 });
  });

  it('says that a line past the end is not there', () => {
    expect(offsetOfLineColumn(index, { line: 4, column: 1 })).toEqual({
      error: 'There is no line 4: the text has 3 lines.',
    });
    expect(offsetOfLineColumn(new LineIndex('x'), { line: 2, column: 1 })).toEqual({
      error: 'There is no line 2: the text has one line.',
    });
  });

  it('refuses 0', () => {
    expect(offsetOfLineColumn(index, { line: 0, column: 1 })).toHaveProperty('error');
    expect(offsetOfLineColumn(index, { line: 1, column: 0 })).toHaveProperty('error');
  });
});
