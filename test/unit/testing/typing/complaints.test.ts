import { expect, it } from 'vitest';
import { addedTo, complaintsIn } from '../../../../src/testing/typing/complaints.ts';
import type { Diagnostic } from '../../../../src/workspace/diagnostic.ts';

const problem = (code: string, message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  start: 0,
  end: 1,
  severity: 'error',
  code,
  message,
  ...more,
});

it.each<[boolean, string, string]>([
  [true, 'TS2345', "Argument of type 'string' is not assignable to parameter of type 'number'."],
  [true, 'TS2304', "Cannot find name 'clamb'."],
  [true, 'TS2307', "Cannot find module './clamb' or its corresponding type declarations."],
  [true, 'reportArgumentType', 'Argument of type "str" cannot be assigned'],
  [false, 'TS2307', "Cannot find module 'node:test' or its corresponding type declarations."],
  [false, 'TS2304', "Cannot find name 'expect'."],
  [false, 'TS2582', "Cannot find name 'it'. Do you need to install type definitions for a test runner?"],
  [false, 'TS7016', "Could not find a declaration file for module 'chai'."],
  [false, 'reportMissingImports', 'Import "pytest" could not be resolved'],
])('%s for %s: %s', (isComplaint, code, message) => {
  expect(complaintsIn([problem(code, message)])).toHaveLength(isComplaint ? 1 : 0);
});

it('warnings are no complaints', () => {
  expect(complaintsIn([problem('TS6133', 'unused', { severity: 'warning' })])).toEqual([]);
});

it('what was there is not added, once for each time, wherever it stands now', () => {
  const [one, other] = [problem('TS1', 'a'), problem('TS2', 'b')];
  expect(addedTo([one], [{ ...one, start: 9 }, one, other])).toEqual([one, other]);
});
