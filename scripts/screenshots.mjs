// `npm run screenshots`: a person at VS Code in a browser, by script. Types in the real page, sees ghost text come,
// accepts it with Tab, and goes through the first minute. Every step is a test that counts; the pictures go into media/
// (README and walkthrough), or with --check into out/screenshots, where `npm test` leaves them.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fetchModel, prepare, root } from './bootstrap.mjs';

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, only: { type: 'string' } },
});
/** In the shape that test-totals.mjs reads; missing where the script did not come to its end. */
const REPORT = path.join(root, 'out', 'tests-page.json');

fs.rmSync(REPORT, { force: true });
prepare();
fetchModel();
// Imported here: they need what prepare() installs.
const { everyday } = await import('./vscode/page-everyday.mjs');
const { edits } = await import('./vscode/page-edits.mjs');
const { tests } = await import('./vscode/page-tests.mjs');
const { firstMinute } = await import('./vscode/page-first-minute.mjs');
const { testVsix } = await import('./vscode/vsix.mjs');

const media = options.check ? path.join(root, 'out', 'screenshots') : path.join(root, 'media');
const report = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 0 };
const vsix = testVsix();
for (const theme of ['dark', 'light']) {
  for (const walk of [firstMinute, everyday, edits, tests]) {
    if (options.only !== undefined && walk.name !== options.only) continue;
    const failure = (await failureOf(walk, theme)) && (await failureOf(walk, theme, 'again: '));
    if (failure) report.numFailedTests++;
  }
}
fs.mkdirSync(path.dirname(REPORT), { recursive: true });
fs.writeFileSync(REPORT, JSON.stringify(report, null, 2));
process.stdout.write(`${report.numPassedTests} passed, ${report.numFailedTests} failed\n`);
process.exit(report.numFailedTests === 0 && report.numPassedTests > 0 ? 0 : 1);

/**
 * Goes one walk to its end or to the first step that fails: those behind it stand on it. A walk is tried twice, as a
 * browser on busy cores loses a key now and then; both tries are printed, and the steps of a failed one do not count.
 */
async function failureOf(walk, theme, prefix = '') {
  const before = report.numPassedTests;
  try {
    await walk({ vsix, theme, media, step: (title, run) => step(`${prefix}${title}`, run) });
    return undefined;
  } catch (error) {
    process.stdout.write(`  FAIL ${error.stack ?? error}\n`);
    report.numPassedTests = before;
    return error;
  }
}

/** Does one step and counts it. */
async function step(title, run) {
  const started = performance.now();
  try {
    const result = await run();
    process.stdout.write(`  ok   ${title} (${Math.round(performance.now() - started)} ms)\n`);
    report.numPassedTests++;
    return result;
  } catch (error) {
    throw new Error(`${title}: ${error.message}`, { cause: error });
  }
}
