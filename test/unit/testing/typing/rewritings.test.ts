import { describe, expect, it } from 'vitest';
import { casts, isCast, rewritings } from '../../../../src/testing/typing/rewritings.ts';
import { trial } from '../made.ts';

const ways = (setup: string[], call: string, kept: string[] = []) =>
  rewritings(trial(call, { setup }), kept).map((one) => [...one.setup, one.call]);

describe('other ways to write a call', () => {
  it('put a constant in its place, or narrow it', () => {
    expect(ways(["const mode = { kind: 'a' };"], 'run(mode)')).toEqual([
      ["run({ kind: 'a' })"],
      ["const mode = { kind: 'a' } as const", 'run(mode)'],
      ["const mode: Parameters<typeof run>[0] = { kind: 'a' }", 'run(mode)'],
    ]);
  });

  it('give a function its types from where it is used', () => {
    expect(ways(['const double = (x) => x * 2'], 'map([1], double)')).toEqual([['map([1], (x) => x * 2)']]);
  });

  it.each<[string, string[], string, string[]]>([
    ['is changed by the call', ['const list = [1]'], 'push(list)', ['list']],
    ['is used twice', ['const list = [1]'], 'zip(list, list)', []],
    ['is used by another statement', ['const list = [1]', 'const set = new Set(list)'], 'size(set, 1)', []],
    ['is what the call is made on', ['const list = [1]'], 'list.push(1)', []],
  ])('leave a constant that %s', (_, setup, call, kept) => {
    expect(
      ways(setup, call, kept).every(([first = '']) =>
        /^const list(?:: Parameters<typeof \w+>\[0\])? = \[1\]/.test(first),
      ),
    ).toBe(true);
  });

  it('keep the value as it is written', () => {
    expect(ways(["const text = '$&'"], 'f(text)')[0]).toEqual(["f('$&')"]);
  });

  it('are none where nothing stands before the call', () => expect(ways([], 'f(1)')).toEqual([]));
});

it('casts one argument, or all', () => {
  const calls = (call: string) => casts(trial(call)).map((one) => one.call);
  expect(calls('new A(1).run([1], (x) => x)')).toEqual([
    'new A(1).run([1] as never, (x) => x)',
    'new A(1).run([1], ((x: unknown) => x) as never)',
    'new A(1).run([1] as never, ((x: unknown) => x) as never)',
    'new A(1).run([1] as never, ((x: unknown) => x) as never, undefined as never)',
    'new A(1).run([1] as never, ((x: unknown) => x) as never, undefined as never, undefined as never)',
  ]);
  expect(calls('run({ by: (a, b) => a(b) })')[0]).toBe('run({ by: (a: unknown, b: unknown) => a(b) } as never)');
  expect(calls('run(...all)')).toEqual([]);
  expect(calls('run()')).toEqual(['run(undefined as never)', 'run(undefined as never, undefined as never)']);
  expect(casts(trial('run(1)')).every(isCast)).toBe(true);
  expect(isCast(trial("run('1 as never')"))).toBe(false);
});
