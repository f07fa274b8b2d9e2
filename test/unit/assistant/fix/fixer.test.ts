import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fix } from '../../../../src/assistant/fix/fixer.ts';
import type { Checker } from '../../../../src/checks/checker.ts';
import type { Diagnostic } from '../../../../src/workspace/diagnostic.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

/** Says the same of each place of a word. */
function checkerOf(word: string, message: string): Checker {
  const said = (text: string) =>
    [...text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map((match): Diagnostic => ({
      start: match.index,
      end: match.index + word.length,
      severity: 'error',
      message,
    }));
  return {
    name: 'checker',
    covers: 'types',
    check: (texts) => Promise.resolve(texts.map(said)),
    dispose: () => Promise.resolve(),
  };
}

/** What is offered with a model that says nothing and finds all lines alike. */
async function offered(languageId: string, text: string, word: string, message: string): Promise<string | undefined> {
  const checker = checkerOf(word, message);
  const { signal } = new AbortController();
  const [[diagnostic] = []] = await checker.check([text], signal);
  if (diagnostic === undefined) throw new Error('there is no problem');
  const outcome = await fix(
    { uri: 'a', languageId, text, diagnostic },
    { engine: new FakeEngine(), syntax, maxStepMs: 1, checkers: [checker], budgetMs: 20_000 },
    signal,
  );
  return outcome.kind === 'fix' ? outcome.text : undefined;
}

it('offers a misspelt name as it is spelt elsewhere', async () => {
  const code = (name: string) => `def f(width):\n    return ${name} + 1\n`;
  expect(await offered('python', code('widht'), 'widht', '"widht" is not defined')).toBe(code('width'));
});

it('does not take a name for misspelt that is not known in two places', async () => {
  const text = 'def f(factor):\n    a = facto + 1\n    return a * facto\n';
  expect(await offered('python', text, 'facto', '"facto" is not defined')).toBeUndefined();
});

it('does not take a name for misspelt that only has no value yet', async () => {
  const text = 'def f(true_):\n    return trues + 1\n';
  expect(await offered('python', text, 'trues', '"trues" is unbound')).toBeUndefined();
});

it('offers what a known slip asks for, without the model being for it', async () => {
  expect(await offered('python', 'def f():\n    return null\n', 'null', '"null" is not defined')).toBe(
    'def f():\n    return None\n',
  );
});

it('offers nothing where two repairs are alike', async () => {
  const text = 'def f(size_min, size_max):\n    return size + 1\n';
  expect(await offered('python', text, 'size', '"size" is not defined')).toBeUndefined();
});
