// One running code-server with a profile of its own and the extension installed from its package.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { codeServer } from './code-server-install.mjs';
import { endGroup, killGroup, removeFolder, shortTemporaryFolder, whenEnding } from './ending.mjs';
import { userSettings } from './settings.mjs';
import { cacheFolder, runProgram } from './tools.mjs';

export { codeServer };

/**
 * Installs the VSIX and starts code-server on a loopback port.
 *
 * - `workspace`: the folder or .code-workspace file that `url()` opens.
 * - `settings`: user settings over the quiet ones; `env`: over this process's environment.
 * - `trust`: workspace trust as users have it. Without it every folder is trusted.
 * - `testDriver`: needed for `extensionTestsPath`; it hides notifications and answers dialogs.
 * - `home`: a folder that keeps the profile for the next time. Without it the profile is temporary.
 */
export async function startCodeServer({ vsix, workspace, settings, env, trust, testDriver, home, port }) {
  const { node, entry } = await codeServer();
  const temporary = shortTemporaryFolder();
  const removeAtEnd = whenEnding(() => removeFolder(temporary));
  const folder = home ?? temporary;
  const serverPort = port ?? (await freePort());
  const environment = serverEnvironment(folder, temporary, env);
  const flags = serverFlags(folder, temporary, trust);
  writeSettings(folder, settings);
  await installExtension({ node, entry, flags, environment, folder, vsix });

  const logFile = path.join(temporary, 'server.log');
  const output = fs.openSync(logFile, 'a');
  const options = ['--bind-addr', `127.0.0.1:${serverPort}`];
  if (testDriver) options.push('--vscode-option', 'enable-smoke-test-driver');
  const child = spawn(node, [entry, ...flags, ...options], {
    env: environment,
    detached: true, // a process group: the extension host, the language server and the engine end with it
    stdio: ['ignore', output, output],
  });
  fs.closeSync(output);
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  const killAtEnd = whenEnding(() => killGroup(child));

  const server = {
    origin: `http://127.0.0.1:${serverPort}`,
    port: serverPort,
    folder,
    /** Resolves when the server has ended, whoever ended it. */
    exited,
    log: () => (fs.existsSync(logFile) ? fs.readFileSync(logFile, 'utf8') : ''),
    /** The form in which the workbench names a file of this machine. */
    remote: (file) => `vscode-remote://127.0.0.1:${serverPort}${path.resolve(file)}`,
    /** The page of the workspace; `payload` are the workbench's own parameters, `[name, value]` each. */
    url: (payload = []) => pageUrl(server.origin, workspace, payload),
    async stop() {
      await endGroup(child);
      killAtEnd();
      removeFolder(temporary);
      removeAtEnd();
    },
  };
  try {
    await untilHealthy(server, child);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** What the extension host, the language server and the engine inherit. */
function serverEnvironment(folder, temporary, env = {}) {
  const inherited = { ...process.env };
  for (const name of Object.keys(inherited)) {
    // An editor around us and variables that code-server obeys.
    if (/^(VSCODE_|CODE_SERVER_|CS_)|^(ELECTRON_RUN_AS_NODE|NODE_OPTIONS|PORT|PASSWORD)$/.test(name))
      delete inherited[name];
  }
  const of = (base, name) => {
    const one = path.join(base, name);
    fs.mkdirSync(one, { recursive: true, mode: 0o700 });
    return one;
  };
  return {
    ...inherited,
    HOME: of(folder, 'home'),
    XDG_CONFIG_HOME: of(folder, 'config'),
    XDG_DATA_HOME: of(folder, 'data'),
    XDG_CACHE_HOME: of(folder, 'cache'),
    XDG_STATE_HOME: of(folder, 'state'),
    TMPDIR: of(temporary, 'tmp'),
    XDG_RUNTIME_DIR: of(temporary, 'run'),
    EXTENSIONS_GALLERY: '{}', // no marketplace
    LOCAL_FORGE_CACHE: cacheFolder(), // the user's: with another HOME the model would not be found
    ...env,
  };
}

function serverFlags(folder, temporary, trust) {
  const config = path.join(temporary, 'config.yaml');
  fs.writeFileSync(config, 'auth: none\ncert: false\n');
  return [
    ...['--config', config, '--auth', 'none'],
    ...['--user-data-dir', path.join(folder, 'user'), '--extensions-dir', path.join(folder, 'extensions')],
    ...['--session-socket', path.join(temporary, 'session.sock')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
    ...(trust ? [] : ['--disable-workspace-trust']),
  ];
}

/**
 * Settings of the user and, since the extension runs on the remote side, of the machine there: VS Code takes settings of
 * machine scope from the second file only, and all others from either.
 */
export function settingsFiles(folder) {
  return ['User', 'Machine'].map((name) => path.join(folder, 'user', name, 'settings.json'));
}

function writeSettings(folder, settings) {
  for (const target of settingsFiles(folder)) {
    if (fs.existsSync(target)) continue; // a kept profile: what its user has set stays
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, JSON.stringify(userSettings(settings), null, 2));
  }
}

/** Installs the VSIX unless the same one is there from the last time. */
async function installExtension({ node, entry, flags, environment, folder, vsix }) {
  const stamp = path.join(folder, 'installed');
  const digest = crypto.createHash('sha256').update(fs.readFileSync(vsix)).digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return;
  await runProgram(node, [entry, ...flags, '--install-extension', path.resolve(vsix), '--force'], { env: environment });
  fs.writeFileSync(stamp, digest);
}

function pageUrl(origin, workspace, payload) {
  const parameters = { payload: JSON.stringify(payload) };
  if (workspace) {
    parameters[workspace.endsWith('.code-workspace') ? 'workspace' : 'folder'] = fs.realpathSync(workspace);
  }
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${origin}/?${query.join('&')}`;
}

async function untilHealthy(server, child) {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const healthy = await fetch(`${server.origin}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (child.exitCode !== null) throw new Error(`code-server ended at its start:\n${server.log().trim()}`);
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`code-server did not answer within 60 s:\n${server.log().trim()}`);
}

async function freePort() {
  const probe = net.createServer();
  await new Promise((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
