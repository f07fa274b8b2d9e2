import { inspect } from 'node:util';
import vm from 'node:vm';
import { transform } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import { copyFor, described, movedLines, syntax } from './subjects.ts';

afterAll(() => syntax.dispose());

interface State {
  mutant: number;
  hits: Set<number>;
  reached: Set<number>;
  steps: number;
  limit: number;
}

/** A module that has run in a world of its own. */
class World {
  public readonly state: State = { mutant: 0, hits: new Set(), reached: new Set(), steps: 0, limit: 20_000 };
  readonly #context: vm.Context;

  private constructor(code: string) {
    this.#context = vm.createContext({ __localForge: this.state, module: {}, console });
    vm.runInContext(`var exports = module.exports = {};${code}\nexports = module.exports;`, this.#context);
  }

  public static async of(text: string, loader: 'ts' | 'tsx' = 'ts'): Promise<World> {
    const options = { loader, format: 'cjs', target: 'node20', jsxFactory: 'Array', tsconfigRaw: '{}' } as const;
    return new World((await transform(text, options)).code);
  }

  /** What a call gives or throws, as text. */
  public async call(expression: string, mutant = 0): Promise<string> {
    Object.assign(this.state, { mutant, steps: 0 });
    this.state.hits.clear();
    this.state.reached.clear();
    try {
      return inspect(await vm.runInContext(`(${expression})`, this.#context), { depth: 9 });
    } catch (error) {
      return String(error);
    }
  }
}

/** The branches a call takes: `3 true` for a condition on line 3. */
async function taken(copy: Instrumented, expression: string): Promise<string[]> {
  const world = await World.of(copy.text);
  await world.call(expression);
  return copy.branches.filter(({ id }) => world.state.hits.has(id)).map(({ line, what }) => `${line} ${what}`);
}

/** The mutants that no call tells from the code, after making sure that without one every call does what it did. */
async function survivors(text: string, name: string, calls: readonly string[]): Promise<string[]> {
  const copy = await copyFor('typescript', text, name);
  expect(movedLines(text, copy.text)).toEqual([]);
  const before = await World.of(text);
  const world = await World.of(copy.text);
  const results: string[] = [];
  const reached = new Set<number>();
  for (const expression of calls) {
    results.push(await before.call(expression));
    expect(await world.call(expression)).toBe(results.at(-1));
    for (const id of world.state.reached) reached.add(id);
  }
  expect(copy.mutants.filter(({ id }) => !reached.has(id))).toEqual([]);
  const living: string[] = [];
  for (const mutant of copy.mutants) {
    const given: string[] = [];
    for (const expression of calls) given.push(await world.call(expression, mutant.id));
    if (inspect(given) === inspect(results)) living.push(described({ ...copy, mutants: [mutant] })[0] ?? '');
  }
  return living;
}

const GRADE = `export function grade(points: number, bonus?: number): string {
  if (points < 0 || points > 100) throw new RangeError('points');
  const all = points + (bonus ?? 0);
  return all >= 50 ? 'passed' : 'failed';
}
`;

describe('mutants', () => {
  it('are those of the code, for people to read', async () => {
    const copy = await copyFor('typescript', GRADE, 'grade');
    expect(described(copy)).toEqual([
      '2 points < 0 || points > 100 -> !(points < 0 || points > 100)',
      '2 < -> <=',
      '2 < -> >=',
      '2 0 -> 1',
      '2 || -> &&',
      '2 > -> >=',
      '2 > -> <=',
      '2 100 -> 101',
      "2 'points' -> ''",
      '3 + -> -',
      '3 0 -> 1',
      "4 all >= 50 ? 'passed' : 'failed' -> undefined",
      '4 >= -> >',
      '4 >= -> <',
      '4 50 -> 51',
      "4 'passed' -> ''",
      "4 'failed' -> ''",
    ]);
  });

  it('are told from the code by calls that look at its borders', async () => {
    const calls = ['-1', '0', '49', '50', '100', '101', '49, 1', '50, 0', '40, 20', '60, 20'].map(
      (list) => `exports.grade(${list})`,
    );
    expect(await survivors(GRADE, 'grade', calls)).toEqual([]);
    expect(
      await survivors(
        GRADE,
        'grade',
        calls.filter((call) => !call.includes('101)')),
      ),
    ).toEqual(['2 100 -> 101']);
  });

  it('are spread over lines and kinds where there are many', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `  if (a < ${index + 2}) b = a + b * ${index + 3};`);
    const { mutants } = await copyFor('javascript', `function f(a, b) {\n${lines.join('\n')}\n  return b;\n}\n`, 'f');
    expect(mutants.length).toBe(40);
    expect(new Set(mutants.map(({ line }) => line)).size).toBe(31);
    expect([...new Set(mutants.map(({ operator }) => operator))].sort()).toEqual([
      'arithmetic',
      'number',
      'relational',
      'removal',
      'return',
    ]);
  });
});

it('negate what no operator negates', async () => {
  const copy = await copyFor('javascript', 'function f(a, o) { return a in o ? 1n : o instanceof f ? a : o }', 'f');
  expect(described(copy).filter((change) => change.includes('!'))).toEqual([
    '1 a in o -> !(a in o)',
    '1 o instanceof f -> !(o instanceof f)',
  ]);
});

describe('branches', () => {
  const PATHS = `export function paths(xs, k) {
  let n = 0;
  for (const x of xs) n += x;
  while (n > 10) n -= 10;
  switch (k) {
    case 'a': n++; break;
    default: n--;
  }
  try { if (k && n) throw 1; } catch { n = -1; }
  return k ? n : null;
}
`;
  it.each([
    ['exports.paths([], "")', ['4 false', '7 case', '9 false', '9 false', '10 false']],
    [
      'exports.paths([12], "a")',
      ['3 entered', '4 true', '4 false', '6 case', '9 true', '9 true', '9 true', '9 catch', '10 true'],
    ],
  ])('of %s', async (call, ways) => {
    expect(await taken(await copyFor('typescript', PATHS, 'paths'), call)).toEqual(ways);
  });

  it('say what they are of', async () => {
    const copy = await copyFor('javascript', PATHS, 'paths');
    expect(copy.branches.map(({ what, start, end }) => `${what}: ${PATHS.slice(start, end)}`)).toEqual([
      'entered: n += x;',
      'true: n > 10',
      'false: n > 10',
      "case: case 'a': n++; break;",
      'case: default: n--;',
      'true: k && n',
      'false: k && n',
      'true: k',
      'false: k',
      'true: n',
      'false: n',
      'catch: catch { n = -1; }',
      'true: k',
      'false: k',
    ]);
  });
});

it('ends what a mutant makes endless', async () => {
  const text = `function count(n) {
  let i = 0;
  for (;;) { if (i >= n) break; i++; }
  while (i < 2 * n) { try { i += 1; } catch {} }
  do i--; while (i > 0)
  return i;
}
exports.count = count;
`;
  const copy = await copyFor('javascript', text, 'count');
  const world = await World.of(copy.text);
  expect(await world.call('exports.count(3)')).toBe('0');
  const results = await Promise.all(
    copy.mutants.map(async ({ id }) => (await world.call('exports.count(3)', id)).slice(0, 17)),
  );
  expect(results.filter((result) => result === 'LocalForgeEndless').length).toBeGreaterThanOrEqual(3);
});

it('makes its own state where nobody has set one', async () => {
  const copy = await copyFor('typescript', GRADE, 'grade');
  const context = vm.createContext({ module: {} });
  vm.runInContext((await transform(copy.text, { loader: 'ts', format: 'cjs' })).code, context);
  const state = vm.runInContext('module.exports.grade(70); globalThis.__localForge', context) as State;
  expect([state.mutant, state.limit, state.hits.size > 0, state.reached.size > 0]).toEqual([0, Infinity, true, true]);
});

/** Each holds a function `f` and calls of it; the numbers are mutants that no call tells from the code. */
const HAIRY: [name: string, text: string, calls: string[], living: number][] = [
  [
    'no semicolons',
    'export function f(a, b) {\n  let c = a\n  a < b && (c = b)\n  a++\n  !b || c++\n  return [a, c]\n}',
    ['1,2', '2,1', '2,2', '1,0'],
    1,
  ],
  ['keywords that touch', 'export function f(a){if(a)return!a;else return"x"}', ['0', '1'], 0],
  ['an arrow', 'export const f = (a, b = 1) => a + b', ['1', '1, 3'], 0],
  ['an arrow of arrows', 'export const f = (a) => (b) => ({ a, b: b * 2, "k": 1, 2: true })', ['1)(2'], 0],
  ['directives', 'export function f() {\n  "use strict"\n  return this === undefined\n}', [''], 0],
  [
    'await and yield',
    'export async function f(a) {\n  async function* g() { const x = (yield a) || 1; if (await x) yield x }\n  const all = []; for await (const y of g()) all.push(y);\n  return all;\n}',
    ['1', '0'],
    0,
  ],
  [
    'this and super',
    'class A { m(x) { return x + 1 } }\nclass B extends A { constructor() { super(); this.k = 2 } m(x) { return super.m(x) * this.k } }\nexport function f(x) { class C extends B { constructor() { super(); this.k = 3; } m(x) { return x > 1 ? super.m(x) : this?.k } } return new C().m(x) }',
    ['1', '2'],
    0,
  ],
  [
    'types',
    'export function f(a: unknown): number {\n  type T = "a" | 1;\n  enum E { A = 1, B = A + 1 }\n  const t = ["x", 2] as const;\n  const u = <string>a as string satisfies string;\n  return typeof a === "string" ? u!.length + E.B + t[1] : -1\n}',
    ['"abc"', '1', '""'],
    0,
  ],
  [
    'patterns',
    'export function f({ a = 1, ...b } = {}, [c] = [2]) {\n  const { d = c + 1, ["e"]: e = 3 } = b;\n  let g; [g = 4, a] = [d, e];\n  return [a, b, c, d, e, g]\n}',
    ['', '{ a: 2, d: 5, e: 6 }, [7]'],
    0,
  ],
  [
    'templates',
    'export function f(a) {\n  return `${a > 1 ? `more ${a - 1}` : ``}` + String.raw`\\n${a}` + "z"\n}',
    ['1', '2'],
    0,
  ],
  [
    'many lines',
    'export function f(a, b) {\n  return (\n    a && // first\n    b >\n      1\n  )\n}',
    ['1,2', '1,1', '0,2'],
    0,
  ],
  [
    'loops of one statement',
    'export function f(a) {\n  let s = ""\n  for (const k in a) if (a[k]) s += k\n  else s += "-"\n  for (let i = 0, n = 2; i < n; i++) s += i\n  outer: for (;;) { for (;;) break outer }\n  do s += "."; while (s.length < 9)\n  return s\n}',
    ['{ x: 1, y: 0 }', '{ aaaaaaaaaaa: 1 }'],
    0,
  ],
  [
    'optional chains and delete',
    'export function f(a) {\n  const o = { ...a, q: 1 }\n  delete o[a?.k ?? "q"]\n  return (a?.b?.() || a?.c)?.[0] ?? o\n}',
    ['undefined', '{ k: "k" }', '{ b() { return [3] } }', '{ c: [4] }'],
    0,
  ],
  [
    'private names',
    'export function f(a) {\n  class P { #x = 1; static is(o) { return #x in o && o.#x === 1 } }\n  return [P.is(new P()), P.is({})]\n}',
    ['1'],
    0,
  ],
  ['numbers', 'export function f() {\n  return [0x10, 1_000, 1n, 0.5, .5, 1.0, -1, 2..toFixed(1), 1e3]\n}', [''], 0],
  [
    'markup',
    'export function f(a) {\n  return <b title="t" {...a}>{a.n > 1 && <i>{a.n}</i>} text</b>\n}',
    ['{ n: 1 }', '{ n: 2 }'],
    0,
  ],
  [
    'switch',
    'export function f(a) {\n  switch (true) {\n    case a > 2: { return "big" }\n    case a > 1: case a === 0: return "odd"\n  }\n}',
    ['3', '2', '1', '0'],
    0,
  ],
];

describe.each(HAIRY)('%s', (name, text, calls, living) => {
  it('means the same, and holds mutants that calls can tell', async () => {
    const languageId = name === 'markup' ? 'typescriptreact' : 'typescript';
    const copy = await copyFor(languageId, text, 'f');
    const loader = name === 'markup' ? 'tsx' : 'ts';
    const [before, world] = [await World.of(text, loader), await World.of(copy.text, loader)];
    expect(movedLines(text, copy.text)).toEqual([]);
    const alive = new Set(copy.mutants);
    const reached = new Set<number>();
    for (const list of calls) {
      const expression = `exports.f(${list})`;
      const result = await before.call(expression);
      expect(result).not.toMatch(/^(?:Syntax|Reference|Type)Error/);
      expect(await world.call(expression)).toBe(result);
      for (const id of world.state.reached) reached.add(id);
      for (const mutant of copy.mutants) if ((await world.call(expression, mutant.id)) !== result) alive.delete(mutant);
    }
    expect([...alive].map(({ line, original, replacement }) => [line, original, replacement])).toHaveLength(living);
    expect(copy.mutants.length).toBeGreaterThan(0);
    expect(copy.mutants.filter((mutant) => !reached.has(mutant.id))).toEqual([]);
  });
});

const PRECEDENCE = `export function f(a, b, c) {
  if (!a && b - c * 2 > 1) return a || b - 1 + c % 2;
  let d = c > b === a;
  d ||= b / 2 / c;
  const e = b < c ? -1 : a ? b : c - 1;
  return [d, e, !(a && b), "s" + (b + c), b++, (a ? b : c) || -c];
}
`;

const REPLACED: [callee: string, text: string, calls: string[]][] = [
  ['exports.grade', GRADE, ['-1', '0', '50', '100', '101', '40, 20']],
  ['exports.f', PRECEDENCE, ['0, 9, 2', '1, 2, 3', '0, 2, 1', '1, 5, 5', '0, 0, 0', '2, 4, 1']],
  ...HAIRY.filter(([name]) => !/^(?:loops|await|markup)/.test(name)).map(
    ([, text, calls]): [string, string, string[]] => ['exports.f', text, calls],
  ),
];

it.each(REPLACED)('%s: a mutant is what its replacement would be in the text: %j', async (callee, text, calls) => {
  const copy = await copyFor('typescript', text, callee.replace('exports.', ''));
  const world = await World.of(copy.text);
  for (const { id, start, end, replacement, operator } of copy.mutants) {
    const typed = await World.of(
      text.slice(0, start) + (operator === 'removal' ? ';' : ` ${replacement} `) + text.slice(end),
    );
    for (const list of calls) {
      const expression = `${callee}(${list})`;
      const what = `${replacement} for ${text.slice(start, end)}`;
      expect(`${what}: ${await world.call(expression, id)}`).toBe(`${what}: ${await typed.call(expression)}`);
    }
  }
});
