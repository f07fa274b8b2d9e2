import { describe, expect, it } from 'vitest';
import { fixedWithTest, isNamed, whyNotFailing } from '../../../../src/testing/failing/verdict.ts';
import { reportedTitle } from '../../../../src/testing/failing/title.ts';
import { likeness } from '../../../../src/testing/failing/reported-error.ts';
import { valueAt } from '../../../../src/testing/failing/values.ts';
import { GO } from '../../../../src/testing/languages/go.ts';
import { JAVASCRIPT } from '../../../../src/testing/languages/javascript.ts';
import { PYTHON } from '../../../../src/testing/languages/python.ts';
import { caseOf, sourceOf, subject, value } from '../made.ts';

const NAME = 'bug: f(2) gives 5';
const failed = (output: string, name = 'group bug: f(2) gives 5') => ({ ran: 1, failed: [name], output });

it.each([
  ['what is compared', failed('AssertionError: expected 5 to be 4'), undefined, undefined],
  ['what pytest compares', failed('E   assert 5 == 4'), undefined, undefined],
  ['what Go compares', failed('f_test.go:7: f(2): got = 5, want 4'), undefined, undefined],
  ['the error that is stated', failed('{"message":"TypeError: a \\"b\\""}'), { message: 'a "b"' }, undefined],
  [
    'another error',
    failed('RangeError: x'),
    { type: 'TypeError' },
    'The test fails, but not by the error of the report.',
  ],
  [
    'an error that nobody stated',
    failed('ReferenceError: g is not defined'),
    undefined,
    'The test fails, but not by what it asserts: ReferenceError: g is not defined',
  ],
  ['nothing', { ran: 3, failed: [], output: '' }, undefined, 'The test passes already.'],
  [
    'a file that cannot be read',
    failed("\nE   ModuleNotFoundError: No module named 'f'\n", 'test_f.py'),
    undefined,
    "The test file could not be run: E   ModuleNotFoundError: No module named 'f'",
  ],
  [
    'another test only',
    failed('AssertionError: expected 5 to be 4', 'other'),
    undefined,
    'The test file could not be run: AssertionError: expected 5 to be 4',
  ],
])('tells a test that fails by %s', (_, run, stated, reason) => {
  expect(whyNotFailing(run, NAME, stated)).toBe(reason);
});

it('knows a test by its name in every report', () => {
  expect(isNamed('TestF/bug:_f(2)_gives_5', NAME)).toBe(true);
  expect(isNamed('tests/test_f.py::TestF::test_f_bug', 'test_f_bug')).toBe(true);
  expect(isNamed('tests/test_f.py', 'test_f_bug')).toBe(false);
});

it.each([
  ['f(2) gives 5, not 4. It was right before.', 'bug: f(2) gives 5, not 4'],
  ['`f(1.5)` is `2`.', 'bug: f(1.5) is 2'],
  ['TypeError: x is not iterable', 'bug: f(2) throws TypeError'],
  ['Traceback\n  File\nValueError: no', 'bug: f(2) throws TypeError'],
  [`it ${'is very '.repeat(12)}wrong`, 'bug: it is very is very is very is very is very is very is very is…'],
])('names a test after %j', (report, title) => {
  expect(reportedTitle(report, 'f(2) throws TypeError: x is not iterable, and should not.')).toBe(title);
});

it('tells how like two errors are', () => {
  expect(likeness({ type: 'E', message: 'no 1' }, 'E', 'no 1')).toBe(2);
  expect(likeness({ type: 'E', message: 'no 1 for "a"' }, 'E', 'no 2 for "b"')).toBe(1);
  expect(likeness({ type: 'E' }, 'F', 'no 1')).toBe(0);
  expect(likeness({ message: 'yes' }, 'E', 'no')).toBe(0);
  expect(likeness({}, 'E', 'no')).toBe(2);
});

it.each([
  ['python', '(1, null) is', '(1, None)'],
  ['typescript', '(which is wrong)', undefined],
  ['typescript', "'it''s' or", "'it'"],
  ['typescript', 'NaN', 'NaN'],
  ['typescript', 'nothing', undefined],
  ['typescript', '{ a: [1, None] }, it', '{ a: [1, null] }'],
  ['go', "'a'", "'a'"],
  ['go', 'Point{X: 1}', 'Point{X: 1}'],
  ['typescript', '3.', '3'],
])('reads a value of %s in %j', (languageId, text, code) => {
  expect(valueAt(text, 0, languageId)?.code).toBe(code);
});

it('writes what is reported above the test and not that it is a characterisation', () => {
  const reported = { title: NAME, comment: 'Fails until f is fixed.\nf(2) gives 5.' };
  const one = caseOf('f(2)', value('4'), { isDocumented: true, reported });
  const js = { framework: 'vitest', testFile: '/p/f.test.ts' } as const;
  const typescript = sourceOf('/p/f.ts', 'export function f() {}', subject('typescript', 'f'), js);
  expect(JAVASCRIPT.tests(typescript, [one]).tests).toBe(
    "describe('f', () => {\n  // Fails until f is fixed.\n  // f(2) gives 5.\n  it('bug: f(2) gives 5', () => {\n    expect(f(2)).toBe(4);\n  });\n});\n",
  );
  const py = { framework: 'unittest', testFile: '/p/test_f.py' } as const;
  const python = PYTHON.tests(sourceOf('/p/f.py', 'def f():\n', subject('python', 'f'), py), [one]);
  expect(python.names).toEqual(['test_f_bug_2_gives_5']);
  expect(python.tests).toContain('class TestFBug2Gives5(unittest.TestCase):\n  # Fails until f is fixed.\n');
  const none = { ...one, outcome: { kind: 'no error', values: 2 } } as const;
  const goSource = sourceOf('/p/f.go', 'package f\n', subject('go', 'f'), {
    framework: 'go test',
    testFile: '/p/f_test.go',
  });
  const go = GO.tests(goSource, [none]);
  expect(go.names).toEqual(['TestFBug2Gives5/bug:_f(2)_gives_5']);
  expect(go.tests).toContain('if _, err := f(2); err != nil {');
});

describe('a fix of the file that the test is in', () => {
  const before = 'fn f() {}\n\nmod tests {\n    fn a() {}\n}\n';
  const tested = 'fn f() {}\n\nmod tests {\n    use super::*;\n    fn a() {}\n    fn b() {}\n}\n';
  it.each([
    ['keeps the test', 'fn f() { 1 }\n\nmod tests {\n    fn a() {}\n}\n', tested.replace('{}', '{ 1 }')],
    ['that has changed the tests, too, says nothing', 'fn f() {}\n\nmod tests {}\n', undefined],
  ])('%s', (_, fixed, whole) => {
    expect(fixedWithTest(before, tested, fixed)).toBe(whole);
  });

  it('keeps a module that was added', () => {
    expect(fixedWithTest('fn f() {}\n', 'fn f() {}\n\nmod tests {}\n', 'fn f() { 1 }\n')).toBe(
      'fn f() { 1 }\n\nmod tests {}\n',
    );
  });
});
