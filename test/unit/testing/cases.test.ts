import { describe, expect, it } from 'vitest';
import { chosenCases, isAssertable, isUsable, possibleBugs, withoutValues } from '../../../src/testing/cases.ts';
import type { Branch, Mutant } from '../../../src/testing/instrument/types.ts';
import type { Outcome, Trial } from '../../../src/testing/observe/trial.ts';
import { caseOf, observed, trial, value } from './made.ts';

const NOTHING = { branches: new Set<number>(), mutants: new Set<number>() };

describe('a test can be made of', () => {
  it.each<[string, boolean, Outcome]>([
    ['a value that can be written down', true, value('1')],
    ['no value that cannot', false, value(undefined)],
    ['no call that gives nothing and changes nothing', false, value('undefined')],
    [
      'a call that gives nothing but changes its argument',
      true,
      value('undefined', { after: [{ name: 'a', literal: '1' }] }),
    ],
    ['an error', true, { kind: 'throws', type: 'RangeError', message: 'no' }],
    ['no accident', false, { kind: 'throws', type: 'TypeError', message: 'x is not a function', isAccident: true }],
    [
      'values that can all be written down',
      true,
      {
        kind: 'values',
        values: [
          { literal: '1', shape: 'primitive' },
          { literal: 'nil', shape: 'none' },
        ],
      },
    ],
    [
      'no values of which one cannot',
      false,
      { kind: 'values', values: [{ literal: '1', shape: 'primitive' }, { shape: 'equal' }] },
    ],
    ['no function without results', false, { kind: 'values', values: [] }],
    [
      'no refusal to write',
      false,
      { kind: 'throws', type: 'Error', message: "EROFS: read-only file system, open 'a'" },
    ],
    ['no missing network', false, { kind: 'throws', type: 'TypeError', message: 'fetch failed' }],
    [
      'nothing that a runner keeps from tests',
      false,
      { kind: 'throws', type: 'OSError', message: 'pytest: reading from stdin while output is captured!' },
    ],
    ['no value that tells of either', false, value('"dial udp: connect: network is unreachable"')],
    [
      'no such error that is given back',
      false,
      { kind: 'values', values: [{ literal: '"open /x: read-only file system"', shape: 'error' }] },
    ],
    ['no such error as Rust writes it down', false, value('"Custom { kind: ReadOnlyFilesystem }"')],
    ['nothing that could not be run', false, { kind: 'unusable', reason: 'no' }],
  ])('%s', (_, is, outcome) => expect(isAssertable(outcome)).toBe(is));

  it('that nothing came of a call only where a mutant shows itself', () => {
    expect(isUsable({ outcome: value('undefined'), killed: [] })).toBe(false);
    expect(isUsable({ outcome: value('undefined'), killed: [1] })).toBe(true);
    expect(isUsable({ outcome: value(undefined), killed: [1] })).toBe(false);
  });
});

describe('cases', () => {
  const calls = (trials: string[], ...found: Parameters<typeof observed>[]) =>
    chosenCases(
      trials.map((call) => trial(call)),
      found.map((one) => observed(...one)),
      NOTHING,
    ).map((one) => one.trial.call);

  it('are those that add something, the most telling first', () => {
    expect(
      calls(
        ['a()', 'b()', 'c()', 'd()'],
        [0, value('1'), { branches: [0], killed: [] }],
        [1, value('2'), { branches: [0, 1], killed: [0] }],
        [2, value('3'), { branches: [2], killed: [] }],
        [3, value('4'), { branches: [1], killed: [0] }],
      ),
    ).toEqual(['b()', 'c()']);
  });

  it('are one of a function without branches', () => {
    expect(calls(['a()', 'b()'], [0, value('1')], [1, value('2')])).toEqual(['a()']);
  });

  it('do not only enter a function that has branches, or something that could be changed', () => {
    const entering = (made: { branches: Branch[]; mutants: Mutant[] }) =>
      chosenCases([trial('a()')], [observed(0, value('1'))], NOTHING, made);
    const branch: Branch = { id: 1, line: 1, start: 0, end: 1, what: 'true' };
    expect(entering({ branches: [branch], mutants: [] })).toEqual([]);
    expect(entering({ branches: [], mutants: [] })).toHaveLength(1);
  });

  it('say what each adds to those before it', () => {
    const cases = chosenCases(
      [trial('a()'), trial('b()')],
      [
        observed(0, value('1'), { branches: [0, 1], killed: [5] }),
        observed(1, value('2'), { branches: [1, 2], killed: [5, 6] }),
      ],
      NOTHING,
    );
    expect(cases.map(({ adds }) => adds)).toEqual([
      { branches: [1, 2], mutants: [5, 6] },
      { branches: [0], mutants: [] },
    ]);
  });

  it('add nothing that tests before them reach already', () => {
    const known = { branches: new Set([-1, 0]), mutants: new Set([3]) };
    const found = [observed(0, value('1'), { branches: [0], killed: [3] })];
    expect(chosenCases([trial('a()')], found, known)).toEqual([]);
  });

  it('prefer a branch to a mutant', () => {
    const trials = [trial('a()'), trial('b()')];
    const found = [observed(0, value('1'), { killed: [1] }), observed(1, value('1'), { branches: [1] })];
    expect(chosenCases(trials, found, NOTHING)[0]?.trial.call).toBe('b()');
  });

  it('prefer a value to an error, where they add the same and nobody has written the call', () => {
    const refusal = { kind: 'throws', type: 'KeyError', message: 'a' } as const;
    const best = (from: Trial['from']) =>
      chosenCases(
        [trial('a()', { from }), trial('b()', { from: 'variation' })],
        [observed(0, refusal), observed(1, value('1'))],
        NOTHING,
      )[0]?.trial.call;
    expect(['model', 'variation', 'caller', 'documentation'].map((from) => best(from as Trial['from']))).toEqual([
      'b()',
      'b()',
      'a()',
      'a()',
    ]);
  });

  it('prefer an object of its class to one that only has its attributes, where they add the same', () => {
    const trials = [trial('f(types.SimpleNamespace(a=1))'), trial("f(Request('a', [('b', 1)], target='c'))")];
    const found = [observed(0, value('1')), observed(1, value('1'))];
    expect(chosenCases(trials, found, NOTHING)[0]?.trial).toBe(trials[1]);
  });

  it('prefer what the documentation says, then callers, then the model, where they add the same', () => {
    const trials = [
      trial('a()', { from: 'variation' }),
      trial('b()', { from: 'model' }),
      trial('c()', { from: 'caller' }),
      trial('d()', { from: 'documentation' }),
    ];
    const best = (...numbers: number[]) =>
      chosenCases(
        trials,
        numbers.map((one) => observed(one, value('1'))),
        NOTHING,
      )[0]?.trial.call;
    expect([best(0, 1, 2, 3), best(0, 1, 2), best(0, 1)]).toEqual(['d()', 'c()', 'b()']);
  });

  it('prefer the short call where they add the same', () => {
    expect(calls([`f('${'x'.repeat(60)}')`, "f('x')"], [0, value('1')], [1, value('2')])).toEqual(["f('x')"]);
  });

  it('leave out calls that do not do what the documentation says', () => {
    expect(calls(['a()'], [0, value('1'), { asDocumented: false, documented: '2' }])).toEqual([]);
  });

  it('are documented only where the documentation says so', () => {
    const found = [
      observed(0, value('1'), { asDocumented: true, branches: [0] }),
      observed(1, value('1'), { branches: [1] }),
    ];
    const cases = chosenCases([trial('a()'), trial('b()')], found, NOTHING);
    expect(Object.fromEntries(cases.map((one) => [one.trial.call, one.isDocumented]))).toEqual({
      'a()': true,
      'b()': false,
    });
  });

  it('are twelve at most', () => {
    const numbers = Array.from({ length: 15 }, (_, index) => index);
    const found = numbers.map((one) => observed(one, value('1'), { branches: [one] }));
    expect(
      chosenCases(
        numbers.map((one) => trial(`f(${one})`)),
        found,
        NOTHING,
      ),
    ).toHaveLength(12);
  });
});

describe('a possible bug', () => {
  it('is a documented call that gives something else, with both values', () => {
    const trials = [trial('f(1)', { expected: '2' }), trial('f(2)', { expected: '4' })];
    const found = [
      observed(0, value('3'), { asDocumented: false, documented: '2' }),
      observed(1, value('4'), { asDocumented: true }),
    ];
    expect(possibleBugs(trials, found)).toEqual([{ call: 'f(1)', documented: '2', observed: '3' }]);
  });

  it('is shown too where the value cannot be written down', () => {
    const found = [observed(0, value(undefined), { asDocumented: false, documented: '2' })];
    expect(possibleBugs([trial('f(1)')], found)[0]?.observed).toBe('something that cannot be written down');
  });

  it('is a documented value where the call throws', () => {
    const found = [
      observed(0, { kind: 'throws', type: 'RangeError', message: 'no' }, { asDocumented: false, documented: '2' }),
    ];
    expect(possibleBugs([trial('f(1)')], found)).toEqual([
      { call: 'f(1)', documented: '2', observed: 'an error, RangeError: no' },
    ]);
  });
});

describe('of a call of Go whose values are others each time', () => {
  const values = (last: { literal: string; shape: 'none' | 'error' }) =>
    caseOf(
      'F()',
      { kind: 'values', values: [{ literal: '"a"', shape: 'primitive' }, last] },
      { adds: { branches: [1], mutants: [2] } },
    );

  it('it is left to say that it gives no error', () => {
    const found = withoutValues(values({ literal: 'nil', shape: 'none' }));
    expect(found?.outcome).toEqual({ kind: 'no error', values: 2 });
    expect(found?.adds).toEqual({ branches: [1], mutants: [] });
  });

  it('nothing is left where it gives one, or only that', () => {
    expect(withoutValues(values({ literal: '"a"', shape: 'error' }))).toBeUndefined();
    expect(
      withoutValues(caseOf('F()', { kind: 'values', values: [{ literal: 'nil', shape: 'none' }] })),
    ).toBeUndefined();
  });
});
