import { expect, it, vi } from 'vitest';
import { changesBetween } from '../../../../src/assistant/edit/changes.ts';
import { Verifier } from '../../../../src/assistant/edit/verifier.ts';
import { CheckFailed, type Checker } from '../../../../src/checks/checker.ts';
import type { Diagnostic } from '../../../../src/workspace/diagnostic.ts';

const signal = new AbortController().signal;

/** Reports every occurrence of a word. */
function checkerOf(name: string, word: string, covers: Checker['covers'] = 'types') {
  const check = vi.fn((texts: readonly string[]) =>
    Promise.resolve(
      texts.map((text) =>
        [...text.matchAll(new RegExp(word, 'g'))].map((match): Diagnostic => ({
          start: match.index,
          end: match.index + word.length,
          severity: 'error',
          message: `no ${word}`,
          code: name,
        })),
      ),
    ),
  );
  return { name, covers, check, dispose: () => Promise.resolve() };
}

/** As many errors as there are question marks. */
const syntax = { countErrors: (_: string, text: string) => Promise.resolve(text.split('?').length - 1) };

async function verdicts(text: string, trials: readonly string[], checkers: readonly Checker[], problem?: Diagnostic) {
  const verifier = new Verifier({ languageId: 'x', text, checkers, syntax, problems: problem ? [problem] : [] });
  const found = await verifier.verify(
    trials.map((trial) => ({ text: trial, changes: changesBetween(text, trial) })),
    signal,
  );
  return { found, verifier };
}

const bad: Diagnostic = { start: 2, end: 5, severity: 'error', message: 'no bad', code: 'tsc' };

it('lets hold what the problem is gone from, and nothing new has come to', async () => {
  const trials = ['a good\n', 'a bad \n', 'a worse\n', 'a ?\n'];
  const { found } = await verdicts('a bad\n', trials, [checkerOf('tsc', 'bad'), checkerOf('lint', 'worse')], bad);
  expect(found).toEqual([
    { holds: true },
    { holds: false, objection: 'tsc still says: no bad' },
    { holds: false, objection: 'lint says: no worse' },
    { holds: false, objection: 'It does not parse.' },
  ]);
});

it('counts the other problems that go too, and the places that still have the same one', async () => {
  const text = 'a bad\nthen bad\nthen worse\n';
  const { found } = await verdicts(
    text,
    ['a x\nthen bad\nthen worse\n', 'a x\nthen x\nthen worse\n', 'a x\nthen bad\nthen x\n'],
    [checkerOf('tsc', 'bad'), checkerOf('lint', 'worse')],
    bad,
  );
  expect(found).toEqual([
    { holds: true, left: 1 },
    { holds: true, solved: 1 },
    { holds: true, solved: 1, left: 1 },
  ]);
});

it('asks dear checkers only about what cheaper ones let pass, and nobody twice', async () => {
  const [types, build] = [checkerOf('tsc', 'bad'), checkerOf('go', 'nothing', 'build')];
  const { verifier } = await verdicts('a bad\n', ['a good\n', 'a bad!\n'], [build, types], bad);
  await verifier.verify([{ text: 'a good\n', changes: [] }], signal);
  expect(types.check.mock.calls.map(([texts]) => texts)).toEqual([['a bad\n'], ['a good\n', 'a bad!\n']]);
  expect(build.check.mock.calls.map(([texts]) => texts)).toEqual([['a bad\n'], ['a good\n']]);
});

it('says what was checked and what was not', async () => {
  const failing: Checker = {
    ...checkerOf('pyright', 'x'),
    check: () => Promise.reject(new CheckFailed('it is not installed')),
  };
  const { found, verifier } = await verdicts('a bad\n', ['a good\n'], [checkerOf('tsc', 'bad'), failing], bad);
  expect(found).toEqual([{ holds: true }]);
  expect(verifier.passed('a good\n')).toEqual(['parses', 'types clean (tsc)']);
  expect(verifier.unchecked).toEqual(['pyright: it is not installed']);
});

it('says so where no checker sees the problem', async () => {
  const { verifier } = await verdicts('a bad\n', ['a good\n'], [checkerOf('lint', 'worse', 'lint')], bad);
  expect(verifier.canSeeProblem).toBe(false);
  expect(verifier.unchecked).toEqual(['Whether the problem is gone: no checker that was run reports it.']);
});

it('takes a text that does not parse for the problem, and wants fewer errors', async () => {
  const { found } = await verdicts('a ? ?\n', ['a ?\n', 'a ? ? b\n', 'a\n'], [], { ...bad, message: 'syntax' });
  expect(found.map(({ holds }) => holds)).toEqual([true, false, true]);
});

it('does not hide a failure that is no checker’s', async () => {
  const broken: Checker = { ...checkerOf('tsc', 'x'), check: () => Promise.reject(new TypeError('a defect')) };
  await expect(verdicts('a\n', ['b\n'], [broken])).rejects.toThrow('a defect');
});

it('does not say clean where older problems are left', async () => {
  const { found, verifier } = await verdicts(
    'a bad old\n',
    ['a good old\n'],
    [checkerOf('tsc', 'bad'), checkerOf('lint', 'old', 'lint')],
    bad,
  );
  expect(found).toEqual([{ holds: true }]);
  expect(verifier.passed('a good old\n')).toEqual(['parses', 'types clean (tsc)', 'no new problems in lint (lint)']);
});

it('lets nothing hold that only silences a checker', async () => {
  const { found } = await verdicts('a bad\n', ['// @ts-ignore\na good\n'], [checkerOf('tsc', 'bad')], bad);
  expect(found).toEqual([{ holds: false, objection: 'It tells a checker to be silent.' }]);
});
