import { describe, expect, it } from 'vitest';
import { unpaired } from '../../../src/assistant/completion/brackets.ts';
import { coveredClosers } from '../../../src/assistant/completion/fit.ts';

describe('unpaired', () => {
  it.each([
    ['foo(bar)', '', ''],
    ['foo({ a: [', ']})', ''],
    ['a);', '', ');'],
    ['a), b', '', '),'],
    ['a, b;', '', ''],
    ['a])(', ')', '])'],
    ["'('", '', ''],
    ["'\\'('", '', ''],
    ['`(\n(`', '', ''],
    ['abc");', '', '");'],
    ["foo() // don't (stop", ')', "'"],
    ["foo()\n// don't (stop", ')', ''],
  ])('%j', (text, missing, unopened) => expect(unpaired(text, 'typescript')).toMatchObject({ missing, unopened }));

  it('says where the first of what was not opened stands', () => {
    expect(unpaired('f(a), b);', 'typescript').unopenedAt).toBe(7);
    expect(unpaired('f(a)', 'typescript').unopenedAt).toBeUndefined();
  });

  it('reads quotes as the language does', () => {
    expect(unpaired("fn f<'a>(x: &'a str)", 'rust')).toEqual({ missing: '', unopened: '' });
    expect(unpaired('"""a(b"""', 'python')).toEqual({ missing: '', unopened: '' });
    expect(unpaired('say "(" twice', 'plaintext')).toEqual({ missing: '', unopened: '' });
  });
});

describe('coveredClosers', () => {
  it.each([
    ['a', '', 0],
    ['a)', ')', 1],
    ['a);', ')', 1],
    ['a)', ');', 1],
    ['f(a)', ')', 0],
    ['f(a))', ')', 1],
    ['a"', '")', 1],
    ['a")', '") ', 2],
    ['a }', '  }', 3],
    ['a;', ';', 1],
    ['f(a;', ';', 0],
    ['a) + (b', '))', 1],
  ])('of %j before %j: %i', (text, rest, covered) => expect(coveredClosers(text, rest, 'typescript')).toBe(covered));
});
