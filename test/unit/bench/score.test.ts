import { describe, expect, it } from 'vitest';
import { editSimilarity, firstLine, isExact, keptCharacters } from '../../../bench/eval/score.ts';

describe('first line', () => {
  it('is the rest of the line, less the blanks at its end', () => {
    expect(firstLine('a + b;  \nmore')).toBe('a + b;');
  });
  it('is the first line of a body where the answer begins with a line break', () => {
    expect(firstLine('\n\n    return x\n')).toBe('    return x');
  });
  it('of nothing is empty', () => {
    expect(firstLine('')).toBe('');
  });
  it('counts blanks at its start', () => {
    expect(isExact(' x', 'x')).toBe(false);
    expect(isExact('x \n and on', 'x')).toBe(true);
  });
});

describe('edit similarity', () => {
  it.each([
    ['', '', 1],
    ['abc', 'abc', 1],
    ['abc', '', 0],
    ['kitten', 'sitting', 1 - 3 / 7],
    ['abc', 'xyz', 0],
  ])('of %j and %j', (a, b, similarity) => {
    expect(editSimilarity(a, b)).toBeCloseTo(similarity);
    expect(editSimilarity(b, a)).toBeCloseTo(similarity);
  });
});

describe('kept characters', () => {
  it('are all of an answer that is right', () => {
    expect(keptCharacters('return a + b;', 'return a + b;')).toBe(13);
  });
  it('are whole words, not letters that happen to be there', () => {
    expect(keptCharacters('cat', 'act')).toBe(0);
  });
  it('are in order, and what runs on past the end is not among them', () => {
    expect(keptCharacters('a(b)\nmore()', 'a(b)')).toBe(4);
  });
});
