// What both hosts of a test suite share: the folders it runs in, and the judgement on what it wrote.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../bootstrap.mjs';

/** The empty extension under whose name VS Code loads the tests, so that ours is the installed one. */
export const CARRIER = path.join(root, 'test', 'vscode', 'carrier');

/** Screenshots and logs of suites that failed. */
export const EVIDENCE = path.join(root, 'out', 'vscode');

/** Copies the workspace, since tests write into it: a folder, or a .code-workspace file with the folder it lies in. */
export function copyWorkspace(workspace, into) {
  const isFile = workspace.endsWith('.code-workspace');
  const source = isFile ? path.dirname(workspace) : workspace;
  fs.cpSync(source, into, { recursive: true });
  return isFile ? path.join(into, path.basename(workspace)) : into;
}

/** What the suite's `run()` reads (test/vscode/suite/index.ts). */
export function suiteEnvironment({ name, env, grep }, results) {
  const pattern = grep === undefined ? {} : { LOCAL_FORGE_GREP: grep };
  return { LOCAL_FORGE_SUITE: name, LOCAL_FORGE_RESULTS: results, ...pattern, ...env };
}

/**
 * Reads the results file and decides. The editor's exit code alone says little: a dead extension host counts as 0.
 * `died` is the sentence of whoever saw the host end. The result's `error` is set when the suite as a whole failed.
 */
export function judge({ resultsFile, exitCode, died }) {
  const report = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : undefined;
  const results = report?.results ?? [];
  // A skipped test is a failed one: `ok` is null.
  const failures = results.filter(({ ok }) => ok !== true).length;
  return {
    vscode: report?.vscode,
    host: report?.host,
    activationMs: report?.activationMs,
    results,
    failures,
    error: wholeFailure({ report, results, failures, exitCode, died }),
  };
}

function wholeFailure({ report, results, failures, exitCode, died }) {
  const during = report?.running === undefined ? '' : ` during "${report.running}"`;
  if (died !== undefined) return `${died}${during}`;
  if (report === undefined) return `The extension host ended before the first test (exit code ${exitCode})`;
  if (!report.finished) return `The extension host ended${during || ' before the last test'} (exit code ${exitCode})`;
  if (report.error !== undefined) return report.error;
  if (results.length === 0) return 'There was no test to run';
  // With failed tests the exit code is 1 as it should be.
  if (exitCode !== 0 && failures === 0) return `The tests passed, yet the exit code is ${exitCode}`;
  return undefined;
}
