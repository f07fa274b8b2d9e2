import { expect, it } from 'vitest';
import { goTestReport } from '../../../../src/checks/reports/tests.ts';
import { GO } from '../../../../src/testing/languages/go.ts';
import { goBuild, goRun, goWarming } from '../../../../src/testing/run/go.ts';

const REQUEST = { files: ['/copy/m/a_test.go'], report: '/scratch/report-1.json' };

it('builds the tests of a folder, and runs what was built', () => {
  const { args, cwd } = goBuild('/copy', REQUEST);
  expect(cwd).toBe('/copy/m');
  const program = args[args.indexOf('-o') + 1] ?? '';
  expect(program).toMatch(/^\/scratch\//);
  const run = goRun('/copy', { ...REQUEST, seed: 2, only: '^TestA$' });
  expect(run.program?.command).toBe(program);
  expect(run.args).toEqual(expect.arrayContaining(['-test.shuffle=2', '-test.run=^TestA$']));
  expect(run.cwd).toBe('/copy/m');
});

it('names one case at each of its levels', () => {
  const pattern = GO.onlyCase?.('TestA/returns_"/a"_for_F(2)') ?? '';
  expect(pattern).toBe(String.raw`^TestA$/^returns_"$/^a"_for_F\(2\)(#\d+)?$`);
});

it('fills the cache with packages of the standard library alone, outside of any project', () => {
  const { args, cwd } = goWarming('/scratch/home');
  expect(cwd).toBe('/scratch/home');
  expect(args).toEqual(expect.arrayContaining(['-export', 'net/http', 'testing']));
  expect(args.filter((arg) => arg.includes('.') || arg.startsWith('/'))).toEqual([]);
});

it.each([
  ['\x16=== RUN   TestA\n\x16--- PASS: TestA (0.00s)\nPASS\n', { ran: 1, failed: [] }],
  // What a test prints need not end with a line.
  [
    'x\x16=== RUN   TestA/b"\nx\x16    --- FAIL: TestA/b" (0.00s)\n\x16=== NAME  TestA\n\x16--- FAIL: TestA (0.00s)\n',
    { ran: 1, failed: ['TestA/b"'] },
  ],
  ['\x16=== RUN   TestA\n\x16--- SKIP: TestA (0.00s)\n', { ran: 0, failed: [] }],
  // It has ended the process.
  ['\x16=== RUN   TestA\n', { ran: 1, failed: ['TestA'] }],
  ['--- FAIL: TestA (0.00s)\n', { ran: 0, failed: [] }],
])('reads %j', (stdout, found) => expect(goTestReport(stdout)).toEqual(found));
