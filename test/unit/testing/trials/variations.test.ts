import { describe, expect, it } from 'vitest';
import { variationsOf } from '../../../../src/testing/trials/variations.ts';
import { trial } from '../made.ts';

const NONE = { numbers: [], strings: [] };
const callsOf = (call: string, languageId: string, constants = NONE as Parameters<typeof variationsOf>[1]) =>
  variationsOf([trial(call)], constants, languageId).map((one) => one.call);

describe('variations', () => {
  it('change one argument, to what the body compares with and one beside it', () => {
    const calls = callsOf('f(5, 7)', 'typescript', { numbers: [10], strings: [] });
    expect(calls).toEqual(
      expect.arrayContaining(['f(10, 7)', 'f(9, 7)', 'f(11, 7)', 'f(0, 7)', 'f(-5, 7)', 'f(5, 10)']),
    );
    expect(calls).toContain('f(7, 7)'); // equal arguments
    expect(calls).not.toContain('f(5, 7)');
  });

  it('of TypeScript change the arguments of each call, but not what collects the outcome', () => {
    const calls = callsOf('f(5)(of(7)).subscribe({ next: (value) => values.push(value) })', 'typescript');
    expect(calls).toContain('f(0)(of(7)).subscribe({ next: (value) => values.push(value) })');
    expect(calls).toContain('f(5)(of(0)).subscribe({ next: (value) => values.push(value) })');
    expect(calls.every((one) => one.endsWith('.subscribe({ next: (value) => values.push(value) })'))).toBe(true);
  });

  it('leave the last argument out, but not in Go', () => {
    expect(callsOf('f(5, 7)', 'python')).toContain('f(5)');
    expect(callsOf('f(5, 7)', 'go')).not.toContain('f(5)');
  });

  it.each([
    ["f('ab')", 'typescript', ["f('')", "f('x')", "f('abx')", "f('AB')", "f('a')", "f('abab')"]],
    ['f("ab")', 'go', ['f("")', 'f("x")', 'f("AB")']],
    ['f(true)', 'typescript', ['f(false)']],
    ['f(False)', 'python', ['f(True)']],
    ['f([1, 2])', 'typescript', ['f([])', 'f([1])', 'f([2, 1])', 'f([1, 1, 2])', 'f([0, 2])']],
    ['f([]int{1, 2})', 'go', ['f([]int{})', 'f(nil)', 'f([]int{1})', 'f([]int{2, 1})']],
    ['f({ a: 1, b: 2 })', 'typescript', ['f({})', 'f({ a: 1 })', 'f({ b: 2 })']],
    ['f(key=1)', 'python', ['f(key=0)', 'f(key=2)', 'f(key=-1)']],
    ["f(b'ab')", 'python', ["f(b'')", "f(b'x')", "f(b'AB')"]],
    ['f((1, 2))', 'python', ['f((0, 2))', 'f((1, 3))', 'f((2,))']],
    ['f({1})', 'python', ['f({0})', 'f(set())']],
    ["f(Ring('ab', size=2))", 'python', ["f(Ring('x', size=2))", "f(Ring('ab', size=0))", "f(Ring('ab'))"]],
    ['f([(1, 2)])', 'python', ['f([(0, 2)])', 'f([])']],
    ['f(lambda *a: 1)', 'python', ['f(lambda *a: True)', 'f(lambda *a: None)']],
    ['f(1).g(3)', 'typescript', ['f(1).g(0)', 'f(1).g(4)']],
  ])('of %s in %s are %j', (call, languageId, some) => {
    expect(callsOf(call, languageId, { numbers: [], strings: ['x'] })).toEqual(expect.arrayContaining(some));
  });

  it.each([
    ['const a = new Ring(2)', 'typescript', ['const a = new Ring(0)', 'const a = new Ring(7)']],
    ['const a = [1, 2]', 'typescript', ['const a = []', 'const a = [2, 1]']],
    ["a = Ring('x', size=2)", 'python', ["a = Ring('', size=2)", "a = Ring('x', size=7)"]],
    [
      'a := &Ring{size: 2, name: "x"}',
      'go',
      ['a := &Ring{size: 7, name: "x"}', 'a := &Ring{size: 2, name: ""}', 'a := &Ring{size: 2}', 'a := &Ring{}'],
    ],
    ['a := Ring{4: 2}', 'go', ['a := Ring{4: 7}', 'a := Ring{4: 8}']],
    ['a, _ := NewRing(2)', 'go', ['a, _ := NewRing(7)']],
  ])('change what stands before the call: %s in %s', (statement, languageId, some) => {
    const found = variationsOf([trial('a.f()', { setup: [statement] })], { numbers: [7], strings: [] }, languageId);
    expect(found.map(({ setup }) => setup[0])).toEqual(expect.arrayContaining(some));
    expect(found.every(({ call }) => call === 'a.f()')).toBe(true);
  });

  it.each([
    ["f({ kind: 'x', size: 2 })", 'typescript', ["f({ kind: 'x', size: 7 })", "f({ kind: '', size: 2 })"]],
    ["f({'kind': 2})", 'python', ["f({ 'kind': 7 })"]],
    ['f([]string{"ab", "b"})', 'go', ['f([]string{"7", "b"})', 'f([]string{"ab", "7"})']],
    ['a := Key([]string{"ab", ""})', 'go', ['a := Key([]string{"7", ""})']],
    ['f(map[string]int{"a": 2})', 'go', ['f(map[string]int{"a": 7})']],
    ['f(Celsius(2))', 'go', ['f(Celsius(7))']],
    ['f(2)', 'typescript', ['f(NaN)', 'f(Infinity)']],
    ['f(2)', 'python', ["f(float('nan'))"]],
  ])('change what is inside: %s in %s', (call, languageId, some) =>
    expect(callsOf(call, languageId, { numbers: [7], strings: [] })).toEqual(expect.arrayContaining(some)),
  );

  it('keep the setup, and come from nobody', () => {
    const [first] = variationsOf([trial('a.f(1)', { setup: ['const a = make()'] })], NONE, 'typescript');
    expect(first).toMatchObject({ setup: ['const a = make()'], from: 'variation' });
  });

  it('are none of a call without arguments', () => expect(callsOf('f()', 'typescript')).toEqual([]));

  it('are none that was there before, and not too many', () => {
    const trials = [trial('f(0, 0)'), trial('f(1, 0)')];
    const calls = variationsOf(trials, NONE, 'typescript').map(({ call }) => call);
    expect(calls).not.toContain('f(1, 0)');
    expect(new Set(calls).size).toBe(calls.length);
    const many = Array.from({ length: 30 }, (_, index) => trial(`f(${index}, 'a', [1, 2])`));
    expect(variationsOf(many, { numbers: [3, 5, 7], strings: ['x', 'y'] }, 'typescript')).toHaveLength(120);
  });
});
