// `npm run test:vscode`: the packaged extension, installed in a real VS Code.
//
// With a display that is a desktop VS Code, else code-server with a headless Chromium (scripts/vscode/);
// LOCAL_FORGE_TEST_HOST=web or =desktop says which. LOCAL_FORGE_VSIX names a package to test instead of a fresh one.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail, fetchModel, prepare, root } from './bootstrap.mjs';
import { prepared, SUITES } from './vscode/suites.mjs';

/** In the shape that test-totals.mjs reads; missing where the tests did not come to their end. */
const REPORT = path.join(root, 'out', 'tests-vscode.json');

const { values: options } = parseArgs({
  options: {
    suite: { type: 'string' },
    grep: { type: 'string' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const chosen = SUITES.filter(({ name }) => options.suite === undefined || name === options.suite);
if (chosen.length === 0) fail(`There is no suite "${options.suite}": ${SUITES.map(({ name }) => name).join(', ')}.`);

fs.rmSync(REPORT, { force: true });
prepare();
fetchModel();
// Imported here: they need what prepare() installs.
const { testVsix } = await import('./vscode/vsix.mjs');
const { bundledSuite } = await import('./vscode/bundle-suite.mjs');
const vsix = testVsix();
const suite = await bundledSuite();
const runSuite = await host();

const report = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 0 };
for (const one of chosen) await prepared(one, runAndCount).catch((error) => fail(`${one.name}: ${error.message}`));
fs.mkdirSync(path.dirname(REPORT), { recursive: true });
fs.writeFileSync(REPORT, JSON.stringify(report, null, 2));
const failed = report.numFailedTests + report.numFailedTestSuites + report.numPendingTests;
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed\n`);
process.exit(failed === 0 && report.numPassedTests > 0 ? 0 : 1);

async function runAndCount({ name, workspace, ...rest }) {
  const settings = { ...rest, grep: options.grep, keep: options.keep, verbose: options.verbose };
  const outcome = await runSuite({ name, vsix, suite, workspace: path.resolve(root, workspace), ...settings }).catch(
    (error) => ({ results: [], error: error.message }),
  );
  const where = outcome.vscode === undefined ? '' : ` (VS Code ${outcome.vscode}, ${outcome.host})`;
  process.stdout.write(`${name}${where}\n`);
  for (const { title, ok, ms, error } of outcome.results) {
    process.stdout.write(`  ${ok ? 'ok  ' : 'FAIL'} ${title} (${ms ?? 0} ms)\n`);
    if (!ok) process.stdout.write(`${(error ?? '').replaceAll(/^/gm, '       ')}\n`);
  }
  if (outcome.error !== undefined) process.stdout.write(`  FAIL ${name}: ${outcome.error}\n`);
  const count = (wanted) => outcome.results.filter(({ ok }) => ok === wanted).length;
  report.numPassedTests += count(true);
  report.numFailedTests += count(false);
  report.numPendingTests += count(null);
  report.numFailedTestSuites += outcome.error === undefined ? 0 : 1;
}

/** The function that runs a suite here. It never comes to nothing: without any VS Code the program fails. */
async function host() {
  const wanted = process.env.LOCAL_FORGE_TEST_HOST;
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  let noDesktop = 'There is no display.';
  if (wanted === 'desktop' || (wanted !== 'web' && display)) {
    const { desktopCode, runOnDesktop } = await import('./vscode/desktop-suite.mjs');
    try {
      const executable = await desktopCode();
      return (one) => runOnDesktop({ executable, ...one });
    } catch (error) {
      noDesktop = error.message;
      if (wanted === 'desktop' || process.platform === 'win32') fail(noDesktop);
      process.stderr.write(`${noDesktop} Testing in code-server instead.\n`);
    }
  }
  try {
    const { chromiumPath } = await import('./vscode/chromium.mjs');
    const { codeServer } = await import('./vscode/code-server.mjs');
    await chromiumPath();
    await codeServer();
  } catch (error) {
    fail(`No VS Code could be had to test in. Desktop: ${noDesktop} Web: ${error.message}`);
  }
  const { runInWeb } = await import('./vscode/web-suite.mjs');
  return runInWeb;
}
