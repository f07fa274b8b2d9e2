import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instrumented } from '../../src/testing/instrument/types.ts';
import type { Known } from '../../src/testing/baseline/known.ts';
import { Prover } from '../../src/testing/prover.ts';
import { readiness } from '../../src/testing/readiness.ts';
import { root } from './lsp-client.ts';
import { linkPackages } from './proved-projects.ts';
import { folder, sourceOf, syntax, writeAll } from './test-project.ts';
import { bunFolder, runnerPackages } from './tools.ts';

const SECONDS = 60_000;
const signal = new AbortController().signal;
type Files = Readonly<Record<string, string>>;

/** What the tests of a project reach of one of its functions; nothing is left in the copy, nor changed in the project. */
async function knownOf(files: Files, name: string, languageId: string): Promise<{ known: Known; made: Instrumented }> {
  const source = await sourceOf(writeAll(files), name, languageId);
  const ready = await readiness(source, [folder]);
  if ('reason' in ready) throw new Error(ready.reason);
  const before = fs.readdirSync(folder, { recursive: true }).sort();
  const prover = await Prover.of(source, { ...ready, folders: [folder], syntax }, signal);
  try {
    const known = await prover.known(signal);
    if (prover.instrumented === undefined) throw new Error('not instrumented');
    // The same tests still run there.
    expect(await prover.known(signal)).toEqual(known);
    expect(fs.readdirSync(folder, { recursive: true }).sort()).toEqual(before);
    return { known, made: prover.instrumented };
  } finally {
    await prover.dispose();
  }
}

const CLAMP = (number: string) => `export function clamp(value${number}, low${number}, high${number})${number} {
  if (value < low) return low;
  return value > high ? high : value;
}
`;
const VITEST = `import { describe, expect, it } from 'vitest';
import { clamp } from './clamp.ts';

const LIMITS = [0, 10] as const;

describe('clamp', () => {
  it('keeps what is between', () => {
    expect(clamp(5, ...LIMITS)).toBe(5);
  });
});

it('raises', () => {
  expect(clamp(-1, 0, 10)).toBe(0);
});
`;
const NODE = `import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clamp } from './clamp.js';

const limits = [0, 10];

it('keeps what is between', () => {
  assert.equal(clamp(5, ...limits), 5);
});
it('raises', () => {
  assert.equal(clamp(-1, 0, 10), 0);
});
`;
const CLAMP_PYTHON = `def clamp(value, low, high):
    if value < low:
        return low
    if value > high:
        return high
    return value
`;
const PYTEST = `import pytest

from clamp import clamp


@pytest.mark.parametrize('value, expected', [(5, 5), (-1, 0)])
def test_clamp(value, expected):
    assert clamp(value, 0, 10) == expected
`;
const UNITTEST = `import unittest

from clamp import clamp


class TestClamp(unittest.TestCase):
    def setUp(self):
        self.limits = (0, 10)

    def test_keeps(self):
        self.assertEqual(clamp(5, *self.limits), 5)

    def test_raises(self):
        self.assertEqual(clamp(-1, *self.limits), 0)


if __name__ == '__main__':
    unittest.main()
`;
const CLAMP_GO = `package m

// Clamp keeps a value between two limits.
func Clamp(value, low, high int) int {
	if value < low {
		return low
	}
	if value > high {
		return high
	}
	return value
}
`;
const GO = (main: string) => `package m

import (
	${main === '' ? '' : '"os"\n\t'}"testing"
)

func TestClamp(t *testing.T) {
	if got := Clamp(5, 0, 10); got != 5 {
		t.Fatal(got)
	}
	if got := Clamp(-1, 0, 10); got != 0 {
		t.Fatal(got)
	}
}
${main}`;
const GO_MAIN = '\nfunc TestMain(m *testing.M) {\n\tcode := m.Run()\n\tos.Exit(code)\n}\n';
const MODULE = { 'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }' };

const JEST = `const { clamp } = require('./clamp');
const { lowest } = require('./limits');

jest.mock('./limits', () => ({ lowest: 0 }));
jest.setTimeout(20000);
const limits = [lowest, 10];
let value;

beforeEach(() => {
  value = 5;
});

describe('clamp', () => {
  test('keeps what is between', () => {
    expect(clamp(value, ...limits)).toBe(5);
  });
});

test.each([[-1, 0]])('raises %d', (low, expected) => {
  expect(clamp(low, ...limits)).toBe(expected);
});
`;
const MOCHA = `import { expect } from 'chai';
import { clamp } from '../lib/clamp.js';

const limits = [0, 10];

describe('clamp', function () {
  this.timeout(5000);
  beforeEach(function () {
    this.value = 5;
  });

  it('keeps what is between', function () {
    expect(clamp(this.value, ...limits)).to.equal(5);
  });
});

it('raises', () => {
  expect(clamp(-1, ...limits)).to.equal(0);
});
`;
const MOCHA_REQUIRES = `'use strict';

const assert = require('assert');
const { clamp } = require('../lib/clamp');

describe('clamp', () => {
  context('with limits', () => {
    it('keeps what is between', () => assert.strictEqual(clamp(5, 0, 10), 5));
    it('raises', (done) => {
      assert.strictEqual(clamp(-1, 0, 10), 0);
      done();
    });
    it('is not finished');
  });
});
`;
const BUN = VITEST.replace("'vitest'", "'bun:test'");
const COMMON = `${CLAMP('').replace('export ', '')}module.exports = { clamp };\n`;

const own = () => linkPackages([path.join(root, 'node_modules')]);
const runners = () => linkPackages([runnerPackages(), path.join(root, 'node_modules')]);

beforeAll(() => {
  runnerPackages();
  // It is found like any program of the user's.
  process.env['PATH'] = `${bunFolder()}${path.delimiter}${process.env['PATH'] ?? ''}`;
});

describe('of the tests that are there is known which branches they take and which mutants they notice', () => {
  it.each<[string, string, string, Files, (() => void)?]>([
    ['node:test', 'javascript', 'clamp', { 'clamp.js': CLAMP(''), 'clamp.test.js': NODE, ...MODULE }],
    [
      'vitest',
      'typescript',
      'clamp',
      {
        'clamp.ts': CLAMP(': number'),
        'clamp.test.ts': VITEST,
        'package.json': '{ "type": "module", "devDependencies": { "vitest": "*" } }',
      },
      own,
    ],
    [
      'jest',
      'javascript',
      'clamp',
      {
        'clamp.js': COMMON,
        'clamp.test.js': JEST,
        'limits.js': 'module.exports = { lowest: 3 };\n',
        'package.json': '{ "scripts": { "test": "jest" }, "devDependencies": { "jest": "*" } }',
      },
      runners,
    ],
    [
      'mocha',
      'javascript',
      'clamp',
      {
        'lib/clamp.js': CLAMP(''),
        'test/clamp.test.js': MOCHA,
        'package.json': '{ "type": "module", "scripts": { "test": "mocha" }, "devDependencies": { "mocha": "*" } }',
      },
      runners,
    ],
    [
      'mocha and require',
      'javascript',
      'clamp',
      {
        'lib/clamp.js': COMMON,
        'test/clamp.test.js': MOCHA_REQUIRES,
        'package.json': '{ "scripts": { "test": "mocha" }, "devDependencies": { "mocha": "*" } }',
      },
      runners,
    ],
    [
      'bun test',
      'typescript',
      'clamp',
      {
        'clamp.ts': CLAMP(': number'),
        'clamp.test.ts': BUN,
        'package.json': '{ "scripts": { "test": "bun test" } }',
      },
    ],
    [
      'pytest',
      'python',
      'clamp',
      { 'clamp.py': CLAMP_PYTHON, 'test_clamp.py': PYTEST, 'pyproject.toml': '[tool.pytest.ini_options]\n' },
    ],
    [
      'unittest',
      'python',
      'clamp',
      { 'clamp.py': CLAMP_PYTHON, 'test_clamp.py': UNITTEST, 'setup.cfg': '[metadata]\nname = p\n' },
    ],
    [
      'go test',
      'go',
      'Clamp',
      { 'clamp.go': CLAMP_GO, 'clamp_test.go': GO(''), 'go.mod': 'module example.com/m\n\ngo 1.22\n' },
    ],
    [
      'go test with a TestMain',
      'go',
      'Clamp',
      { 'clamp.go': CLAMP_GO, 'clamp_test.go': GO(GO_MAIN), 'go.mod': 'module example.com/m\n\ngo 1.22\n' },
    ],
  ])(
    'with %s',
    async (_, languageId, name, files, prepare) => {
      prepare?.();
      const { known, made } = await knownOf(files, name, languageId);
      const not = made.branches.filter(({ id }) => !known.branches.has(id));
      expect(not.map(({ what, line }) => [what, line])).toEqual([['true', expect.any(Number)]]);
      expect(known.isReached).toBe(true);
      // That a value below is raised is noticed, that one above is not lowered is not.
      const killed = made.mutants.filter(({ id }) => known.mutants.has(id));
      expect(killed.length).toBeGreaterThan(2);
      expect(killed.length).toBeLessThan(made.mutants.length);
      expect(killed.map(({ original }) => original).join()).toMatch(/</);
    },
    SECONDS,
  );
});

it(
  'a mutant that ends the process, or works forever, is noticed, and others are tried all the same',
  async () => {
    const text = `package m

func Sum(list []int) int {
	sum := 0
	for i := 0; i < len(list); i++ {
		sum += list[i]
	}
	return sum
}
`;
    const test = `package m

import "testing"

func TestSum(t *testing.T) {
	if got := Sum([]int{1, 2}); got != 3 {
		t.Fatal(got)
	}
}
`;
    const files = { 'sum.go': text, 'sum_test.go': test, 'go.mod': 'module example.com/m\n\ngo 1.22\n' };
    const { known, made } = await knownOf(files, 'Sum', 'go');
    const of = (pattern: RegExp) =>
      made.mutants.filter(({ original, replacement }) => pattern.test(`${original} > ${replacement}`));
    // i <= len(list) reads behind the end.
    expect(of(/^< > <=$/)).toHaveLength(1);
    for (const { id } of of(/^< > /)) expect(known.mutants).toContain(id);
    expect(known.mutants.size).toBeGreaterThan(2);
  },
  SECONDS,
);

it.each<[string, Files, string, readonly string[], (() => void)?]>([
  [
    'node:test',
    { 'clamp.js': CLAMP(''), ...MODULE },
    'clamp.test.js',
    [
      NODE.replace('-1, 0, 10), 0', '-1, 0, 10), 7'),
      NODE.replace(
        "it('raises'",
        "let count = (globalThis.count ??= 0);\nit('is first', () => assert.equal(globalThis.count++, 0));\nit('raises'",
      ),
    ],
  ],
  [
    'jest',
    {
      'clamp.js': COMMON,
      'limits.js': 'module.exports = { lowest: 3 };\n',
      'package.json': '{ "scripts": { "test": "jest" } }',
    },
    'clamp.test.js',
    [
      JEST.replace('[[-1, 0]]', '[[-1, 7]]'),
      `${JEST}it('is first', () => expect((globalThis.count = (globalThis.count ?? 0) + 1)).toBe(1));\n`,
    ],
    runners,
  ],
  [
    'mocha',
    { 'lib/clamp.js': COMMON, 'package.json': '{ "scripts": { "test": "mocha" } }' },
    'test/clamp.test.js',
    [
      MOCHA_REQUIRES.replace('-1, 0, 10), 0', '-1, 0, 10), 7'),
      `${MOCHA_REQUIRES}it('is first', () => assert.equal((globalThis.count = (globalThis.count ?? 0) + 1), 1));\n`,
    ],
    runners,
  ],
])(
  'tests that fail, or only pass once, tell of branches and of no mutants, with %s',
  async (_, files, testFile, tests, prepare) => {
    prepare?.();
    for (const test of tests) {
      const { known } = await knownOf({ ...files, [testFile]: test }, 'clamp', 'javascript');
      expect(known.branches.size).toBe(3);
      expect(known.mutants.size).toBe(0);
    }
  },
  SECONDS,
);
