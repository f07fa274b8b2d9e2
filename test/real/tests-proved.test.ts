import fs from 'node:fs';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { isAssertable } from '../../src/testing/cases.ts';
import { isolation } from '../../src/testing/run/sandbox.ts';
import {
  BUDGET_MS,
  call,
  caseOf,
  chosen,
  contents,
  kinds,
  never,
  outcomes,
  passesAlone,
  proverOf,
  SECONDS,
  type Kind,
} from './proved-projects.ts';
import { eventually, statOf } from './processes.ts';

const CLAMP_JS = (number: string) => `export function clamp(value${number}, low${number}, high${number})${number} {
  if (low > high) throw new RangeError('low is above high');
  if (value < low) return low;
  return value > high ? high : value;
}
`;
const CLAMP_PYTHON = `def clamp(value, low, high):
    if low > high:
        raise ValueError('low is above high')
    if value < low:
        return low
    return high if value > high else value
`;
const CLAMP_GO = `package m

import "errors"

// Clamp keeps a value between two limits.
func Clamp(value, low, high int) (int, error) {
	if low > high {
		return 0, errors.New("low is above high")
	}
	if value < low {
		return low, nil
	}
	if value > high {
		return high, nil
	}
	return value, nil
}
`;

describe('what is observed is tested', () => {
  it.each<[Kind, string, string, string]>([
    ['vitest', CLAMP_JS(': number'), 'clamp', 'RangeError'],
    ['node:test', CLAMP_JS(''), 'clamp', 'RangeError'],
    ['pytest', CLAMP_PYTHON, 'clamp', 'ValueError'],
    ['unittest', CLAMP_PYTHON, 'clamp', 'ValueError'],
    ['go test', CLAMP_GO, 'Clamp', ''],
  ])(
    'with %s',
    async (kind, text, name, error) => {
      const { prover, setup, before } = await proverOf(kind, text, name);
      const trials = ['(5, 0, 10)', '(-1, 0, 10)', '(20, 0, 10)', '(1, 2, 0)'].map((list) => call(name + list));
      const observations = await prover.observe(trials, BUDGET_MS, never);
      const value = (literal: string) =>
        kind === 'go test'
          ? { kind: 'values', values: [{ literal, shape: 'primitive' }, expect.objectContaining({ shape: 'none' })] }
          : { kind: 'value', literal, shape: 'primitive' };
      const refused =
        kind === 'go test'
          ? {
              kind: 'values',
              values: [
                { literal: '0', shape: 'primitive' },
                { literal: '"low is above high"', shape: 'error' },
              ],
            }
          : { kind: 'throws', type: error, message: 'low is above high' };
      expect(outcomes(observations)).toEqual([value('5'), value('0'), value('10'), refused]);
      // Each goes another way, and a changed border is noticed by somebody.
      expect(new Set(observations.map(({ branches }) => branches.join())).size).toBe(4);
      expect(new Set(observations.flatMap(({ killed }) => killed)).size).toBeGreaterThan(3);

      const proof = await prover.prove(chosen(trials, observations), never);
      expect(proof?.cases).toHaveLength(4);
      expect(contents()).toEqual(before);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );

  it.each<[Kind, string, string, string]>([
    [
      'node:test',
      CLAMP_JS(''),
      'clamp',
      "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\nimport { clamp } from '../src/code.js';\n\nit('keeps', () => {\n  assert.equal(clamp(1, 0, 2), 1);\n});\n",
    ],
    [
      'pytest',
      CLAMP_PYTHON,
      'clamp',
      'from code_of import clamp\n\n\ndef test_keeps():\n    assert clamp(1, 0, 2) == 1\n',
    ],
    [
      'go test',
      CLAMP_GO,
      'Clamp',
      'package m\n\nimport "testing"\n\nfunc TestKeeps(t *testing.T) {\n\tif got, _ := Clamp(1, 0, 2); got != 1 {\n\t\tt.Fatal(got)\n\t}\n}\n',
    ],
  ])(
    'in a test file that is there, with %s',
    async (kind, text, name, existing) => {
      const testFile = { 'node:test': 'test/code.test.js', pytest: 'tests/test_code_of.py', 'go test': 'code_test.go' }[
        kind as 'pytest'
      ];
      const { prover, setup, before } = await proverOf(kind, text, name, { [testFile]: existing });
      expect(setup.existing).toBe(existing);
      const trials = [call(`${name}(5, 0, 10)`), call(`${name}(-1, 0, 10)`)];
      const cases = chosen(trials, await prover.observe(trials, BUDGET_MS, never));
      const proof = await prover.prove(cases, never);
      expect(proof?.cases).toHaveLength(2);
      expect(proof?.text).toMatch(/keeps/i);
      expect(contents()).toEqual(before);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );
});

describe('a project in which tests fail already', () => {
  const GO_FAILING =
    'package m\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestOther(t *testing.T) {\n\tos.Exit(1)\n}\n';
  it.each<[Kind, string, string, string, string]>([
    [
      'node:test',
      CLAMP_JS(''),
      'clamp',
      'test/code.test.js',
      "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\nimport { clamp } from '../src/code.js';\n\nit('is red', () => {\n  assert.equal(clamp(1, 0, 2), 7);\n});\n",
    ],
    [
      'vitest',
      CLAMP_JS(': number'),
      'clamp',
      'test/code.test.ts',
      "import { expect, it } from 'vitest';\nimport { clamp } from '../src/code.ts';\n\nit('is red', () => {\n  expect(clamp(1, 0, 2)).toBe(7);\n});\n",
    ],
    [
      'pytest',
      CLAMP_PYTHON,
      'clamp',
      'tests/test_code_of.py',
      'from code_of import clamp\n\n\ndef test_is_red():\n    assert clamp(1, 0, 2) == 7\n',
    ],
    ['go test', CLAMP_GO, 'Clamp', 'other_test.go', GO_FAILING],
  ])(
    'gets new ones, with %s, and only those that hold',
    async (kind, text, name, file, failing) => {
      const { prover, setup } = await proverOf(kind, text, name, { [file]: failing });
      const trials = [call(`${name}(5, 0, 10)`), call(`${name}(-1, 0, 10)`)];
      const [first, second] = chosen(trials, await prover.observe(trials, BUDGET_MS, never));
      if (first === undefined || second === undefined) throw new Error('nothing is chosen');
      expect(setup.existing !== undefined).toBe(kind !== 'go test');
      const wrong = { ...second, trial: call(`${name}(-2, -2, 10)`) };
      expect((await prover.prove([first, wrong, second], never))?.cases).toEqual([first, second]);
    },
    SECONDS,
  );
});

describe('what is written down is what was tried', () => {
  it.each<[Kind, string, string, string]>([
    ['node:test', 'export const size = (text) => text.length;\n', 'size', 'const text = `a\n  b\n\nc`;'],
    ['unittest', 'def size(text):\n    return len(text)\n', 'size', 'text = """a\n  b\n\nc"""'],
    ['go test', 'package m\n\nfunc Size(text string) int {\n\treturn len(text)\n}\n', 'Size', 'text := `a\n  b\n\nc`'],
  ])(
    'where a string goes over several lines, with %s',
    async (kind, text, name, statement) => {
      const { prover, setup } = await proverOf(kind, text, name);
      const trials = [call(`${name}(text)`, [statement])];
      const proof = await prover.prove(chosen(trials, await prover.observe(trials, BUDGET_MS, never)), never);
      expect(proof?.cases).toHaveLength(1);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );

  it.each<[Kind, string]>([
    [
      'node:test',
      "export function* up(x) {\n  yield x;\n  if (x > 1) throw new RangeError('too high');\n  yield x + 1;\n}\n",
    ],
    ['pytest', "def up(x):\n    yield x\n    if x > 1:\n        raise ValueError('too high')\n    yield x + 1\n"],
    ['unittest', "def up(x):\n    yield x\n    if x > 1:\n        raise ValueError('too high')\n    yield x + 1\n"],
  ])(
    'where a generator fails on the way, with %s',
    async (kind, text) => {
      const { prover, setup } = await proverOf(kind, text, 'up');
      const trials = [call('up(1)'), call('up(2)')];
      const proof = await prover.prove(chosen(trials, await prover.observe(trials, BUDGET_MS, never)), never);
      expect(proof?.cases).toHaveLength(2);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );
});

describe('what does not hold is not offered', () => {
  it(
    'a function that gives another value each time',
    async () => {
      const { prover } = await proverOf('node:test', 'export const lot = () => Math.random();\n', 'lot');
      expect(outcomes(await prover.observe([call('lot()')], BUDGET_MS, never))).toEqual([
        { kind: 'unusable', reason: 'It gives something else each time.' },
      ]);
    },
    SECONDS,
  );

  it(
    'a value that holds in one time zone only',
    async () => {
      const text = 'export function hour(ms) {\n  return new Date(ms).getHours();\n}\n';
      const { prover } = await proverOf('node:test', text, 'hour');
      const trials = [call('hour(0)')];
      const cases = chosen(trials, await prover.observe(trials, BUDGET_MS, never));
      expect(cases).toHaveLength(1);
      expect(await prover.prove(cases, never)).toBeUndefined();
    },
    SECONDS,
  );

  const STATE: readonly [Kind, string][] = [
    ['node:test', 'let count = 0;\nexport function next() {\n  count += 1;\n  return count;\n}\n'],
    ['unittest', 'count = 0\n\n\ndef next():\n    global count\n    count += 1\n    return count\n'],
  ];
  it.each(STATE)(
    'a call that needs another one before it, with %s',
    async (kind, text) => {
      const { prover } = await proverOf(kind, text, 'next');
      expect(kinds(await prover.observe([call('next()')], BUDGET_MS, never))).toEqual(['unusable']);
      const [first, second] = [caseOf('next()', '1'), caseOf('next( )', '2')];
      // In this order all pass together; alone the second one fails.
      expect((await prover.prove([first, second], never))?.cases).toEqual([first]);
    },
    SECONDS,
  );

  it(
    'a call that must be the only one',
    async () => {
      const text =
        "let begun = false;\nexport function begin() {\n  if (begun) throw new Error('twice');\n  begun = true;\n  return 1;\n}\n";
      const { prover } = await proverOf('node:test', text, 'begin');
      expect(kinds(await prover.observe([call('begin()')], BUDGET_MS, never))).toEqual(['unusable']);
      const [first, second] = [caseOf('begin()', '1'), caseOf('begin( )', '1')];
      // Each passes alone, both together do not.
      expect((await prover.prove([first, second], never))?.cases).toEqual([first]);
    },
    SECONDS,
  );

  it.each<[string, string]>([
    ['adds to a file', "fs.appendFileSync('log.txt', 'x');"],
    ['makes a file once', "if (!fs.existsSync('log.txt')) fs.writeFileSync('log.txt', 'x');"],
  ])(
    'a function that %s',
    async (_, statement) => {
      const text = `import fs from 'node:fs';\nexport function logged(x) {\n  ${statement}\n  return x;\n}\n`;
      const { prover, before } = await proverOf('node:test', text, 'logged');
      const trials = [call('logged(1)')];
      const cases = chosen(trials, await prover.observe(trials, BUDGET_MS, never));
      expect(cases).toHaveLength(1);
      expect(await prover.prove(cases, never)).toBeUndefined();
      expect(contents()).toEqual(before);
    },
    SECONDS,
  );
});

describe('code that does harm', () => {
  it(
    'reaches no network',
    async () => {
      expect((await isolation()).passed).toContain('no network');
      let reached = 0;
      const server = net.createServer((socket) => {
        reached++;
        socket.destroy();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as net.AddressInfo;
      try {
        const text = [
          "import net from 'node:net';",
          'export function reach(port) {',
          '  return new Promise((resolve) => {',
          "    const socket = net.connect(port, '127.0.0.1');",
          "    socket.on('connect', () => resolve('connected'));",
          "    socket.on('error', (error) => resolve(error.code));",
          '  });',
          '}',
          '',
        ].join('\n');
        const { prover } = await proverOf('node:test', text, 'reach');
        const [outcome] = outcomes(await prover.observe([call(`reach(${port})`)], BUDGET_MS, never));
        expect(outcome?.kind === 'value' && outcome.literal).toMatch(/ENETUNREACH|EADDRNOTAVAIL|ECONNREFUSED/);
        expect(reached).toBe(0);
      } finally {
        server.close();
      }
    },
    SECONDS,
  );

  const ENDLESS: readonly [string, Kind, string, string, string][] = [
    [
      'works forever',
      'node:test',
      'export function run(x) {\n  while (x > 1) x = x + 1;\n  return x;\n}\n',
      'run',
      '1',
    ],
    [
      'waits forever',
      'node:test',
      'export function run(x) {\n  return x > 1 ? new Promise(() => undefined) : x;\n}\n',
      'run',
      '1',
    ],
    ['works forever', 'unittest', 'def run(x):\n    while x > 1:\n        x = x + 1\n    return x\n', 'run', '1'],
    [
      'sleeps',
      'unittest',
      'import time\n\n\ndef run(x):\n    if x > 1:\n        time.sleep(1000)\n    return x\n',
      'run',
      '1',
    ],
    [
      'works forever',
      'go test',
      'package m\n\nfunc Run(x uint) uint {\n\tfor x > 1 {\n\t\tx = x | 2\n\t}\n\treturn x\n}\n',
      'Run',
      '1',
    ],
    [
      'waits forever',
      'go test',
      'package m\n\nfunc Run(x int) int {\n\tif x > 1 {\n\t\tselect {}\n\t}\n\treturn x\n}\n',
      'Run',
      '1',
    ],
    [
      'ends the process',
      'node:test',
      'export function run(x) {\n  if (x > 1) process.exit(0);\n  return x;\n}\n',
      'run',
      '1',
    ],
    [
      'ends the process',
      'vitest',
      'export function run(x: number) {\n  if (x > 1) process.exit(0);\n  return x;\n}\n',
      'run',
      '1',
    ],
    [
      'ends the process',
      'unittest',
      'import os\n\n\ndef run(x):\n    if x > 1:\n        os._exit(0)\n    return x\n',
      'run',
      '1',
    ],
    [
      'ends the process',
      'go test',
      'package m\n\nimport "os"\n\nfunc Run(x int) int {\n\tif x > 1 {\n\t\tos.Exit(0)\n\t}\n\treturn x\n}\n',
      'Run',
      '1',
    ],
  ];
  it.each(ENDLESS)(
    '%s, with %s, and other calls are seen all the same',
    async (_, kind, text, name, literal) => {
      const { prover } = await proverOf(kind, text, name);
      const seen = await prover.observe([call(`${name}(1)`), call(`${name}(2)`), call(`${name}(0)`)], BUDGET_MS, never);
      const value = (one: string) =>
        kind === 'go test'
          ? { kind: 'values', values: [{ literal: one, shape: 'primitive' }] }
          : { kind: 'value', literal: one };
      expect(seen).toHaveLength(3);
      expect(outcomes(seen)).toMatchObject([value(literal), {}, value('0')]);
      expect(isAssertable(seen[1]?.outcome ?? { kind: 'unusable', reason: '' })).toBe(false);
    },
    SECONDS,
  );

  it(
    'ends the process nearly each time, and the other calls are seen as long as there is time',
    async () => {
      const text = 'import os\n\n\ndef run(x):\n    if x > 1:\n        os._exit(0)\n    return x\n';
      const { prover } = await proverOf('unittest', text, 'run');
      const ending = [2, 3, 4, 5, 6, 7, 8, 9].map((x) => call(`run(${x})`));
      const seen = await prover.observe([...ending, call('run(1)')], 2 * BUDGET_MS, never);
      expect(outcomes(seen.slice(-1))).toMatchObject([{ literal: '1' }]);
      expect(seen).toHaveLength(9);
    },
    SECONDS,
  );

  it(
    'raises SystemExit, and no test says so',
    async () => {
      const text = "import sys\n\n\ndef run(x):\n    if x > 1:\n        sys.exit('no')\n    return x\n";
      const { prover } = await proverOf('pytest', text, 'run');
      const trials = [call('run(2)'), call('run(1)')];
      const seen = await prover.observe(trials, BUDGET_MS, never);
      expect(outcomes(seen)).toMatchObject([
        { kind: 'throws', type: 'SystemExit', isAccident: true },
        { literal: '1' },
      ]);
      expect(chosen(trials, seen).map((one) => one.trial.call)).toEqual(['run(1)']);
    },
    SECONDS,
  );

  it.each<[Kind, string, string]>([
    // What is not touched takes no memory of the machine, and counts all the same.
    [
      'node:test',
      'const kept = [];\nexport function run(x) {\n  for (let i = 1; i < x; i++) kept.push(Buffer.alloc(2 ** 30));\n  return x;\n}\n',
      'run',
    ],
    [
      'unittest',
      'kept = []\n\n\ndef run(x):\n    for _ in range(1, x):\n        kept.append(bytearray(2**30))\n    return x\n',
      'run',
    ],
  ])(
    'eats memory, with %s, and gets none beyond a limit',
    async (kind, text, name) => {
      expect((await isolation()).passed).toContain('at most 4 GiB of memory');
      const { prover } = await proverOf(kind, text, name);
      const trials = [call(`${name}(1)`), call(`${name}(9)`), call(`${name}(0)`)];
      const seen = await prover.observe(trials, BUDGET_MS, never);
      expect(outcomes(seen)).toMatchObject([{ literal: '1' }, {}, { literal: '0' }]);
      expect(chosen(trials, seen).map((one) => one.trial.call)).not.toContain(`${name}(9)`);
    },
    SECONDS,
  );

  describe('and starts other programs', () => {
    // Seconds that nobody else sleeps. One of the two leaves the process group.
    const mark = `7${process.pid}${Date.now() % 100000}`;
    const spawning = (then: string) =>
      [
        "import { spawn } from 'node:child_process';",
        `const start = (detached) => spawn('sleep', ['${mark}'], { stdio: 'ignore', detached }).unref();`,
        'export function run() {',
        '  start(false);',
        '  start(true);',
        `  ${then}`,
        '}',
        '',
      ].join('\n');
    const running = () =>
      fs
        .readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((pid) => statOf(Number(pid))?.command.startsWith(`sleep ${mark}`));

    it(
      'is ended by cancelling, with all of them',
      async () => {
        const forever = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
        const { prover, before } = await proverOf('node:test', spawning(forever), 'run');
        const stop = new AbortController();
        const seen = prover.observe([call('run()')], BUDGET_MS, stop.signal);
        seen.catch(() => undefined);
        await eventually('both sleep', () => running().length === 2, 10_000);
        stop.abort(new Error('stop'));
        await expect(seen).rejects.toThrow('stop');
        await eventually('nothing of it is left', () => running().length === 0, 5_000);
        expect(contents()).toEqual(before);
      },
      SECONDS,
    );

    it(
      'leaves none of them behind',
      async () => {
        const { prover } = await proverOf('node:test', spawning('return 1;'), 'run');
        expect(outcomes(await prover.observe([call('run()')], BUDGET_MS, never))).toMatchObject([{ literal: '1' }]);
        await eventually('nothing of it is left', () => running().length === 0, 5_000);
      },
      SECONDS,
    );
  });
});
