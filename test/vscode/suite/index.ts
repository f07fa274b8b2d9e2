import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/main.ts';
import { EXTENSION } from './editor.ts';

/** The suites by the name that `LOCAL_FORGE_SUITE` gives; each file declares its tests when it is loaded. */
const SUITES = new Map<string, () => Promise<unknown>>([
  ['smoke', () => import('./smoke.ts')],
  ['everyday', () => import('./everyday.ts')],
  ['failures', () => import('./failures.ts')],
  ['first-minute', () => import('./first-minute.ts')],
  ['zero-clicks', () => import('./zero-clicks.ts')],
  ['untrusted', () => import('./untrusted.ts')],
  ['edits', () => import('./edits.ts')],
  ['tests', () => import('./tests.ts')],
]);

/** One test as scripts/vscode/suite-run.mjs reads it; `ok` is null for a test that was skipped. */
interface Result {
  title: string;
  ok: boolean | null;
  ms?: number;
  error?: string;
}

/** The results file; written after every test, so that it tells how far the extension host came when it dies. */
interface Report {
  vscode: string;
  host: string;
  node: string;
  finished: boolean;
  running?: string | undefined;
  /** Time of our own code until the extension was active, for the benchmark. */
  activationMs?: number | undefined;
  /** Why the tests could not even run. */
  error?: string;
  results: Result[];
}

/** Called by VS Code in the extension host: runs one suite. */
export async function run(): Promise<void> {
  const report: Report = {
    vscode: vscode.version,
    host: vscode.env.appHost,
    node: process.version,
    finished: false,
    results: [],
  };
  try {
    await runMocha(required('LOCAL_FORGE_SUITE'), report);
  } catch (error) {
    report.error = stackOf(error);
  }
  const extension = vscode.extensions.getExtension<Api>(EXTENSION);
  if (extension?.isActive === true) report.activationMs = extension.exports.activationMs;
  report.finished = true;
  write(report);
  const failures = report.results.filter(({ ok }) => ok !== true).length;
  if (report.error !== undefined) throw new Error(report.error);
  if (failures > 0) throw new Error(`${failures} failed`);
}

async function runMocha(name: string, report: Report): Promise<void> {
  const load = SUITES.get(name);
  if (load === undefined) throw new Error(`There is no suite "${name}"`);
  const grep = process.env['LOCAL_FORGE_GREP'];
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 30_000,
    color: false,
    forbidOnly: true, // one `.only` in a commit would leave the other tests out unnoticed
    ...(grep === undefined ? {} : { grep }),
  });
  // Gives the files that are loaded next their `suite` and `test`.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, name, mocha);
  await load();
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    const add = (result: Result): void => {
      report.results.push(result);
      report.running = undefined;
      write(report);
    };
    runner.on('test', (test) => {
      report.running = test.fullTitle();
      write(report);
    });
    runner.on('pass', (test) => add({ title: test.fullTitle(), ok: true, ms: test.duration ?? 0 }));
    runner.on('fail', (test, error) =>
      add({ title: test.fullTitle(), ok: false, ms: test.duration ?? 0, error: stackOf(error) }),
    );
    runner.on('pending', (test) => add({ title: test.fullTitle(), ok: null, error: 'skipped' }));
  });
}

function write(report: Report): void {
  const file = required('LOCAL_FORGE_RESULTS');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Renamed into place: the process may be killed while it writes.
  fs.writeFileSync(`${file}.new`, JSON.stringify(report, null, 2));
  fs.renameSync(`${file}.new`, file);
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
