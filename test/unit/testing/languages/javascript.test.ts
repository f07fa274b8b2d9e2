import { describe, expect, it } from 'vitest';
import { exportsOf, importsOf, JAVASCRIPT } from '../../../../src/testing/languages/javascript.ts';
import type { TestStyle } from '../../../../src/testing/types.ts';
import { caseOf, sourceOf, STYLE, subject, trial, value } from '../made.ts';

describe('exports', () => {
  it.each<[string, [string, string][]]>([
    ['export function f() {}', [['f', 'f']]],
    ['export async function f() {}', [['f', 'f']]],
    ['export function* f() {}', [['f', 'f']]],
    ['export function *f() {}', [['f', 'f']]],
    ['export abstract class A {}', [['A', 'A']]],
    ['export const f = () => 1;', [['f', 'f']]],
    ['export enum Level { Low }', [['Level', 'Level']]],
    ['export default function f() {}', [['f', 'default']]],
    ['function f() {}\nexport default f;', [['f', 'default']]],
    [
      'export { f, g as h, type T };',
      [
        ['f', 'f'],
        ['g', 'h'],
        ['T', 'T'],
      ],
    ],
    [
      'export {\n  f,\n  g as default,\n};',
      [
        ['f', 'f'],
        ['g', 'default'],
      ],
    ],
    ["export { f } from './other';", []],
    ['exports.f = f;', [['f', 'f']]],
    ['module.exports.f = function () {};', [['f', 'f']]],
    [
      'module.exports = { f, g: g };',
      [
        ['f', 'f'],
        ['g', 'g'],
      ],
    ],
    ['module.exports = f;', [['f', 'default']]],
    ['  export function f() {}', []],
    ['function f() {}', []],
  ])('of %j', (text, names) => expect([...exportsOf(text)]).toEqual(names));
});

describe('imports', () => {
  it.each([
    ["import a from 'a';", [{ from: 'a', names: [], whole: 'a' }]],
    ["import a, { b, c as d } from 'a';", [{ from: 'a', names: ['b', 'c as d'], whole: 'a' }]],
    ["import * as a from 'a';", [{ from: 'a', names: [], whole: '* as a' }]],
    ["import {\n  b,\n  type T,\n} from 'a';", [{ from: 'a', names: ['b'] }]],
    ["import type { T } from 'a';", []],
    ["import 'a';", []],
  ])('of %j', (text, imports) => expect(importsOf(text)).toEqual(imports));
});

const source = (text: string, style: Partial<TestStyle> = {}, file = '/p/src/deep/code.ts') =>
  sourceOf(file, text, subject('typescript', 'f'), {
    framework: 'vitest',
    testFile: '/p/test/code.test.ts',
    style: { ...STYLE, ...style },
  });
const fileOf = (text: string, call: string, style: Partial<TestStyle> = {}, setup: string[] = []) => {
  const one = source(text, style);
  return JAVASCRIPT.newFile(
    one,
    JAVASCRIPT.tests(one, [{ ...caseOf(call, value('1')), trial: trial(call, { setup }) }]),
  )
    .split('\n')
    .filter((line) => /^import|require\(/.test(line));
};

it('refuse what no test file can call', () => {
  expect(JAVASCRIPT.refusal(source('function f() {}\n'))).toBe('"f" is not exported, so no test file can call it.');
  expect(JAVASCRIPT.refusal(source('export function f() {}\n'))).toBeUndefined();
});

describe('a test file', () => {
  it.each<[string, Partial<TestStyle>, string]>([
    ['named', {}, "import { f } from '../src/deep/code.ts';"],
    ['by the name that it will have', { importExtension: '.js' }, "import { f } from '../src/deep/code.js';"],
    [
      'without extension, in other quotes, without semicolons',
      { importExtension: '', quotes: '"', semicolons: false },
      'import { f } from "../src/deep/code"',
    ],
    ['with require', { modules: 'require', importExtension: '' }, "const { f } = require('../src/deep/code');"],
  ])('imports its source %s', (_, style, line) => {
    expect(fileOf('export function f(a: number) {}\n', 'f(1)', style)).toContain(line);
  });

  it('imports a default and a renamed export by their names', () => {
    expect(fileOf('export default function f(a) {}\n', 'f(1)')).toContain("import f from '../src/deep/code.ts';");
    const renamed = 'function f(a) {}\nexport { f as g };\n';
    expect(fileOf(renamed, 'f(1)')).toContain("import { g as f } from '../src/deep/code.ts';");
    expect(fileOf(renamed, 'f(1)', { modules: 'require' })).toContain(
      "const { g: f } = require('../src/deep/code.ts');",
    );
  });

  it('imports from where the source does, seen from itself, and only what it uses', () => {
    const text =
      "import { big, small } from './sizes.ts';\nimport { up } from '../up.ts';\nimport { z } from 'zod';\nexport function f(a) {}\n";
    expect(fileOf(text, 'f(big, up, z)')).toEqual(
      expect.arrayContaining([
        "import { big } from '../src/deep/sizes.ts';",
        "import { up } from '../src/up.ts';",
        "import { z } from 'zod';",
      ]),
    );
    expect(fileOf(text, "f('small', a.big)").join()).not.toMatch(/sizes|zod|up/);
  });

  it('imports what the statements before a call use', () => {
    const text = 'export class Ring {}\nexport function f(a) {}\n';
    expect(fileOf(text, 'f(a)', {}, ['const a = new Ring()'])).toContain(
      "import { Ring, f } from '../src/deep/code.ts';",
    );
  });
});

it('are tried in a file that is found as the test file is', () => {
  const request = { trials: [{ ...trial('f(1)'), number: 0 }], output: '/o', budgetMs: 1000, isInstrumented: false };
  const of = (testFile: string) => {
    const one = source('export function f(a) {}\n');
    return JAVASCRIPT.probe({ ...one, setup: { ...one.setup, testFile } }, request).file;
  };
  expect(of('/p/test/code.test.ts')).toBe('/p/test/code_local_forge.test.ts');
  expect(of('/p/test/code-spec.js')).toBe('/p/test/code_local_forge-spec.js');
  expect(of('/p/test/code.js')).toBe('/p/test/code_local_forge.js');
});
