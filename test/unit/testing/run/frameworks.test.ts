import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { goReport } from '../../../../src/checks/reports/tests.ts';
import { bunReport } from '../../../../src/checks/reports/tests.ts';
import { goBuildCache, RUNNERS } from '../../../../src/testing/run/frameworks.ts';
import type { Framework } from '../../../../src/testing/types.ts';

const lines = (...all: string[]) => all.join('\n') + '\n';

/** What a runner is understood to say. */
function read(framework: Framework, said: { stdout?: string; stderr?: string; report?: string }) {
  const { stdout = '', stderr = '', report = '' } = said;
  return RUNNERS[framework]?.read({ code: 1, stdout, stderr }, report);
}

describe.each(['vitest', 'jest'] as const)('a report of %s', (framework) => {
  const file = (name: string, status: string, tests: [string, string][], message = '') => ({
    name: `/tmp/project/test/${name}`,
    status,
    message,
    startTime: 1732532400000,
    endTime: 1732532400012,
    assertionResults: tests.map(([fullName, one]) => ({
      ancestorTitles: ['clamp'],
      fullName,
      status: one,
      title: fullName.replace('clamp ', ''),
      duration: 1.2,
      failureMessages: one === 'failed' ? ['AssertionError: expected 1 to be 2'] : [],
      meta: {},
    })),
  });
  const report = (...testResults: ReturnType<typeof file>[]) =>
    JSON.stringify({ numTotalTestSuites: 2, numTotalTests: 3, success: false, snapshot: {}, testResults });

  it('names tests and files that failed', () => {
    const text = report(
      file('a.test.ts', 'passed', [['clamp returns 1', 'passed']]),
      file('b.test.ts', 'failed', [
        ['clamp returns 2', 'failed'],
        ['clamp returns 3', 'passed'],
      ]),
    );
    expect(read(framework, { report: text })).toEqual({
      ran: 3,
      failed: ['clamp returns 2'],
      failedFiles: new Map([['b.test.ts', ['clamp returns 2']]]),
    });
  });

  it('counts no test that was skipped', () => {
    const text = report(
      file('a.test.ts', 'passed', [
        ['clamp a', 'pending'],
        ['clamp b', 'skipped'],
        ['clamp c', 'todo'],
      ]),
    );
    expect(read(framework, { report: text })).toEqual({ ran: 0, failed: [], failedFiles: new Map() });
  });

  it('says of a file that could not be loaded that it failed', () => {
    const text = report(file('a.test.ts', 'failed', [], "Cannot find module './gone.ts'"));
    expect(read(framework, { report: text })).toEqual({
      ran: 0,
      failed: ['a.test.ts'],
      failedFiles: new Map([['a.test.ts', ['a.test.ts']]]),
    });
  });

  it.each(['', '{"testResults": [', 'null'])('is of no test where it reads %j', (text) => {
    expect(read(framework, { report: text })).toMatchObject({ ran: 0, failed: [] });
  });
});

describe('a report of mocha', () => {
  const report = (tests: number, failures: string[]) =>
    JSON.stringify(
      {
        stats: { suites: 1, tests, passes: tests - failures.length, pending: 0, failures: failures.length },
        tests: [],
        pending: [],
        failures: failures.map((fullTitle) => ({ title: fullTitle, fullTitle, duration: 1, err: { message: 'no' } })),
        passes: [],
      },
      null,
      2,
    );

  it('names tests that failed', () => {
    expect(read('mocha', { stdout: report(3, ['clamp returns 2']) })).toEqual({ ran: 3, failed: ['clamp returns 2'] });
  });

  it('is found behind what tests have written', () => {
    expect(read('mocha', { stdout: `{ a: 1 }\nhello\n${report(2, [])}` })).toEqual({ ran: 2, failed: [] });
  });

  it('counts no test that was skipped', () => {
    const text = report(2, []).replace('"pending": 0', '"pending": 2');
    expect(read('mocha', { stdout: text })).toEqual({ ran: 0, failed: [] });
  });

  it('is of no test where the process ended before it', () => {
    expect(read('mocha', { stdout: 'Error: Cannot find module\n' })).toEqual({ ran: 0, failed: [] });
  });
});

// As Bun 1.4 writes it.
describe('a report of bun', () => {
  const report = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="bun test" tests="4" assertions="2" failures="1" skipped="2" time="0.006">',
    '  <testsuite name="a.test.ts" file="a.test.ts" tests="4" failures="1" skipped="2" hostname="vm">',
    '    <testsuite name="f" file="a.test.ts" line="2" tests="4" failures="1" skipped="2" hostname="vm">',
    '      <testcase name="returns 1 for f(&lt;a&gt;)" classname="f" time="0.02" file="a.test.ts" line="2" />',
    '      <testcase name="returns &quot;&#10;&quot; for f(2)" classname="f" time="0.1" file="a.test.ts" line="3">',
    '        <failure type="AssertionError" message="expect(received).toBe(expected)">at a.test.ts:2:99</failure>',
    '      </testcase>',
    '      <testcase name="s" classname="f" time="0" file="a.test.ts" line="4" assertions="0">',
    '        <skipped />',
    '      </testcase>',
    '      <testcase name="t" classname="f" time="0" file="a.test.ts" line="5" assertions="0">',
    '        <skipped message="TODO" />',
    '      </testcase>',
    '    </testsuite>',
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');

  it('names tests that failed, and counts none that was skipped', () => {
    expect(bunReport(1, report)).toEqual({ ran: 2, failed: ['f returns "\n" for f(2)'] });
  });

  it('tells by the exit code of a file that could not be loaded', () => {
    const passing = report.replace(/<failure[\s\S]*?<\/failure>/, '');
    expect(bunReport(0, passing)).toEqual({ ran: 2, failed: [] });
    expect(bunReport(1, passing)).toEqual({ ran: 2, failed: ['?'] });
  });
});

describe('what Go has built lies', () => {
  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform]>([
    ['/somewhere', { GOCACHE: '/somewhere', XDG_CACHE_HOME: '/cache' }, 'linux'],
    ['/cache/go-build', { XDG_CACHE_HOME: '/cache' }, 'linux'],
    [`${os.homedir()}/.cache/go-build`, {}, 'linux'],
    [`${os.homedir()}/Library/Caches/go-build`, {}, 'darwin'],
  ])('in %s', (place, env, platform) => expect(goBuildCache(env, platform)).toBe(place));
});

// As Node 20.20 writes it.
describe('a report of node:test', () => {
  const NESTED = lines(
    'TAP version 13',
    '# said something',
    '# Subtest: outer',
    '    # Subtest: inner',
    '        # Subtest: works',
    '        ok 1 - works',
    '          ---',
    '          duration_ms: 7.910316',
    '          ...',
    '        # Subtest: fails',
    '        not ok 2 - fails',
    '          ---',
    '          duration_ms: 1.091448',
    "          location: '/tmp/a.test.mjs:6:5'",
    "          failureType: 'testCodeFailure'",
    '          error: |-',
    '            Expected values to be strictly equal:',
    '            ',
    '            1 !== 2',
    '            ',
    "          code: 'ERR_ASSERTION'",
    '          ...',
    '        1..2',
    '    not ok 1 - inner',
    '      ---',
    '      duration_ms: 9.570948',
    "      type: 'suite'",
    "      error: '1 subtest failed'",
    '      ...',
    '    # Subtest: later',
    '    ok 2 - later',
    '      ---',
    '      duration_ms: 0.098597',
    '      ...',
    '    1..2',
    'not ok 1 - outer',
    '  ---',
    '  duration_ms: 10.257806',
    "  type: 'suite'",
    '  ...',
    '# Subtest: alone',
    'ok 2 - alone',
    '  ---',
    '  duration_ms: 5.193058',
    '  ...',
    '1..2',
    '# tests 4',
    '# pass 3',
    '# fail 1',
  );

  it('counts tests, not the suites that hold them', () => {
    expect(read('node:test', { stdout: NESTED })).toEqual({ ran: 4, failed: ['fails'] });
  });

  it('counts no test that was skipped', () => {
    const text = lines('TAP version 13', '# Subtest: a', 'ok 1 - a # SKIP', '  ---', '  ...', '1..1');
    expect(read('node:test', { stdout: text })).toEqual({ ran: 0, failed: [] });
  });

  it('says of a file that could not be loaded that it failed', () => {
    const text = lines(
      'TAP version 13',
      '# Error [ERR_MODULE_NOT_FOUND]: Cannot find module',
      '# Subtest: /tmp/broken.test.mjs',
      'not ok 1 - /tmp/broken.test.mjs',
      '  ---',
      '  exitCode: 1',
      '  ...',
      '1..1',
    );
    expect(read('node:test', { stdout: text })).toEqual({ ran: 1, failed: ['/tmp/broken.test.mjs'] });
  });

  // process.exit(0) in a test: Node calls that a file that has passed.
  it('is of no test where the process ended before any had', () => {
    const text = lines(
      'TAP version 13',
      '# Subtest: /tmp/exit.test.mjs',
      'ok 1 - /tmp/exit.test.mjs',
      '  ---',
      '  ...',
      '1..1',
    );
    expect(read('node:test', { stdout: text })).toEqual({ ran: 0, failed: [] });
  });
});

// As pytest 9 writes it with -q -rA.
describe('a report of pytest', () => {
  const REPORT = lines(
    'F..Es.                                                                   [100%]',
    '==================================== ERRORS ====================================',
    '__________________________ ERROR at setup of test_err __________________________',
    'E   ValueError: no',
    '==================================== PASSES ====================================',
    '___________________________________ test_ok ____________________________________',
    '----------------------------- Captured stdout call -----------------------------',
    'FAILED like this',
    'PASSED or so',
    '=========================== short test summary info ============================',
    'PASSED test_p.py::test_p[z - w]',
    'PASSED test_p.py::test_ok',
    'PASSED test_p.py::TestC::test_m',
    'SKIPPED [1] test_p.py:8: unconditional skip',
    'XFAIL test_p.py::test_x - later',
    'ERROR test_p.py::test_err - ValueError: no',
    'FAILED test_p.py::test_p[x y] - AssertionError: assert [1] == [2]',
    '1 failed, 3 passed, 1 skipped, 1 xfailed, 1 error in 0.04s',
  );

  it('is its summary, without what tests have written', () => {
    expect(read('pytest', { stdout: REPORT })).toEqual({
      ran: 5,
      failed: ['test_p.py::test_err', 'test_p.py::test_p[x y]'],
    });
  });

  it('says of a file that could not be loaded that it failed', () => {
    const text = lines(
      '=========================== short test summary info ============================',
      'ERROR tests/test_a.py',
      '!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!',
    );
    expect(read('pytest', { stdout: text })).toEqual({ ran: 1, failed: ['tests/test_a.py'] });
  });

  it('is of no test where the process ended before it', () => {
    expect(read('pytest', { stdout: '.' })).toEqual({ ran: 0, failed: [] });
  });
});

// As Python 3.11 writes it with -v.
describe('a report of unittest', () => {
  const RULE = '='.repeat(70);
  const VERDICTS = [
    "test_a_skipped (test_u.TestU.test_a_skipped) ... skipped 'later'",
    'test_bad (test_u.TestU.test_bad)',
    'A docstring with ... dots ... FAIL',
    'test_ok (test_u.TestU.test_ok)',
    'Says what it does. ... ok',
    'test_prints (test_u.TestU.test_prints) ... hello',
    'ok',
  ];
  const heading = (line: string) => [
    RULE,
    line,
    '-'.repeat(70),
    'Traceback (most recent call last):',
    'AssertionError',
    '',
  ];

  it('counts tests with and without docstrings, and none that was skipped', () => {
    const text = lines(
      ...VERDICTS,
      '',
      ...heading('FAIL: test_bad (test_u.TestU.test_bad)'),
      '-'.repeat(70),
      'Ran 4 tests in 0.002s',
      '',
      'FAILED (failures=1, skipped=1)',
    );
    expect(read('unittest', { stderr: text })).toEqual({ ran: 3, failed: ['test_bad'] });
  });

  it('names a test once of which two subtests failed', () => {
    const text = lines(
      'test_sub (test_u.TestU.test_sub) ... ',
      '  test_sub (test_u.TestU.test_sub) (i=1) ... FAIL',
      '  test_sub (test_u.TestU.test_sub) (i=2) ... FAIL',
      '',
      ...heading('FAIL: test_sub (test_u.TestU.test_sub) (i=1)'),
      ...heading('FAIL: test_sub (test_u.TestU.test_sub) (i=2)'),
      '-'.repeat(70),
      'Ran 1 test in 0.001s',
      '',
      'FAILED (failures=2)',
    );
    expect(read('unittest', { stderr: text })).toEqual({ ran: 1, failed: ['test_sub'] });
  });

  it('says of a class that could not be set up, and of a file that could not be loaded, that it failed', () => {
    const text = lines(
      'setUpClass (test_u.TestS) ... ERROR',
      'test_v (unittest.loader._FailedTest.test_v) ... ERROR',
      '',
      ...heading('ERROR: setUpClass (test_u.TestS)'),
      ...heading('ERROR: test_v (unittest.loader._FailedTest.test_v)'),
      '-'.repeat(70),
      'Ran 1 test in 0.000s',
      '',
      'FAILED (errors=2)',
    );
    expect(read('unittest', { stderr: text })).toEqual({ ran: 1, failed: ['setUpClass', 'test_v'] });
  });

  it('is of no test where the process ended before it', () => {
    expect(read('unittest', { stderr: lines(...VERDICTS.slice(3)) })).toEqual({ ran: 0, failed: [] });
  });
});

// As Go 1.26 writes it with -json.
describe('a report of go test', () => {
  const event = (Action: string, Test?: string, more: object = {}) =>
    JSON.stringify({
      Time: '2026-11-25T11:00:00Z',
      Action,
      Package: 'm',
      ...(Test !== undefined && { Test }),
      ...more,
    });

  it('counts subtests, not what holds them, and lines that are no events', () => {
    const stdout = lines(
      event('start'),
      event('run', 'TestA'),
      event('run', 'TestA/one'),
      event('output', 'TestA/one', { Output: '{not json\n' }),
      '{not json',
      event('pass', 'TestA/one', { Elapsed: 0 }),
      event('run', 'TestA/two_x'),
      event('fail', 'TestA/two_x', { Elapsed: 0 }),
      event('fail', 'TestA', { Elapsed: 0 }),
      event('run', 'TestAB'),
      event('pass', 'TestAB', { Elapsed: 0 }),
      event('run', 'TestS'),
      event('skip', 'TestS', { Elapsed: 0 }),
      event('fail', undefined, { Elapsed: 0.008 }),
    );
    expect(goReport(stdout)).toEqual({ ran: 3, failed: ['TestA/two_x'] });
  });

  // os.Exit(1) in a test: there is no verdict on it.
  it('says of a test in which the process ended that it failed', () => {
    const stdout = lines(
      event('run', 'TestA'),
      event('pass', 'TestA', { Elapsed: 0 }),
      event('run', 'TestExit'),
      event('output', undefined, { Output: 'FAIL\tm\t0.003s\n' }),
      event('fail', undefined, { Elapsed: 0.004 }),
    );
    expect(goReport(stdout)).toEqual({ ran: 2, failed: ['TestExit'] });
  });

  it('is of no test where nothing could be built', () => {
    const stdout = lines(
      event('start'),
      event('output', undefined, { Output: 'FAIL\tm [build failed]\n' }),
      event('fail'),
    );
    expect(goReport(stdout)).toEqual({ ran: 0, failed: [] });
  });
});
