import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { invariantBroken } from '../../../../src/assistant/edit/invariants.ts';
import { targetAround, targetOf } from '../../../../src/assistant/edit/target.ts';
import { concise, plainSentences } from '../../../../src/assistant/edit/documentation.ts';
import { taskFor } from '../../../../src/assistant/edit/tasks.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

it.each([
  ['code', 'typescript', 'f(1);', '/** Does it. */\nf(1);', undefined],
  ['code', 'typescript', 'f(1);', '/** Does it. */\nf(2);', 'It changes the code, not only comments.'],
  ['code', 'python', 'def f():\n    return 1\n', 'def f():\n    """One."""\n    return 1\n', undefined],
  ['code-but-types', 'typescript', 'function f(a) { return a; }', 'function f(a: X): X { return a; }', undefined],
  [
    'code-but-types',
    'typescript',
    'function f(a) { return a; }',
    'function f(a: X): X { return a + 1; }',
    'It changes more than types.',
  ],
  ['code-but-types', 'python', 'def f(a):\n    return a\n', 'def f(a: int) -> int:\n    return a\n', undefined],
  ['names', 'typescript', 'function f(a) { return a; }', 'function g(a) { return a; }', 'It renames f.'],
  ['names', 'go', 'package m\nfunc F() {}', 'package m\nfunc F() { return }', undefined],
  ['none', 'typescript', 'a', 'b', undefined],
  ['code', 'plaintext', 'a', 'b', 'There is no grammar of this language to check with.'],
] as const)('%s, %s: %j to %j', async (invariant, languageId, before, after, broken) => {
  expect(await invariantBroken(invariant, languageId, before, after, syntax)).toBe(broken);
});

it('takes the function around a place, and some lines where there is none that is short enough', async () => {
  const text = 'let a;\nfunction f() {\n  return 1;\n}\n';
  const at = text.indexOf('return');
  expect(targetAround(text, await syntax.unitsAround('typescript', text, at, at), at, at).code).toBe(
    'function f() {\n  return 1;\n}',
  );
  const long = `function f() {\n${'  g();\n'.repeat(100)}}\n`;
  const middle = long.indexOf('g();', 300);
  const target = targetAround(long, [{ kind: 'function', start: 0, end: long.length - 1 }], middle, middle);
  expect(target.code.split('\n')).toHaveLength(25);
  expect(target.indentation).toBe('  ');
});

it('takes a selection as it is, less blanks, with its indentation off', () => {
  const text = 'class A {\n    m() {\n        f();\n    }\n}\n';
  const [start, end] = [text.indexOf('\n') + 1, text.lastIndexOf('}')];
  const target = targetOf(text, start, end);
  expect(target.code).toBe('m() {\n    f();\n}');
  expect(target.indentation).toBe('    ');
  expect(text.slice(target.start, target.end)).toBe('m() {\n        f();\n    }');
});

it('makes plain lines of what a model says, without its marks and what would end the comment', () => {
  expect(plainSentences('**Adds** two numbers.\n\n```ts\nadd(1, 2)\n```\nEnds with */ and """.')).toEqual([
    'Adds two numbers.',
    'Ends with * / and ".',
  ]);
  expect(plainSentences('word '.repeat(60)).every((line) => line.length <= 100)).toBe(true);
});

it('refuses tasks that make no sense with one sentence', () => {
  expect(taskFor('instruction', 'go', ' ')).toEqual({ reason: 'Say what to change.' });
  expect(taskFor('types', 'go', undefined)).toEqual({ reason: 'Go has no type annotations to add.' });
  expect(taskFor('convert', 'go', undefined)).toEqual({ reason: 'Say into what to convert it.' });
});

it.each([
  ['typescript', 'The `sumOfSquares` function takes numbers. It is fast. It is good.', 'Takes numbers. It is fast.'],
  ['python', 'The function `total` calculates the cost, e.g. of x.y.', 'Calculates the cost, e.g. of x.y.'],
  ['go', 'The `Max` function returns the largest.', 'Max returns the largest.'],
  ['go', 'Max returns it.', 'Max returns it.'],
  ['typescript', 'no sentence', 'no sentence'],
])('says in %s only what readers do not know: %j', (languageId, said, short) => {
  expect(concise(said, languageId)).toBe(short);
});
