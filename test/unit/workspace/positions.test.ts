import { describe, expect, it } from 'vitest';
import { LineIndex, type PositionEncoding } from '../../../src/workspace/positions.ts';

const ENCODINGS: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];

describe('lines', () => {
  it('end at \\n, \\r\\n and \\r', () => {
    const index = new LineIndex('one\ntwo\r\nthree\rfour\r\r\nsix\n');
    const lines = Array.from({ length: index.lineCount }, (_, line) => index.lineText(line));
    expect(lines).toEqual(['one', 'two', 'three', 'four', '', 'six', '']);
  });

  it('of an empty text: one, empty', () => {
    const index = new LineIndex('');
    expect(index.lineCount).toBe(1);
    expect(index.positionAt(0)).toEqual({ line: 0, character: 0 });
    expect(index.offsetAt({ line: 3, character: 2 })).toBe(0);
  });
});

describe('encodings', () => {
  // é: 2 bytes, 1 unit; €: 3 bytes, 1 unit; 😀: 4 bytes, 2 units
  const text = 'a\r\né€😀z\n';
  const index = new LineIndex(text);
  const z = text.indexOf('z');

  it.each([
    ['utf-8', 9],
    ['utf-16', 4],
    ['utf-32', 3],
  ] as const)('%s counts %i units before the z', (encoding, character) => {
    expect(index.positionAt(z, encoding)).toEqual({ line: 1, character });
    expect(index.offsetAt({ line: 1, character }, encoding)).toBe(z);
  });

  it.each(ENCODINGS)('%s: every character start goes there and back', (encoding) => {
    for (let offset = 0; offset <= text.length; offset++) {
      const inside = offset === text.indexOf('😀') + 1 || offset === text.indexOf('\r\n') + 1;
      if (!inside) expect(index.offsetAt(index.positionAt(offset, encoding), encoding)).toBe(offset);
    }
  });

  it('moves a position inside a character to its start', () => {
    const smile = text.indexOf('😀');
    expect(index.offsetAt({ line: 1, character: 3 }, 'utf-16')).toBe(smile);
    for (const character of [5, 6, 7, 8]) expect(index.offsetAt({ line: 1, character }, 'utf-8')).toBe(smile);
    expect(index.offsetAt({ line: 1, character: 1 }, 'utf-8')).toBe(text.indexOf('é'));
    for (const encoding of ENCODINGS) {
      expect(index.positionAt(smile + 1, encoding)).toEqual(index.positionAt(smile, encoding));
    }
  });

  it('counts a lone surrogate as the U+FFFD that is sent for it', () => {
    const broken = new LineIndex('\ud83dx\ude00y');
    expect(broken.positionAt(4, 'utf-8').character).toBe(8);
    expect(broken.positionAt(4, 'utf-32').character).toBe(4);
    expect(broken.offsetAt({ line: 0, character: 4 }, 'utf-8')).toBe(2);
  });
});

describe('out of range', () => {
  const index = new LineIndex('abc\r\nde');

  it.each(ENCODINGS)('%s: a character past the end of its line means the end, before the line break', (encoding) => {
    expect(index.offsetAt({ line: 0, character: 99 }, encoding)).toBe(3);
    expect(index.offsetAt({ line: 1, character: 99 }, encoding)).toBe(7);
  });

  it.each(ENCODINGS)('%s: lines and offsets outside mean the nearer end', (encoding) => {
    expect(index.offsetAt({ line: 9, character: 0 }, encoding)).toBe(7);
    expect(index.offsetAt({ line: -1, character: 5 }, encoding)).toBe(0);
    expect(index.offsetAt({ line: 0, character: -5 }, encoding)).toBe(0);
    expect(index.positionAt(99, encoding)).toEqual({ line: 1, character: 2 });
    expect(index.positionAt(-1, encoding)).toEqual({ line: 0, character: 0 });
  });

  it('moves an offset between \\r and \\n before the line break', () => {
    expect(index.positionAt(4)).toEqual({ line: 0, character: 3 });
  });
});

describe('a single line of 1 MB', () => {
  it.each(ENCODINGS)('%s: converts both ways in tens of milliseconds at most', (encoding) => {
    const text = 'x😀é'.repeat(262_144);
    const started = performance.now();
    const index = new LineIndex(text);
    const position = index.positionAt(text.length, encoding);
    expect(index.offsetAt(position, encoding)).toBe(text.length);
    expect(performance.now() - started).toBeLessThan(200); // about 10 ms on an idle machine
  });
});
