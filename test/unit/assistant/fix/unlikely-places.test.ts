import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { unlikelyPlaces } from '../../../../src/assistant/fix/unlikely-places.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

const TEXT = 'def f(n):\n    # odd ^ mark\n    count = 0\n    while n:\n        n ^= n - 1\n    return count * 2\n';

/** The places where words have these logarithms of probabilities, as `line:column`. */
async function placesIn(text: string, scores: Readonly<Record<string, number>>): Promise<string[]> {
  const engine = new FakeEngine();
  engine.scoreOf = (token) => scores[engine.read([token])] ?? 0;
  const diagnostic = { start: 0, end: 9, severity: 'error', message: 'A test fails', code: 'test' } as const;
  const problem = { uri: 'a', languageId: 'python', text, diagnostic };
  const found = await unlikelyPlaces(problem, { engine, syntax, maxStepMs: 1 }, new AbortController().signal);
  return found.map(({ line, column }) => `${line}:${column}`);
}

it('finds the least likely word of each line, the least likely of all first', async () => {
  expect(await placesIn(TEXT, { '^': -6, '-': -2, '*': -3, count: -1 })).toEqual(['4:10', '5:17', '2:4']);
});

it('looks at code only, not at comments', async () => {
  expect(await placesIn(TEXT, { odd: -9, mark: -9 })).toEqual([]);
});

it('finds nothing where there is no function', async () => {
  expect(await placesIn('n = 1\nm = n ^ 2\n', { '^': -6 })).toEqual([]);
});
