// `npm run demo`: the extension in VS Code for whoever has no VS Code; code-server in the browser, with examples/ open.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail, fetchModel, prepare, root } from './bootstrap.mjs';

const { values: options } = parseArgs({
  options: { 'no-open': { type: 'boolean', default: false }, port: { type: 'string' } },
});
const port = options.port === undefined ? undefined : Number(options.port);
if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) fail('--port wants 1 to 65535.');

prepare();
fetchModel();
// Imported here: they need what prepare() installs.
const { startCodeServer } = await import('./vscode/code-server.mjs');
const { toolFolder } = await import('./vscode/tools.mjs');
const { testVsix } = await import('./vscode/vsix.mjs');

// Ctrl+C is how this ends; what was started ends with it (vscode/ending.mjs).
process.prependOnceListener('SIGINT', () => process.exit(0));
const examples = path.join(root, 'examples');
const server = await startCodeServer({
  vsix: testVsix(),
  workspace: examples,
  settings: { 'files.hotExit': 'onExit' },
  home: toolFolder('demo'), // kept, so that the next start need not install the extension again
  port,
}).catch((error) => fail(error.message));
const url = server.url([['openFile', server.remote(path.join(examples, 'inventory.ts'))]]);
process.stdout.write(`
${url}

VS Code with Local Forge, in your browser: type in inventory.ts, Tab accepts. It changes the real examples/ folder.
There is no password, and only this machine can reach it (127.0.0.1). Ctrl+C ends it.
`);
if (!options['no-open']) openBrowser(url);
await server.exited;
fail(`code-server ended:\n${server.log().trim()}`);

/** Opens the page where there is a display. That it could not be opened is no failure: the URL stands above. */
function openBrowser(address) {
  const display = process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
