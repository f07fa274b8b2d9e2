import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { declarationOf, declared } from '../../../../src/assistant/fix/declare.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

async function proposals(text: string, at: string, message: string): Promise<string[]> {
  const engine = new FakeEngine();
  engine.scripts = [{ text: 'false;' }];
  const start = text.indexOf(at);
  const diagnostic = { start, end: start + at.length, severity: 'error', message } as const;
  const problem = { uri: 'a', languageId: 'typescript', text, diagnostic };
  const found = await declared(problem, { engine, syntax, maxStepMs: 1 }, new AbortController().signal);
  return found.map((one) => one.text);
}

it('declares a name above the statement that needs it, with what the model says', async () => {
  const text = 'function f(a: number) {\n  if (a > 1) {\n    if (done) return;\n  }\n  done = true;\n}\n';
  expect(await proposals(text, 'done', "Cannot find name 'done'.")).toEqual([
    text.replace('  if (a > 1)', '  let done = false;\n  if (a > 1)'),
  ]);
});

it('declares no functions and no types', async () => {
  expect(await proposals('function f() {\n  go(1);\n}\n', 'go', "Cannot find name 'go'.")).toEqual([]);
  expect(await proposals('function f(a: Size) {\n}\n', 'Size', "Cannot find name 'Size'.")).toEqual([]);
  expect(await proposals('function f() {\n  a + 1;\n}\n', 'a', 'Type is wrong.')).toEqual([]);
});

it('begins a declaration as its language does, by whether the name is assigned again', () => {
  expect(declarationOf('typescript', 'a', 'b(a)')).toBe('const a = ');
  expect(declarationOf('typescript', 'a', 'a += 1')).toBe('let a = ');
  expect(declarationOf('typescript', 'a', 'a === 1; x.a = 2')).toBe('const a = ');
  expect(declarationOf('python', 'a', '')).toBe('a = ');
  expect(declarationOf('go', 'a', '')).toBe('a := ');
  expect(declarationOf('cobol', 'a', '')).toBeUndefined();
});
