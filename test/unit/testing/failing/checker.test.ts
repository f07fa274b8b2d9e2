import { expect, it } from 'vitest';
import type { FailingProof } from '../../../../src/testing/failing/verdict.ts';
import { failingDiagnostic, failingTestChecker } from '../../../../src/testing/failing/checker.ts';
import { subjectIn } from '../made.ts';

const WHY = 'f(2) gives 5, and should give 4.';
const TEST = { text: "it('bug: f', () => {});\n", name: 'bug: f' };

it.each([
  ['javascript', '', 'export function f(a) {', '\n  return a + 3;\n}', 'export function f(a) {'],
  [
    'javascript',
    '/** Twice a number. */\n// more of it\n',
    'export function f(a) {',
    '\n  return a + 3;\n}',
    'export function f(a) {',
  ],
  ['typescript', '/**\n * Twice.\n */\n', 'const f = (a: number) => ', 'a + 3;', 'const f = (a: number) => a + 3;'],
  ['python', '# Twice a number.\n', 'def f(a):', '\n    return a + 3\n', 'def f(a):'],
  ['go', '// F is twice a number.\n', 'func F(\n\ta int,\n) int {', '\n\treturn a + 3\n}', 'func F('],
])(
  'says of %s, with %j above, that the first line of the declaration is wrong',
  (languageId, above, head, body, line) => {
    const before = 'something else\n\n';
    const text = before + above + head + body;
    const subject = { ...subjectIn(text, languageId, 'f', head), start: before.length };
    const { start, end, ...rest } = failingDiagnostic({ text, subject }, WHY);
    expect(text.slice(start, end)).toBe(line);
    expect(rest).toEqual({ severity: 'error', message: WHY, code: 'test' });
  },
);

it('reports the problem of each text with which the test does not pass', async () => {
  const asked: [Pick<FailingProof, 'text' | 'name'>, string, AbortSignal][] = [];
  const prover = {
    passesAfter: (test: Pick<FailingProof, 'text' | 'name'>, text: string, signal: AbortSignal) => {
      asked.push([test, text, signal]);
      return Promise.resolve(text === 'good');
    },
  };
  const problem = { start: 0, end: 1, severity: 'error' as const, message: WHY };
  const checker = failingTestChecker(prover, TEST, problem);
  const { signal } = new AbortController();
  expect(checker.covers).toBe('tests');
  expect(await checker.check(['bad', 'good', 'bad'], signal)).toEqual([[problem], [], [problem]]);
  expect(asked).toEqual([
    [TEST, 'bad', signal],
    [TEST, 'good', signal],
    [TEST, 'bad', signal],
  ]);
});

it('says nothing of a text when it could not be run', async () => {
  const prover = { passesAfter: () => Promise.reject(new Error('Cancelled.')) };
  const checker = failingTestChecker(prover, TEST, { start: 0, end: 1, severity: 'error', message: WHY });
  await expect(checker.check(['a'], new AbortController().signal)).rejects.toThrow('Cancelled.');
});
