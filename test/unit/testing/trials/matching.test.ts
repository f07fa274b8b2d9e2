import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../../src/testing/trials/matching.ts';

describe('a text that a regular expression finds', () => {
  it.each([
    ['^[a-z_]+\\d{3}$', false, 'a111'],
    ['(?:ab|cd)x?', false, 'ab'],
    ['(?:ab|cd)x?', true, 'cdx'],
    ['[+-]?\\d+(?:\\.\\d*)?', false, '1'],
    ['[+-]?\\d+(?:\\.\\d*)?', true, '+1.1'],
    ['(?P<name>\\w+)\\s*=\\s*"', true, 'a = "'],
    ['[^a1]\\.', false, '-.'],
    ['(?i)on|off', false, 'on'],
    ['a(?=b)b', false, 'ab'],
    ['[[:digit:]]+', false, '1'],
    ['[\\w.]+@', false, 'a@'],
    ['', false, ''],
  ])('of %s (all: %s) is %j', (pattern, all, text) => expect(exampleOf(pattern, all)).toBe(text));

  it.each(['^[A-Fa-f0-9]{8}-(?:x|y)$', '^\\s*(\\w+):\\s+(.*)$', '(\\d+)(px|em)?;', '\\bv?(\\d+)\\.(\\d+)'])(
    'of %s matches it',
    (pattern) => {
      for (const all of [false, true]) expect(exampleOf(pattern, all)).toMatch(new RegExp(pattern));
    },
  );

  it.each(['(a)\\1', '\\p{L}', '(?#comment)', '(a', '[a', '*', 'a{50}b{50}'])('of %s is not known', (pattern) =>
    expect(exampleOf(pattern, false)).toBeUndefined(),
  );
});
