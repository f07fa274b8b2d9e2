import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

/** `‸` marks the place. */
async function unitsAt(languageId: string, marked: string) {
  const at = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const units = (await syntax.unitsAround(languageId, text, at, at)) ?? [];
  return units.map(({ kind, name, start, end }) => [kind, name, text.slice(start, end).split('\n', 1)[0]]);
}

it.each([
  [
    'typescript',
    'export async function f(a: number) {\n  const x = g(‸a);\n}\n',
    [
      ['statement', undefined, 'const x = g(a);'],
      ['function', 'f', 'export async function f(a: number) {'],
    ],
  ],
  [
    'typescript',
    'export const f = (a: number) => {\n  return a‸;\n};\n',
    [
      ['statement', undefined, 'return a;'],
      ['function', 'f', 'export const f = (a: number) => {'],
    ],
  ],
  [
    'python',
    'class A:\n    @prop\n    def f(self):\n        return self.‸x\n',
    [
      ['statement', undefined, 'return self.x'],
      ['function', 'f', '@prop'],
      ['class', 'A', 'class A:'],
    ],
  ],
  [
    'go',
    'package m\n\nfunc (s *S) Sum(xs []int) int {\n\treturn xs[‸0]\n}\n',
    [
      ['statement', undefined, 'return xs[0]'],
      ['function', 'Sum', 'func (s *S) Sum(xs []int) int {'],
    ],
  ],
  [
    'rust',
    'impl A {\n  fn f(&self) -> u8 {\n    let x = self.‸a;\n    x\n  }\n}\n',
    [
      ['statement', undefined, 'let x = self.a;'],
      ['function', 'f', 'fn f(&self) -> u8 {'],
      ['class', undefined, 'impl A {'],
    ],
  ],
  [
    'java',
    'class A {\n  int f() {\n    return this.‸a;\n  }\n}\n',
    [
      ['statement', undefined, 'return this.a;'],
      ['function', 'f', 'int f() {'],
      ['class', 'A', 'class A {'],
    ],
  ],
])('knows the units around a place in %s', async (languageId, marked, units) => {
  expect(await unitsAt(languageId, marked)).toEqual(units);
});

it('lists what is declared, inside of classes, too', async () => {
  const text = 'interface P { x: number }\nclass A {\n  m() {}\n}\nconst g = () => 1;\n';
  const names = (await syntax.declarationsOf('typescript', text))?.map(({ name }) => name);
  expect(names).toEqual(['P', 'A', 'm', 'g']);
  const go = 'package m\n\ntype T struct {\n\tX int\n}\n\nfunc F() {}\n';
  expect((await syntax.declarationsOf('go', go))?.map(({ name }) => name)).toEqual(['T', 'F']);
});

it('gives the tokens without comments, and says which are types', async () => {
  const shown = async (languageId: string, text: string) =>
    (await syntax.tokensOf(languageId, text))
      ?.map((token) => (token.isType ? `<${token.text}>` : token.text))
      .join(' ');
  expect(await shown('typescript', 'f(a: X[]): Y { /* no */ return "x // y"; }')).toContain('return "x // y" ;');
  expect(await shown('typescript', 'function f(a: number): Y { return a; }')).toBe(
    'function f ( a <:> <number> ) <:> <Y> { return a ; }',
  );
  expect(await shown('python', 'def f(a: int) -> str:\n    return a\n')).toBe(
    'def f ( a <:> <int> ) <->> <str> : return a',
  );
});

it('says where a text does not parse, and what is missing', async () => {
  const [error] = (await syntax.errorsOf('typescript', 'class A { m() { this.x(; } }')) ?? [];
  expect(error).toBeDefined();
  expect(await syntax.errorsOf('typescript', 'f(1);')).toEqual([]);
  expect(await syntax.errorsOf('typescript', 'f(g(1);')).toEqual([{ start: 6, end: 6, missing: ')' }]);
});
