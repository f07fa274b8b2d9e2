import { expect, it } from 'vitest';
import { goFailures, jestFailures, pytestFailures } from '../../src/checks/project-tests.ts';

const said = (stdout: string, code: number, stderr = '') => ({ code, stdout, stderr });

it('reads which tests failed from the report of Jest and vitest', () => {
  const report = (assertionResults: unknown[], status = 'failed') =>
    JSON.stringify({ testResults: [{ name: '/p/a.test.ts', status, assertionResults }] });
  expect(
    jestFailures(
      report([
        { fullName: 'adds', status: 'failed' },
        { fullName: 'b', status: 'passed' },
      ]),
    ),
  ).toEqual(['adds']);
  expect(jestFailures(report([]))).toEqual(['a.test.ts']);
  expect(() => jestFailures(report([{ fullName: 'b', status: 'pending' }], 'passed'))).toThrow('No test was run');
  expect(() => jestFailures('')).toThrow('no report');
});

it('reads which tests failed from what pytest says', () => {
  expect(pytestFailures(said('1 passed\n', 0))).toEqual([]);
  expect(pytestFailures(said('FAILED tests/test_a.py::test_x - assert 1 == 2\nERROR tests/test_b.py\n', 1))).toEqual([
    'tests/test_a.py::test_x',
    'tests/test_b.py',
  ]);
  expect(() => pytestFailures(said('no tests ran\n', 5))).toThrow('No test was run');
  expect(() => pytestFailures(said('', 1, 'No module named pytest\n'))).toThrow('No module named pytest');
});

it('reads which tests failed from the events of go test', () => {
  const events = (...all: unknown[]) => all.map((event) => JSON.stringify(event)).join('\n');
  expect(goFailures(said(events({ Action: 'pass', Test: 'TestA' }), 0))).toEqual([]);
  expect(goFailures(said(events({ Action: 'fail', Test: 'TestA' }, { Action: 'fail' }), 1))).toEqual(['TestA']);
  expect(goFailures(said(events({ Action: 'build-fail' }, { Action: 'fail' }), 1))).toEqual(['the tests do not build']);
  expect(() => goFailures(said('', 0))).toThrow('No test was run');
});
