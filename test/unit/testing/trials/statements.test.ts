import { describe, expect, it } from 'vitest';
import {
  behindBracket,
  behindQuote,
  isBalanced,
  itemsOf,
  statementsIn,
} from '../../../../src/testing/trials/statements.ts';

describe('a bracket ends', () => {
  it.each([
    ['(a)b', 3],
    ['(a, [b, {c}])d', 13],
    ["(')')x", 5],
    ['("\\")")x', 7],
    ['(`a\n)`)x', 7],
    ["('''a')''')x", 11],
    ['(a', undefined],
    ["('a)", undefined],
  ])('in %j at %s', (code, end) => expect(behindBracket(code, 0)).toBe(end));
});

describe('a quote ends', () => {
  it.each([
    ["'a'b", 3],
    ['""', 2],
    ["'a\\'b'c", 6],
    ['"""a"b"""c', 9],
    ["'a\nb'", undefined],
    ['`a\nb`', 5],
    ['"a', undefined],
  ])('in %j at %s', (code, end) => expect(behindQuote(code, 0)).toBe(end));
});

describe('statements', () => {
  it('are a line each, without comments and empty lines', () => {
    expect(statementsIn("a(1) // one\n\n// two\nb('//')\n", '//')).toEqual(['a(1)', "b('//')"]);
    expect(statementsIn("a(1) # one\nb('#') # two\n", '#')).toEqual(['a(1)', "b('#')"]);
  });

  it('are several lines where a bracket or a template is open', () => {
    expect(statementsIn('f([\n  1,\n  2,\n])\ng(`a\nb`)', '//')).toEqual(['f([\n  1,\n  2,\n])', 'g(`a\nb`)']);
  });

  it('are left out where they are cut off', () => {
    expect(statementsIn("a(1)\nb('x", '//')).toEqual(['a(1)']);
  });
});

it.each([
  ['f(a, [b])', true],
  ["f('(')", true],
  ['f(a', false],
  ["f('a)", false],
])('%j is balanced: %s', (code, is) => expect(isBalanced(code)).toBe(is));

it.each<[string, string[]]>([
  ['a, b', ['a', 'b']],
  ['f(a, b), [c, d], { e: 1, g: 2 }', ['f(a, b)', '[c, d]', '{ e: 1, g: 2 }']],
  ['\'a, b\', "c, d"', ["'a, b'", '"c, d"']],
  ['', []],
  ['a, ', ['a']],
])('the items of %j are %j', (list, items) => expect(itemsOf(list)).toEqual(items));
