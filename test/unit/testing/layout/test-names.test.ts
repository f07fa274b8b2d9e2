import { expect, it } from 'vitest';
import { isCalledTest } from '../../../../src/testing/layout/test-names.ts';

it.each([
  ['file:///p/half.test.ts', 'typescript', true],
  ['file:///p/half.spec.js', 'javascript', true],
  ['/p/test_half.py', 'python', true],
  ['C:\\p\\half_test.go', 'go', true],
  ['file:///p/half.ts', 'typescript', false],
  ['file:///p/contest.py', 'python', false],
  // Its folder says nothing without the package around it.
  ['file:///home/tests/half.js', 'javascript', false],
  ['file:///p/a.test.css', 'css', false],
])('%s in %s: %s', (file, languageId, is) => {
  expect(isCalledTest(file, languageId)).toBe(is);
});
