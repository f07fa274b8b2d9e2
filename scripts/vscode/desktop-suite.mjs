// Runs a test suite in a desktop VS Code: the contract of web-suite.mjs.
//
// Not run by those who wrote it, whose machine could not download VS Code; the suite and its judgement are the same as in
// code-server, where they run every day. What differs is the start of the editor, below.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, SilentReporter } from '@vscode/test-electron';
import { endGroup, killGroup, removeFolder, shortTemporaryFolder, whenEnding } from './ending.mjs';
import { userSettings } from './settings.mjs';
import { CARRIER, copyWorkspace, EVIDENCE, judge, suiteEnvironment } from './suite-run.mjs';
import { runProgram, toolFolder } from './tools.mjs';

const WINDOWS = process.platform === 'win32';

/**
 * The desktop VS Code that `VSCODE_EXECUTABLE` names, or a downloaded one (`VSCODE_VERSION`, else the latest).
 * Throws one sentence where none can be had.
 */
export async function desktopCode() {
  const own = process.env.VSCODE_EXECUTABLE;
  if (own) {
    if (!fs.existsSync(own)) throw new Error(`VSCODE_EXECUTABLE names ${own}, which is not there.`);
    return own;
  }
  const version = process.env.VSCODE_VERSION ?? 'stable';
  process.stderr.write(`Looking for VS Code (${version}) …\n`);
  try {
    const cachePath = toolFolder('vscode');
    return await downloadAndUnzipVSCode({ version, cachePath, reporter: new SilentReporter(), timeout: 60_000 });
  } catch (error) {
    const cause = error.cause?.message ?? error.message ?? String(error);
    throw new Error(`VS Code (${version}) could not be downloaded: ${cause.split('\n')[0]}.`, { cause: error });
  }
}

/** As `runInWeb`, in the desktop VS Code whose path `executable` is. */
export async function runOnDesktop(options) {
  const {
    name,
    executable,
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
  } = options;
  const folder = shortTemporaryFolder();
  const removeAtEnd = keep ? undefined : whenEnding(() => removeFolder(folder));
  const resultsFile = path.join(folder, 'results.json');
  const user = path.join(folder, 'user');
  try {
    fs.mkdirSync(path.join(user, 'User'), { recursive: true });
    fs.writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(userSettings(settings), null, 2));
    const profile = [`--user-data-dir=${user}`, `--extensions-dir=${path.join(folder, 'extensions')}`];
    await installExtension(executable, profile, vsix);
    const ended = await runEditor({
      executable,
      args: [
        copyWorkspace(workspace, path.join(folder, 'workspace')),
        ...profile,
        ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-gpu', '--disable-updates', '--disable-telemetry'],
        ...['--skip-welcome', '--skip-release-notes'],
        ...(trust ? [] : ['--disable-workspace-trust']),
        `--extensionDevelopmentPath=${CARRIER}`,
        `--extensionTestsPath=${suite}`,
      ],
      env: suiteEnvironment({ name, env, grep }, resultsFile),
      timeoutMs,
      verbose,
    });
    const outcome = judge({ resultsFile, ...ended });
    if (outcome.failures > 0 || outcome.error !== undefined) keepEvidence(name, ended.output, user);
    return outcome;
  } finally {
    if (keep) process.stderr.write(`Kept ${folder}\n`);
    else removeFolder(folder);
    removeAtEnd?.();
  }
}

async function installExtension(executable, profile, vsix) {
  const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const args = [...cliArgs, ...profile, '--no-sandbox', '--install-extension', path.resolve(vsix), '--force'];
  // On Windows the CLI is a .cmd file, which only a shell starts.
  const quoted = WINDOWS ? args.map((arg) => `"${arg}"`) : args;
  await runProgram(WINDOWS ? `"${cli}"` : cli, quoted, { env: editorEnvironment(), shell: WINDOWS });
}

/** Not `runTests` of the library: that always switches workspace trust off, and waits for ever. */
async function runEditor({ executable, args, env, timeoutMs, verbose }) {
  const child = spawn(executable, args, {
    env: { ...editorEnvironment(), ...env },
    detached: !WINDOWS, // a process group of its own
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killAtEnd = whenEnding(() => end(child, killGroup));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
      if (verbose) process.stderr.write(data);
    });
  }
  let timer;
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ died: `VS Code did not start: ${error.message}` }));
    child.once('exit', (code, signal) =>
      resolve(code === null ? { died: `VS Code ended by ${signal}` } : { exitCode: code }),
    );
    timer = setTimeout(() => resolve({ died: `No end within ${Math.round(timeoutMs / 1000)} s` }), timeoutMs);
  });
  clearTimeout(timer);
  await end(child, endGroup);
  killAtEnd();
  return { ...ended, output };
}

async function end(child, how) {
  if (WINDOWS) child.kill();
  else await how(child);
}

/** Without what an editor around us hands to its terminals: VS Code would take itself for Node, or join that editor. */
function editorEnvironment() {
  const names = Object.keys(process.env).filter((name) => !/^VSCODE_|^ELECTRON_RUN_AS_NODE$|^NODE_OPTIONS$/.test(name));
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function keepEvidence(name, output, user) {
  fs.mkdirSync(EVIDENCE, { recursive: true });
  fs.writeFileSync(path.join(EVIDENCE, `${name}.log`), output);
  const logs = path.join(user, 'logs');
  if (fs.existsSync(logs)) fs.cpSync(logs, path.join(EVIDENCE, `${name}-logs`), { recursive: true });
  process.stderr.write(`  See ${path.join(EVIDENCE, `${name}.log`)}\n`);
}
