import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fixFailing } from '../../../../src/assistant/fix/failing-fix.ts';
import type { Source } from '../../../../src/testing/languages/language.ts';
import { subjectNamed } from '../../../../src/testing/subject.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { sourceOf } from '../../testing/made.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime: require.resolve('web-tree-sitter/web-tree-sitter.wasm') });
afterAll(() => syntax.dispose());
const signal = new AbortController().signal;

const SUM = `export function sum(first: number, last: number): number {
  let all = 0;
  for (let n = first; n < last; n++) all += n;
  return all;
}
`;
const MENDED = SUM.replace('n < last', 'n <= last');
const WHY = 'sum(1, 3) gives 3, and should give 6.';

async function fixed(passes: (text: string) => boolean, suspects: readonly { old: string; newText: string }[]) {
  const subject = await subjectNamed('typescript', SUM, 'sum', syntax);
  if (subject === undefined) throw new Error('no sum');
  const source: Source = sourceOf('/p/sum.ts', SUM, subject, { framework: 'vitest', testFile: '/p/sum.test.ts' });
  const tried: string[] = [];
  const prover = {
    passesAfter: (_: unknown, text: string) => {
      tried.push(text);
      return Promise.resolve(passes(text));
    },
  };
  const edits = suspects.map(({ old, newText }) => ({
    start: SUM.indexOf(old),
    end: SUM.indexOf(old) + old.length,
    newText,
  }));
  const outcome = await fixFailing(
    source,
    { text: 'a test', name: 'its name', why: WHY, suspects: edits },
    { uri: 'file:///p/sum.ts' },
    { engine: new FakeEngine(), syntax, checkers: [], maxStepMs: 100, budgetMs: 1000, prover },
    signal,
  );
  return { outcome, tried };
}

it('tries what the failing call depends on, and offers that with which the test passes', async () => {
  const { outcome, tried } = await fixed(
    (text) => text === MENDED,
    [
      { old: '+=', newText: '-=' },
      { old: '< last', newText: '<= last' },
    ],
  );
  expect(outcome).toMatchObject({
    kind: 'fix',
    text: MENDED,
    passed: ['parses', 'the failing test passes'],
    unchecked: [],
  });
  expect(tried.slice(0, 3)).toEqual([SUM, SUM.replace('+=', '-='), MENDED]);
});

it('offers nothing where the test goes on failing', async () => {
  const { outcome, tried } = await fixed(() => false, [{ old: '< last', newText: '<= last' }]);
  expect(outcome).toEqual({ kind: 'nothing', reason: expect.stringMatching(/^None of \d+ candidates held/) as string });
  expect(tried).toContain(MENDED);
});
