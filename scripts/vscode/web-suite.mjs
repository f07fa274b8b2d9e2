// Runs a test suite in the extension host of code-server, with a headless Chromium as the window.
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { startCodeServer } from './code-server.mjs';
import { removeFolder, shortTemporaryFolder, whenEnding } from './ending.mjs';
import { CARRIER, copyWorkspace, EVIDENCE, judge, suiteEnvironment } from './suite-run.mjs';

/**
 * Runs `suite` (a CommonJS file that exports `run()`) against the installed VSIX in a copy of `workspace`. Returns
 * `{ vscode, host, results: [{ title, ok, ms, error }], failures, error }`; `error` says why the suite as a whole failed.
 */
export async function runInWeb({
  name,
  vsix,
  suite,
  workspace,
  settings,
  env,
  trust,
  grep,
  timeoutMs = 180_000,
  keep,
  verbose,
}) {
  const folder = shortTemporaryFolder();
  const removeAtEnd = keep ? undefined : whenEnding(() => removeFolder(folder));
  const resultsFile = path.join(folder, 'results.json'); // a new folder: no file of an older run
  let server;
  let browser;
  try {
    server = await startCodeServer({
      vsix,
      workspace: copyWorkspace(workspace, path.join(folder, 'workspace')),
      settings,
      env: suiteEnvironment({ name, env, grep }, resultsFile),
      trust,
      testDriver: true,
      home: keep ? path.join(folder, 'home') : undefined,
    });
    browser = await launchChromium();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const ended = await runOnPage({ page, browser, server, suite, timeoutMs, verbose });
    const outcome = judge({ resultsFile, ...ended });
    if (outcome.failures > 0 || outcome.error !== undefined) await keepEvidence(name, page, server, ended.workbench);
    return outcome;
  } finally {
    await browser?.close();
    await server?.stop();
    if (keep) process.stderr.write(`Kept ${folder}\n`);
    else removeFolder(folder);
    removeAtEnd?.();
  }
}

/** Opens the page that runs the suite and waits for the end: `{ exitCode }`, or `{ died }` with a sentence. */
async function runOnPage({ page, browser, server, suite, timeoutMs, verbose }) {
  const workbench = [];
  let timer;
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', (exitCode) => resolve({ exitCode }));
    page.once('crash', () => resolve({ died: 'The page crashed' }));
    browser.once('disconnected', () => resolve({ died: 'The browser ended' }));
    void server.exited.then(() => resolve({ died: 'code-server ended' }));
    timer = setTimeout(() => resolve({ died: `No end within ${Math.round(timeoutMs / 1000)} s` }), timeoutMs);
  });
  // The log of the workbench and what the tests print.
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const line = `[${type}] ${format(...args)}`;
    workbench.push(line);
    if (verbose) process.stderr.write(`  ${line}\n`);
  });
  page.on('pageerror', (error) => workbench.push(`[pageerror] ${error.message}`));
  try {
    const payload = [
      ['extensionDevelopmentPath', server.remote(CARRIER)],
      ['extensionTestsPath', server.remote(suite)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(server.url(payload));
    return { ...(await ended), workbench };
  } finally {
    clearTimeout(timer);
  }
}

async function keepEvidence(name, page, server, workbench) {
  fs.mkdirSync(EVIDENCE, { recursive: true });
  const log = ['--- workbench', ...workbench, '--- code-server', server.log()].join('\n');
  fs.writeFileSync(path.join(EVIDENCE, `${name}.log`), log);
  const picture = path.join(EVIDENCE, `${name}.png`);
  const taken = await page.screenshot({ path: picture, timeout: 10_000 }).then(
    () => picture,
    () => 'no screenshot: the page is gone',
  );
  process.stderr.write(`  See ${path.join(EVIDENCE, `${name}.log`)} (${taken})\n`);
}
