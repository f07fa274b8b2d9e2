import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Outline } from '../../../../src/workspace/syntax/outline.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

/** Type, name and label of each, those in its body behind them. */
function shown(outline: readonly Outline[]): unknown[] {
  return outline.map(({ type, name, label, body }) =>
    [type, name, label, body && shown(body.statements)].filter((part) => part !== undefined),
  );
}

it.each<[string, string, unknown[]]>([
  [
    'typescript',
    "// c\nimport { a } from 'b';\ndescribe('A', () => {\n  it.each([1])('t', async () => {});\n});\nexport const z = 1;\n",
    [
      ['import_statement'],
      ['call_expression', 'describe', 'A', [['call_expression', 'it.each', 't', []]]],
      ['lexical_declaration', 'z'],
    ],
  ],
  ['javascript', 'await test(`a`, function () {}, 5);\n', [['call_expression', 'test', 'a', []]]],
  [
    'python',
    '@x\nclass A(B):\n    def f(self):\n        return 1\n',
    [['class_definition', 'A', [['function_definition', 'f', [['return_statement']]]]]],
  ],
  ['go', 'package p\n\nfunc F() {}\n', [['package_clause'], ['function_declaration', 'F', []]]],
  [
    'rust',
    '#[cfg(test)]\nmod tests {\n    use super::*;\n}\n',
    [['attribute_item'], ['mod_item', 'tests', [['use_declaration']]]],
  ],
  ['java', 'class A {\n  @Test\n  void b() {}\n}\n', [['class_declaration', 'A', [['method_declaration', 'b', []]]]]],
])('outlines %s', async (languageId, text, expected) => {
  expect(shown((await syntax.outlineOf(languageId, text)) ?? [])).toEqual(expected);
});

it('says where statements and bodies are, with what is around them', async () => {
  const text = '@x\ndef f():\n    pass\n';
  const [one] = (await syntax.outlineOf('python', text)) ?? [];
  expect(text.slice(one?.start, one?.end)).toBe('@x\ndef f():\n    pass');
  expect(text.slice(one?.body?.start, one?.body?.end)).toBe('pass');
});

it('is nothing for a text that does not parse', async () => {
  expect(await syntax.outlineOf('typescript', 'f(')).toBeUndefined();
  expect(await syntax.outlineOf('cobol', 'MOVE')).toBeUndefined();
});
