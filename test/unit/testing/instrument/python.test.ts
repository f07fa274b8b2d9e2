import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instrumented, Mutant } from '../../../../src/testing/instrument/types.ts';
import { copyFor, described, movedLines, syntax } from './subjects.ts';

afterAll(() => syntax.dispose());

interface Call {
  given: string;
  hits: number[];
  reached: number[];
}
interface Ran {
  before: Call[];
  after: Call[];
  /** For each mutant what the calls gave. */
  mutants: string[][];
  /** The same with the text changed instead. */
  typed: string[][];
}
interface Case {
  name: string;
  text: string;
  subject?: string;
  calls: string[];
  /** Mutants that no call tells from the code. */
  living?: string[];
  /** Branches that the first call takes. */
  taken?: string[];
}

const ENDLESS = 'endless mutants';

const CASES: Case[] = [
  {
    name: 'conditions and arithmetic',
    text: `"""Doc."""
def f(a: int, b: "x" = 2) -> int:
    """Not a value."""
    if a < b <= 10 and not a == 3:
        return a + b
    elif a in (1, -1) or b is None: return a * 2
    total = 0
    for x in range(a):
        total += x if x % 2 else -x
    while total > 5: total -= 3
    return total
`,
    calls: [
      'f(1)',
      'f(3, 10)',
      'f(2, 10)',
      'f(2, 11)',
      'f(1, 1)',
      'f(-1, -2)',
      'f(5, 0)',
      'f(6, 1)',
      'f(9, 3)',
      'f(0, -1)',
      'f(3, None) if False else 0',
      'f(7, 7)',
      'f(10, 10)',
      'f(11, 10)',
      'f(4, 1)',
      'f(3, 4)',
      'f(8, 8)',
      'f(12, 1)',
      'f(16, 1)',
    ],
    taken: ['4 true', '4 true', '4 true'],
    living: [],
  },
  {
    name: 'classes and attributes',
    subject: 'Box',
    text: `class Box:
    size = 1 + 1
    def __init__(self, n, extra=1 + 1):
        self.n = n
        self.__all = []
        super().__init__()

    @property
    def double(self):
        return self.n * 2

    def put(self, x):
        if x not in self.__all: self.__all.append(x); self.n += 1
        else:
            self.n = 0
        x = x + 1
        return x, self.n

def use(n):
    box = Box(n)
    return box.double, box.put(1), box.put(1), Box.size
`,
    calls: ['use(3)', 'use(0)'],
    living: ['6 super().__init__() -> '],
  },
  {
    name: 'strings',
    text: `def f(a):
    'doc'
    b = f"{a + 1!r:>{4}} {a if a > 1 else 0}" 'x' "y"
    c = f'{a=} {a["k"] if isinstance(a, dict) else 7}'
    d = {"key": "value", 1: 2, **{}}
    e = b'bytes' + b''
    return b, c, d, e, 'a %s' % a, '''one
two''' + r'\\d' + ''
`,
    calls: ['f(1)', 'f(2)'],
    living: [],
  },
  {
    name: 'comprehensions, lambdas and walrus',
    text: `def f(xs):
    ys = [y for x in xs if (y := x * 2) > 2 if x]
    g = lambda q, r=3: q + r if q else None
    if n := len(ys):
        return {k: g(k) for k in ys}, n, sorted(xs, key=lambda v: -v)
    return [x
            for x in xs
            if x > 0 and
            x < 5], g(0)
`,
    calls: ['f([1, 2, 3])', 'f([0, 1, -1])', 'f([])', 'f([2, 1])'],
  },
  {
    name: 'matching, exceptions and blocks that start with blocks',
    text: `def f(x, log):
    try:
        match x:
            case 1 | 2 if log is not None:
                if log: return "few"
                return "none"
            case {"a": [y, *_]}:
                for z in y: log.append(z)
            case _:
                try:
                    return 10 / x
                except ZeroDivisionError: return None
    except (TypeError, AttributeError) as e:
        while log and len(log) > 1: log.pop()
        raise ValueError('bad') from e
    except Exception:
        def g(): return 1
        return g()
    else: log += [0]
    finally:
        assert log is None or len(log) < 99, "x" + "y"
    return log
`,
    calls: [
      'f(1, [1])',
      'f(2, [])',
      'f(1, None)',
      'f({"a": [[5, 6]]}, [])',
      'f({"a": [[5, 6]]}, None)',
      'f(0, [])',
      'f("x", [1, 2, 3])',
      'f(5, [])',
      'f({"a": [3]}, [1, 2])',
      'f(type("X", (), {"__rtruediv__": lambda s, o: [][0]})(), [])',
    ],
    taken: ['4 case', '4 true', '5 true'],
  },
  {
    name: 'generators and coroutines',
    text: `def f(n):
    async def wait(v):
        return v
    async def each(k):
        for i in range(k): yield i
    async def run():
        s = 0
        async for i in each(n):
            s += await wait(i) * (1 if await wait(i) > 1 else 2)
        return s
    if n > 5:
        return run()
    def g():
        x = yield n
        y = (yield 2) or n
        return (yield x, y)
    return list(g())
`,
    calls: ['f(1)', 'f(6)', 'f(5)', 'f(7)'],
  },
  {
    name: 'touching words and lines that go on',
    text: `def f(a,b):
    if(a)and(b):return(a)
    x = a or \\
        b > \\
        1
    while(a):a=a-1;b=b+1
    return[x,not(b),1if b else 2,
           a
           + 3]
`,
    calls: ['f(1,2)', 'f(0,1)', 'f(0,2)', 'f(3,0)', 'f(0,0)', 'f(2,0)', 'f(0,-1)', 'f(1,0)', 'f(1,-1)'],
  },
  {
    name: 'loops that may be left early',
    text: `def f(a):
    for x in a:
        if x > 2:
            break
    else:
        x = 9
    for y in a:
        for z in a:
            break
        def g():
            return y
    for w in a: pass
    return x, g()
`,
    calls: ['f([1, 2])', 'f([3])', 'f([1, 3])', 'f([2])'],
    taken: ['3 entered', '3 ended', '3 false', '8 entered', '9 entered', '12 entered'],
  },
  {
    name: 'targets and deletion',
    text: `def f(a, i):
    a[i + 1], b = b, c = 1, 2
    a[i]: int = 3
    del a[i - 1]
    global G
    G = 4
    a[0] += 1
    x = y = i
    for a[i] in (7, 8): pass
    return a, b, c, G, a[::-1], a[1:], x, y
`,
    calls: ['f([0, 0, 0, 0], 1)', 'f([1, 2, 3, 4, 5], 2)'],
  },
  {
    name: ENDLESS,
    text: `def f(n):
    i = 0
    while i < n:
        try:
            i += 1
        except Exception: pass
    while True:
        i -= 1
        if i <= 0: break
    return i
`,
    calls: ['f(3)', 'f(0)'],
  },
];

function typedInto(text: string, { start, end, replacement, operator }: Mutant): string {
  return text.slice(0, start) + (operator === 'removal' ? 'pass' : ` ${replacement} `) + text.slice(end);
}

const ran = new Map<string, { copy: Instrumented; ran: Ran }>();

beforeAll(async () => {
  const copies = await Promise.all(CASES.map(({ text, subject }) => copyFor('python', text, subject ?? 'f')));
  const tasks = CASES.map(({ text, calls }, index) => {
    const { text: copy = '', mutants = [] } = copies[index] ?? {};
    const typed = mutants.map((mutant) => typedInto(text, mutant));
    return { text, calls, copy, mutants: mutants.map(({ id }) => id), typed };
  });
  const runner = path.join(import.meta.dirname, 'python-runner.py');
  const output = execFileSync('python3', ['-I', '-W', 'ignore', runner], {
    input: JSON.stringify(tasks),
    timeout: 60_000,
  });
  for (const [index, result] of (JSON.parse(output.toString()) as Ran[]).entries()) {
    const [one, copy] = [CASES[index], copies[index]];
    if (one && copy) ran.set(one.name, { copy, ran: result });
  }
}, 60_000);

function resultOf(name: string): { copy: Instrumented; ran: Ran } {
  const result = ran.get(name);
  if (result === undefined) throw new Error(`${name} did not run`);
  return result;
}

it.each(CASES)('means the same while no mutant is chosen: $name', ({ name, text }) => {
  const { copy, ran } = resultOf(name);
  expect(ran.after.map(({ given }) => given)).toEqual(ran.before.map(({ given }) => given));
  expect(ran.before.filter(({ given }) => /^(?:Syntax|Name)Error/.test(given))).toEqual([]);
  expect(movedLines(text, copy.text)).toEqual([]);
});

it.each(CASES)('holds mutants that the calls can tell: $name', ({ name, living }) => {
  const { copy, ran } = resultOf(name);
  expect(copy.mutants.length).toBeGreaterThan(0);
  const reached = new Set(ran.after.flatMap((call) => call.reached));
  expect(copy.mutants.filter(({ id }) => !reached.has(id))).toEqual([]);
  const before = JSON.stringify(ran.before.map(({ given }) => given));
  const alive = copy.mutants.filter((_, index) => JSON.stringify(ran.mutants[index]) === before);
  if (living) expect(described({ ...copy, mutants: alive })).toEqual(living);
  expect(alive.length).toBeLessThan(copy.mutants.length / 3);
});

it.each(CASES)('a mutant is what its replacement would be in the text: $name', ({ name }) => {
  const { copy, ran } = resultOf(name);
  const changes = described(copy);
  const withChanges = (given: string[][]): string[] =>
    given.map((all, index) => `${changes[index]}: ${all.join(' | ')}`);
  expect(withChanges(ran.mutants)).toEqual(withChanges(ran.typed));
});

it.each(CASES.filter(({ taken }) => taken))('tells the branches of a call: $name', ({ name, taken }) => {
  const { copy, ran } = resultOf(name);
  const hits = new Set(ran.after[0]?.hits);
  expect(copy.branches.filter(({ id }) => hits.has(id)).map(({ line, what }) => `${line} ${what}`)).toEqual(taken);
});

it('says what its mutants change', async () => {
  const text = 'def f(a, b):\n    if a < 1 and b: a -= 1\n    a.x = b\n    print(b); return f"{a}", not b\n';
  expect(described(await copyFor('python', text, 'f'))).toEqual([
    '2 a < 1 and b -> not (a < 1 and b)',
    '2 < -> <=',
    '2 < -> >=',
    '2 1 -> 0',
    '2 and -> or',
    '2 -= -> +=',
    '2 1 -> 0',
    '3 a.x = b -> ',
    '4 print(b) -> ',
    '4 f"{a}" -> \'\'',
    '4 f"{a}", not b -> None',
    '4 not b -> not not b',
  ]);
});

it('ends what a mutant makes endless', () => {
  const { ran } = resultOf(ENDLESS);
  const ends = ran.mutants.flat().filter((given) => given === 'LocalForgeEndless: more than 5000 steps');
  expect(ends.length).toBeGreaterThan(2);
});

const HEADS = [
  ['"""Doc."""\n', '"""Doc."""; exec('],
  [
    '# -*- coding: utf-8 -*-\n"""Doc."""\nfrom __future__ import annotations\nimport os\n',
    'from __future__ import annotations; exec(',
  ],
  ['import os; import sys\n', 'exec('],
  ['#!/usr/bin/python3\n# coding: utf-8\n# About.\n', 'exec('],
  ['\n', 'exec('],
  ['"""Doc.""";\nimport os\n', 'exec('],
  ['', 'import builtins as _lf_builtins'],
] as const;

it('puts its helpers where no line moves, before code that calls the subject', async () => {
  const texts = HEADS.map(
    ([head], index) => `${head}def f(a):\n    return a + 1\n${index < 6 ? 'B = f(1)' : 'B = 2'}\n`,
  );
  const copies = await Promise.all(texts.map((text) => copyFor('python', text, 'f')));
  for (const [index, copy] of copies.entries()) {
    expect(copy.text.split('\n').filter((line) => line.startsWith(HEADS[index]?.[1] ?? '?'))).toHaveLength(1);
    expect(movedLines(texts[index] ?? '', copy.text)).toEqual([]);
  }
  const check = `import json, sys, types
for text in json.load(sys.stdin):
    module = types.ModuleType("m")
    exec(compile(text, "m", "exec"), module.__dict__)
    print(module.f(module.B), module.__doc__)
`;
  const output = execFileSync('python3', ['-I', '-c', check], {
    input: JSON.stringify(copies.map(({ text }) => text)),
  });
  expect(output.toString().trim().split('\n')).toEqual(
    HEADS.map(([head]) => `3 ${head.includes('"""') ? 'Doc.' : 'None'}`),
  );
});
