import { transform } from 'esbuild';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { instrumented } from '../../../../src/testing/instrument/instrument.ts';
import { nextNumber } from '../../../../src/testing/instrument/operators.ts';
import { withoutTypeChecks } from '../../../../src/testing/instrument/type-checks.ts';
import { copyFor, movedLines, subjectsIn, syntax } from './subjects.ts';

afterAll(() => syntax.dispose());

it.each([
  ['0', '1'],
  ['1', '0'],
  ['41', '42'],
  ['1_000', '1001'],
  ['0x10', '17'],
  ['1n', '0n'],
  ['9007199254740993', '9007199254740994'],
  ['1.0', '0.0'],
  ['0.5', '1.5'],
  ['.5', '1.5'],
  ['2.', '3.0'],
  ['1e3', undefined],
  ['1j', undefined],
  ['017', undefined],
])('the number after %s is %s', (literal, next) => {
  expect(nextNumber(literal)).toBe(next);
});

it('has mutants in some lines only, and all branches', async () => {
  const text = 'function f(a) {\n  if (a > 1) return 2;\n  return (\n    a + 3\n  );\n}\n';
  const [subject] = await subjectsIn('javascript', text);
  if (subject === undefined) throw new Error('no subject');
  const linesOf = async (isAllowed?: (line: number) => boolean) => {
    const copy = await instrumented(text, subject, syntax, isAllowed);
    return { lines: [...new Set(copy?.mutants.map(({ line }) => line))], branches: copy?.branches.length };
  };
  expect(await linesOf()).toEqual({ lines: [2, 3, 4], branches: 2 });
  expect(await linesOf((line) => line !== 2)).toEqual({ lines: [3, 4], branches: 2 });
  expect(await linesOf(() => false)).toEqual({ lines: [], branches: 2 });
});

describe('type checks of a copy', () => {
  const isChecked = (text: string) =>
    (ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest) as { checkJsDirective?: { enabled: boolean } })
      .checkJsDirective?.enabled;

  it.each([
    '\nimport a from "a";\n',
    '// About.\nimport a from "a";\n',
    '/** About. */\nimport a from "a";\n',
    '/*\n * About.\n */\n\nimport a from "a";\n',
    '#!/usr/bin/env node\n// About.\nexport {};\n',
    '/// <reference types="node" />\n\nexport {};\n',
    '/* one */ /* two */\r\nexport {};\r\n',
  ])('are turned off in %j', (text) => {
    const changed = withoutTypeChecks(text);
    expect(isChecked(changed)).toBe(false);
    expect(movedLines(text, changed)).toEqual([]);
    expect(changed.split('\n').length).toBe(text.split('\n').length);
  });

  it.each(['import a from "a";\n\n', '#!/usr/bin/env node\nexport {};\n', '// @ts-check\nexport {};\n', ''])(
    'are turned off in a line of its own where none is free: %j',
    (text) => {
      const changed = withoutTypeChecks(text);
      expect(isChecked(changed)).toBe(false);
      expect(changed.replace('// @ts-nocheck\n', '')).toBe(text);
    },
  );
});

it.each([
  ['decorators', '@dec(1 + 1) class A { @log("x") f(@inject("y") a = 1 + 1) { if (a > 1) return a; } }', 'A'],
  [
    'namespaces',
    'namespace N { export function f(a: number) { return a > 1 ? N.g(a) : -1; } export declare function g(a: 1 | 2): 3; }',
    'f',
  ],
  [
    'overloads',
    'function f(a: string): 1;\nfunction f(a: number): 2;\nfunction f(a: any): any { return a as 1 satisfies 1 }',
    'f',
  ],
  [
    'classes with types',
    'class A<T = 1> extends (x || B)<T> implements C { declare m: 1; get p(): "q" { return "q"; } static { f(1) } }',
    'A',
  ],
  ['declarations that are given back', 'async function f(a: A) { using x = a < 1; await using y = g(); g(x, y) }', 'f'],
  [
    'type arguments',
    'function f(a: unknown) { return new Map<"a", 1>([["a", 1]]).get<2>(a!) as Array<{ k: "v"; 2: 3 }>[0] }',
    'f',
  ],
  [
    'labels and nested conditions',
    'function f(a) { a: if (a) b: for (;;) if (a > 1) break b; else if (a) break a; else do a--; while (a); else return }',
    'f',
  ],
  [
    'dynamic imports',
    'async function f() { return (await import("node:fs")).existsSync("x") && require("node:path") }',
    'f',
  ],
  [
    'assertions',
    'function f(a: any): asserts a is "x" { if (!(a === "x" || typeof a !== "string")) throw new Error(`${a ? "x" : `y`}`) }',
    'f',
  ],
])('the copy is TypeScript: %s', async (_, text, name) => {
  const copy = await copyFor('typescript', text, name);
  expect(movedLines(text, copy.text)).toEqual([]);
  expect(copy.mutants.length).toBeGreaterThan(0);
  const tsconfigRaw = { compilerOptions: { experimentalDecorators: true } };
  await expect(transform(copy.text, { loader: 'ts', tsconfigRaw })).resolves.toBeDefined();
});

it('touches nothing outside of the subject, nor what runs when it is defined', async () => {
  const text = `const a = 1 + 1;
function other(b = a > 1) { return b && a; }
class Subject {
  static size = 2 * 2;
  m(b = 3 + 3, { c = 4 } = {}) { type T = 5; return b < c; }
}
`;
  const copy = await copyFor('typescript', text, 'Subject');
  expect(new Set([...copy.mutants, ...copy.branches].map(({ start, end }) => text.slice(start, end)))).toEqual(
    new Set(['<', 'b < c']),
  );
  const [, ...lines] = copy.text.split('\n'); // the first one turns types off
  expect([...lines.slice(0, 4), lines[5]]).toEqual([...text.split('\n').slice(0, 4), '}']);
});

it.each([
  ['csharp', 'class A { int f(int a) { return a + 1; } }\n'],
  ['javascript', 'function f(a) { return a + ; }\n'],
])('gives nothing for %s: %j', async (languageId, text) => {
  const [subject] = await subjectsIn(languageId, text);
  if (subject === undefined) throw new Error('no subject');
  expect(await instrumented(text, subject, syntax)).toBeUndefined();
});
