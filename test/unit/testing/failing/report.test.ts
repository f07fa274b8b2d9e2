import { describe, expect, it } from 'vitest';
import { readReport } from '../../../../src/testing/failing/report.ts';
import type { Subject } from '../../../../src/testing/types.ts';

const TEXTS: Readonly<Record<string, string>> = {
  typescript: 'export function clamp(value: number, low: number, high: number): number {\n  return low;\n}\n',
  python: 'def clamp(value, low, high):\n    return low\n',
  go: 'func clamp(value int, low int, high int) int {\n\treturn low\n}\n',
};

function read(report: string, languageId = 'typescript') {
  const text = TEXTS[languageId] ?? '';
  const bodyStart = text.indexOf('\n') - (languageId === 'python' ? 0 : 1) + 1;
  const subject: Subject = { languageId, name: 'clamp', start: 0, end: text.length, bodyStart };
  const { claims, ...errors } = readReport(report, text, subject);
  return { ...errors, claims: claims.map(({ call, ...values }) => ({ ...(call && { call: call.call }), ...values })) };
}

describe('values', () => {
  it.each([
    ['clamp(5, 0, 3) gives 0, not 3'],
    ['`clamp(5, 0, 3)` should be 3 but is 0; got 0'],
    ['clamp(5, 0, 3) returns 0 but should return 3'],
    ["It's wrong: expected clamp(5, 0, 3) to equal 3, got 0"],
    ['clamp(5, 0, 3) = 0, want 3'],
    ['expected 3 but got 0 for clamp(5, 0, 3)'],
    ['`clamp(5, 0, 3)` should be `3`, not `0`'],
    ['mathx.clamp(5, 0, 3) is 0 instead of 3'],
    ['AssertionError: expected +0 to be 3 // Object.is equality\n at clamp (/src/a.ts:3:5)\nfor clamp(5, 0, 3)'],
    ['E   assert 0 == 3\nE    +  where 0 = clamp(5, 0, 3)'],
    ['clamp(5, 0, 3):\nExpected: 3\nReceived: 0'],
  ])('reads call, expected and observed value in %j', (report) => {
    const { claims, ...errors } = read(report);
    expect(errors).toEqual({});
    expect(claims).toHaveLength(1);
    expect(claims[0]).toMatchObject({ call: 'clamp(5, 0, 3)', expected: '3' });
    expect(Number(claims[0]?.observed)).toBe(0);
  });

  it('reads values without a call', () => {
    expect(read('returns null instead of []').claims).toEqual([{ observed: 'null', expected: '[]' }]);
    expect(read('should be an empty string').claims).toEqual([{ expected: '""' }]);
  });

  it.each([
    ['python', 'returns null instead of [true, "null"]', 'None', '[True, "null"]'],
    ['go', 'returns None instead of []int{1, 2}', 'nil', '[]int{1, 2}'],
    ['typescript', 'returns undefined instead of new Set([1])', 'undefined', 'new Set([1])'],
    ['go', "returns '' rather than 'ab'", '""', '"ab"'],
  ])('writes values in %s', (languageId, report, observed, expected) => {
    expect(read(report, languageId).claims).toEqual([{ observed, expected }]);
  });

  it.each([
    ['clamp(1, 2, 3) should return "", "h", "ello".', { expected: '"", "h", "ello"' }],
    ['clamp(1, 2, 3) gives 1, nil instead of 2 and nil', { observed: '1, nil', expected: '2, nil' }],
    ['clamp(1, 2, 3) gives 1, not 2', { observed: '1', expected: '2' }],
  ])('takes the values of a Go function with several results together: %s', (report, claim) => {
    const text = 'func clamp(value int, low int, high int) (head, tail string) {\n\treturn\n}\n';
    const subject: Subject = {
      languageId: 'go',
      name: 'clamp',
      start: 0,
      end: text.length,
      bodyStart: text.indexOf('{') + 1,
    };
    expect(readReport(report, text, subject).claims).toMatchObject([{ call: { call: 'clamp(1, 2, 3)' }, ...claim }]);
  });

  it('keeps what is said of one call from others', () => {
    expect(read('clamp(1, 0, 3) should be 1, and clamp(5, 0, 3) should be 3').claims).toEqual([
      { call: 'clamp(1, 0, 3)', expected: '1' },
      { call: 'clamp(5, 0, 3)', expected: '3' },
    ]);
    expect(read('clamp(4, 0, 3) and clamp(5, 0, 3) should both be 3').claims).toEqual([
      { call: 'clamp(4, 0, 3)', expected: '3' },
      { call: 'clamp(5, 0, 3)', expected: '3' },
    ]);
    expect(read('clamp(1, 0, 3) works but clamp(5, 0, 3) gives 0').claims[0]).toEqual({ call: 'clamp(1, 0, 3)' });
  });

  it('takes no argument and no other number for a value', () => {
    expect(read('The limit is 10, and clamp(15, 0, 10) ignores it').claims).toEqual([{ call: 'clamp(15, 0, 10)' }]);
    expect(read('clamp() ignores its third argument').claims).toEqual([]);
  });
});

describe('errors', () => {
  it.each([
    [
      'typescript',
      "TypeError: Cannot read properties of undefined (reading 'length')\n    at clamp (/src/a.ts:3:5)\n    at main (/src/b.ts:1:1)",
      { type: 'TypeError', message: "Cannot read properties of undefined (reading 'length')" },
    ],
    [
      'python',
      'Traceback (most recent call last):\n  File "a.py", line 3, in clamp\n    return low[0]\nIndexError: list index out of range',
      { type: 'IndexError', message: 'list index out of range' },
    ],
    ['python', 'clamp(1, 2, 3) raises json.decoder.JSONDecodeError', { type: 'JSONDecodeError' }],
    [
      'go',
      'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.clamp(0x5, 0x0)\n\t/src/a.go:3 +0x1d',
      { type: 'panic', message: 'runtime error: index out of range [3] with length 2' },
    ],
    ['typescript', 'clamp(1, 2, 3) fails with "no such limit"', { message: 'no such limit' }],
    ['typescript', 'clamp(1, 2, 3) should not throw', {}],
  ])('finds the error of a report (%s, %j)', (languageId, report, error) => {
    const found = read(report, languageId);
    expect(found.error).toEqual(error);
    expect(found.expectedError).toBeUndefined();
    expect(found.claims.map(({ call }) => call)).not.toContain('clamp(0x5, 0x0)');
  });

  it.each([
    ['clamp(1, 3, 2) should throw a RangeError but returns 3', { type: 'RangeError' }, '3'],
    ['clamp(1, 3, 2) does not throw', {}, undefined],
    ['clamp(1, 3, 2) returns 3 instead of throwing', {}, '3'],
  ])('finds the error that is missed in %j', (report, expectedError, observed) => {
    const { claims, ...errors } = read(report);
    expect(errors).toEqual({ expectedError });
    expect(claims).toEqual([{ call: 'clamp(1, 3, 2)', ...(observed !== undefined && { observed }) }]);
  });

  it('finds none where an assertion failed or none is named', () => {
    expect(read('AssertionError: expected 3 to be 4')).toEqual({ claims: [{ observed: '3', expected: '4' }] });
    expect(read('clamp ignores the upper limit')).toEqual({ claims: [] });
  });
});
