import path from 'node:path';

/** What runs of tests say of themselves. */
export interface TestReport {
  readonly ran: number;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Of runners that isolate files: by the name of each with a failure, without folder, what failed in it. */
  readonly failedFiles?: ReadonlyMap<string, readonly string[]>;
}

interface JestReport {
  readonly testResults?: readonly {
    readonly name?: string;
    readonly status?: string;
    readonly message?: string;
    readonly assertionResults?: readonly { readonly status?: string; readonly fullName?: string }[];
  }[];
}

/** Jest's JSON report, which vitest writes, too. */
export function jestReport(report: string): TestReport {
  let files: JestReport['testResults'];
  try {
    files = (JSON.parse(report) as JestReport).testResults;
  } catch {
    return { ran: 0, failed: [] };
  }
  const failedFiles = new Map<string, readonly string[]>();
  let ran = 0;
  for (const { status, name = '', assertionResults = [] } of files ?? []) {
    const failures = assertionResults.filter((one) => one.status === 'failed');
    ran += failures.length + assertionResults.filter((one) => one.status === 'passed').length;
    // What fails outside of any test, as where a file could not be loaded, has the file's name.
    const names = failures.length > 0 ? failures.map(({ fullName = '?' }) => fullName) : [path.basename(name)];
    if (status === 'failed') failedFiles.set(path.basename(name), names);
  }
  const failed = [...failedFiles.values()].flat();
  return { ran, failed, failedFiles };
}

/** mocha's JSON reporter; a test may have written something before it. */
export function mochaReport(stdout: string): TestReport {
  try {
    const { stats, failures } = JSON.parse(stdout.slice(stdout.indexOf('{\n  "stats"'))) as {
      stats?: { tests?: number; pending?: number };
      failures?: readonly { fullTitle?: string }[];
    };
    return {
      ran: (stats?.tests ?? 0) - (stats?.pending ?? 0),
      failed: (failures ?? []).map(({ fullTitle }) => fullTitle ?? '?'),
    };
  } catch {
    return { ran: 0, failed: [] };
  }
}

/** Bun's report in the way of JUnit, in which files that could not be loaded are missing: then only the exit code tells. */
export function bunReport(code: number | null, report: string): TestReport {
  const cases = [...report.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)]
    .map(([, attributes = '', inside = '']) => ({ attributes, inside }))
    .filter(({ inside }) => !/<skipped\b/.test(inside));
  const failed = cases
    .filter(({ inside }) => /<(?:failure|error)\b/.test(inside))
    .map(({ attributes }) =>
      ['classname', 'name']
        .map((name) => xmlAttribute(attributes, name))
        .join(' ')
        .trim(),
    );
  return { ran: cases.length, failed: code !== 0 && failed.length === 0 ? ['?'] : failed };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function xmlAttribute(attributes: string, name: string): string {
  const text = new RegExp(`(?<=^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, word = '') =>
    code === undefined ? (ENTITIES[word as string] ?? entity) : String.fromCodePoint(Number(code)),
  );
}

/** TAP (https://testanything.org/tap-version-14-specification.html); lines that only sum up others are not counted. */
export function tapReport(stdout: string): TestReport {
  const lines = stdout.split('\n');
  const points = lines.flatMap((line, index) => {
    const match = /^( *)(not ok|ok) \d+ - (.*?)( # (?:SKIP|TODO).*)?$/.exec(line);
    if (!match || match[4] !== undefined) return [];
    const [, indent = '', verdict, name = ''] = match;
    // A group, or a file, comes after what it holds, which is indented further.
    const held = /^( *)(?:not ok|ok|1\.\.)/.exec(lines[index - 1] ?? '')?.[1] ?? '';
    // A file stands for itself where it held no test: it could not be loaded, or has ended the process.
    const isNoTest = held.length > indent.length || (path.isAbsolute(name) && verdict === 'ok');
    return isNoTest ? [] : [{ name, failed: verdict === 'not ok' }];
  });
  return { ran: points.length, failed: points.filter((one) => one.failed).map(({ name }) => name) };
}

/** The short summary of `-rA`, which comes last: what tests have written stands before it. */
export function pytestReport(stdout: string): TestReport {
  const summary = stdout.slice(Math.max(0, stdout.lastIndexOf(' short test summary info ')));
  const results = [...summary.matchAll(/^(PASSED|FAILED|ERROR) ([^\s[]+(?:\[.*?\](?= - |$))?)/gm)];
  const failed = results.filter(([, verdict]) => verdict !== 'PASSED').map(([, , name = '?']) => name);
  return { ran: results.length, failed };
}

/** The headings of failures (`FAIL: test_a (tests.test_x.TestX.test_a)`, of subtests, too), and the count at the end. */
export function unittestReport(stderr: string): TestReport {
  const failed = [...stderr.matchAll(/^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\w+) \(/gm)].map(([, name = '?']) => name);
  const ran = Number([...stderr.matchAll(/^Ran (\d+) tests? in /gm)].at(-1)?.[1] ?? 0);
  const skipped = Number(/\bskipped=(\d+)/.exec(stderr.slice(stderr.lastIndexOf('\nRan ')))?.[1] ?? 0);
  return { ran: ran - skipped, failed: [...new Set(failed)] };
}

/**
 * `go test -json` (https://pkg.go.dev/cmd/test2json): what holds subtests is not counted beside them. A test that began and has no end
 * has ended the process.
 */
export function goReport(stdout: string): TestReport {
  const verdicts = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      const { Action = '', Test } = JSON.parse(line) as { Action?: string; Test?: string };
      if (Test !== undefined && ['run', 'pass', 'fail', 'skip'].includes(Action)) verdicts.set(Test, Action);
    } catch {
      continue;
    }
  }
  return leavesOf(verdicts);
}

/** What a test program of Go says itself with `-test.v=test2json`, which the above is made of: it marks its own lines. */
export function goTestReport(stdout: string): TestReport {
  const verdicts = new Map<string, string>();
  for (const [, verdict = 'run', name = ''] of stdout.matchAll(
    /\x16(?:=== RUN|[ \t]*--- (PASS|FAIL|SKIP):)[ \t]+(\S+)/g,
  ))
    verdicts.set(name, verdict.toLowerCase());
  return leavesOf(verdicts);
}

function leavesOf(verdicts: ReadonlyMap<string, string>): TestReport {
  const names = [...verdicts.keys()].filter((name) => verdicts.get(name) !== 'skip');
  const leaves = names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
  return { ran: leaves.length, failed: leaves.filter((name) => verdicts.get(name) !== 'pass') };
}

/** What libtest says line by line. A test that began and has no verdict has ended the process. */
export function cargoReport(stdout: string, code: number | null): TestReport {
  let ran = 0;
  const failed: string[] = [];
  for (const [, name = '?', verdict = ''] of stdout.matchAll(/^test (\S+)(?: - should panic)? \.\.\.(?: (\w+))?/gm)) {
    if (verdict === 'ignored') continue;
    ran++;
    if (verdict !== 'ok') failed.push(name);
  }
  return { ran, failed: code !== 0 && failed.length === 0 ? ['?'] : failed };
}

/** What our runner of JUnit writes, a line for each event. A test that began and has no verdict has ended the process. */
export function junitReport(report: string, code: number | null): TestReport {
  const verdicts = new Map<string, string>();
  for (const [, event = '', name = '?'] of report.matchAll(/^(begun|passed|failed|skipped)\t(.*)$/gm))
    if (verdicts.get(name) !== 'failed') verdicts.set(name, event);
  const names = [...verdicts.keys()].filter((name) => verdicts.get(name) !== 'skipped');
  const failed = names.filter((name) => verdicts.get(name) !== 'passed');
  return { ran: names.length, failed: code !== 0 && failed.length === 0 ? ['?'] : failed };
}
