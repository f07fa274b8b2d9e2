import { describe, expect, it } from 'vitest';
import { coveredOf } from '../../../../bench/tests/coverage.ts';

const lines = { first: 10, last: 20 };

describe('what a coverage report says of a function', () => {
  it('counts branches of istanbul that begin in it', () => {
    const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column: null } });
    const report = (branches: boolean) =>
      JSON.stringify({
        '/tmp/x/src/a.ts': {
          branchMap: branches ? { 0: { loc: at(9) }, 1: { loc: at(10) }, 2: { loc: at(20) } } : {},
          b: { 0: [1, 1], 1: [3, 0], 2: [0] },
          statementMap: { 0: at(9), 1: at(12) },
          s: { 0: 1, 1: 2 },
        },
      });
    const read = (branches: boolean) => coveredOf('typescript', report(branches), 'src/a.ts', lines);
    expect(read(true)).toEqual({ unit: 'branches', covered: 1, total: 3 });
    expect(read(false)).toEqual({ unit: 'statements', covered: 1, total: 1 });
    expect(coveredOf('typescript', report(true), 'c/a.ts', lines)).toBeUndefined();
  });
  it('counts branches of coverage.py that leave its lines', () => {
    const report = JSON.stringify({
      files: {
        'p/a.py': {
          executed_branches: [
            [10, 11],
            [30, 31],
          ],
          missing_branches: [
            [10, -8],
            [20, 22],
          ],
          executed_lines: [10],
          missing_lines: [20],
        },
      },
    });
    expect(coveredOf('python', report, 'p/a.py', lines)).toEqual({ unit: 'branches', covered: 1, total: 3 });
    expect(coveredOf('python', report, 'p/a.py', { first: 11, last: 20 })).toEqual({
      unit: 'branches',
      covered: 0,
      total: 1,
    });
    expect(coveredOf('python', report, 'p/a.py', { first: 10, last: 10 })?.total).toBe(2);
  });
  it('counts blocks of a Go profile that lie in it', () => {
    const report = [
      'mode: set',
      'example.com/p/a.go:9.2,10.3 1 1',
      'example.com/p/a.go:10.16,12.3 2 1',
      'example.com/p/a.go:12.4,20.2 1 0',
      'example.com/p/b.go:12.4,13.2 1 1',
      'example.com/p/aa.go:12.4,13.2 1 1',
    ].join('\n');
    expect(coveredOf('go', report, 'a.go', lines)).toEqual({ unit: 'blocks', covered: 1, total: 2 });
    expect(coveredOf('go', report, 'c.go', lines)).toBeUndefined();
  });
});
