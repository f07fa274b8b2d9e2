import { describe, expect, it } from 'vitest';
import { Original } from '../../../src/engine/worker/original.ts';

/** Characters are the tokens. What is expected after `said` of an answer. */
function after(original: string, said: string, most = 6): string {
  const codes = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
  const followed = new Original(codes(original));
  for (const token of codes(said)) followed.chose(token);
  return String.fromCharCode(...followed.following(most));
}

describe('Original', () => {
  it('is expected from its start to its end', () => {
    expect(after('let a = 1;', '')).toBe('let a ');
    expect(after('let a = 1;', 'let a')).toBe(' = 1;');
    expect(after('let a = 1;', 'let a = 1;')).toBe('');
    expect(after('', '')).toBe('');
  });

  it('is lost at a difference, until two tokens stand together again', () => {
    expect(after('let a = 1;', 'let X')).toBe('');
    expect(after('let a = 1;', 'let X ')).toBe('');
    expect(after('let a = 1;', 'let X =')).toBe(' 1;');
  });

  it('goes on behind what was inserted and behind what was left out', () => {
    expect(after('f(a); g(b); h(c);', 'f(a); # new\n g(')).toBe('b); h(');
    expect(after('f(a); g(b); h(c);', 'f(a); h(')).toBe('c);');
  });

  it('goes on at the longest match, and of equal ones at the next behind the difference, not at one before it', () => {
    expect(after('1ab2ab3ab4', '1ab2Xab', 2)).toBe('3a');
    expect(after('1ab2ab3ab4', '1ab2ab3Xab', 1)).toBe('4');
    expect(after('1ab2 cab3ab4', '1ab2Xcab', 1)).toBe('3');
    expect(after('1ab2cd', '1ab2cX1a', 2)).toBe('b2');
  });

  it('expects what was changed once to be changed again', () => {
    expect(after('x=(n); y=(n); z=(n);', 'x=(max);', 7)).toBe(' y=(max');
    expect(after('x=(n); y=(n); z=(n);', 'x=(max); y=(m', 8)).toBe('ax); z=(');
  });

  it('goes on where a change is not made again', () => {
    expect(after('x=(n); y=(n); z=(n);', 'x=(max); y=(n)', 3)).toBe('; z');
  });
});
