import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importsOf, moduleOf, PYTHON, topLevelNames } from '../../../../src/testing/languages/python.ts';
import { caseOf, sourceOf, STYLE, subject, value } from '../made.ts';

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-modules-')));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(...files: string[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), '');
  }
}

const source = (file: string, text: string, framework: 'pytest' | 'unittest' = 'pytest') =>
  sourceOf(path.join(root, file), text, subject('python', 'f'), {
    framework,
    root,
    testFile: path.join(root, 'tests/test_code.py'),
    style: { ...STYLE, grouped: false, indentation: '    ' },
  });

describe('the module of', () => {
  it.each([
    ['code.py', [], 'code', ''],
    ['pkg/code.py', ['pkg/__init__.py'], 'pkg.code', ''],
    ['pkg/sub/code.py', ['pkg/__init__.py', 'pkg/sub/__init__.py'], 'pkg.sub.code', ''],
    ['src/pkg/code.py', ['src/pkg/__init__.py'], 'pkg.code', 'src'],
    ['src/code.py', [], 'code', 'src'],
    ['src/pkg/code.py', [], 'pkg.code', 'src'],
    ['pkg/code.py', [], 'pkg.code', ''],
    ['pkg/__init__.py', ['pkg/__init__.py'], 'pkg', ''],
  ])('%s with %j is %s', (file, others, name, folder) => {
    write(file, ...others);
    const one = source(file, '');
    expect(moduleOf(one)).toEqual({ name, folder: path.join(root, folder) });
    const place = PYTHON.environment(one, '/copy')['PYTHONPATH'];
    expect(place).toBe(folder === '' ? undefined : `/copy/${folder}`);
  });
});

it('names what a module defines at its outermost level', () => {
  const text =
    'import os\n\n\nA: int = 1\nB = 2\nif B == 3:\n    C = 4\n\n\nasync def f():\n    d = 5\n\n\nclass E:\n    def g(self):\n        pass\n';
  expect([...topLevelNames(text)]).toEqual(['A', 'B', 'f', 'E']);
});

it.each([
  [
    'import os, sys as system  # both\n',
    [
      { from: 'os', names: [], whole: 'os' },
      { from: 'sys', names: [], whole: 'sys as system' },
    ],
  ],
  ['import os.path\n', [{ from: 'os.path', names: [], whole: 'os.path' }]],
  ['from a.b import (\n    c,  # first\n    d as e,\n)\n', [{ from: 'a.b', names: ['c', 'd as e'] }]],
  ['from . import c\n', [{ from: '.', names: ['c'] }]],
  ['from __future__ import annotations\n', []],
  ['from a import *\n', [{ from: 'a', names: [] }]],
])('the imports of %j', (text, imports) => expect(importsOf(text)).toEqual(imports));

describe('a test file', () => {
  const headOf = (text: string, call: string, framework: 'pytest' | 'unittest' = 'pytest') => {
    write('code.py');
    const one = source('code.py', text, framework);
    return PYTHON.newFile(one, PYTHON.tests(one, [caseOf(call, value('1'))]));
  };
  const imported = (text: string, call: string) =>
    headOf(text, call)
      .split('\n')
      .filter((line) => /^(?:import|from) /.test(line));

  it('imports what its calls use, from where the source has it', () => {
    const text =
      'import math\nfrom decimal import Decimal as D, Context\nfrom .near import near as close\n\nLIMIT = 1\n\n\ndef f(a):\n    pass\n';
    expect(imported(text, 'f(math.pi, D(1), close, LIMIT)')).toEqual([
      'import math',
      'from code import LIMIT, close, f',
      'from decimal import Decimal as D',
    ]);
    expect(imported(text, "f('LIMIT', a.close)")).toEqual(['from code import f']);
  });

  it('imports modules of the standard library that the source does not', () => {
    expect(imported('def f(a):\n    pass\n', 'f(datetime.date(2020, 1, 1))')).toEqual([
      'import datetime',
      'from code import f',
    ]);
  });

  it('of unittest can be run by itself', () => {
    const text = headOf('def f(a):\n    pass\n', 'f(1)', 'unittest');
    expect(text).toMatch(/^import unittest\n\nfrom code import f\n\n\n# Char/);
    expect(text).toMatch(/\n\n\nif __name__ == '__main__':\n {4}unittest\.main\(\)\n$/);
  });
});
