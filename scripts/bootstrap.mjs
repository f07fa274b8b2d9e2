// What `npm start` and `npm test` need before the first line of the product can run: plain JavaScript, no dependency.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);

/** Ends the program with one sentence. */
export function fail(sentence) {
  process.stderr.write(`local-forge: ${sentence}\n`);
  process.exit(1);
}

/** Installs and builds whatever is missing or out of date. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) fail(`Node 20.11 or newer is needed; this is ${process.version}.`);
  install();
  build();
}

function install() {
  const stamp = inRoot('node_modules', '.local-forge-lock');
  const lock = hash(['package-lock.json']);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  const before = fs.existsSync(inRoot('node_modules'));
  process.stderr.write('Installing dependencies (about 200 MB, once) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    if (!before) fs.rmSync(inRoot('node_modules'), { recursive: true, force: true });
    fail(`The dependencies could not be installed: ${reason(run)}.`);
  }
  fs.writeFileSync(stamp, lock);
}

function build() {
  const stamp = inRoot('dist', '.built-from');
  const sources = hash(['package.json', 'package-lock.json', ...tree('src'), ...tree('bench'), ...tree('scripts')]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sources) return;
  process.stderr.write('Building …\n');
  const run = spawnSync(process.execPath, [inRoot('scripts', 'build.mjs')], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) fail(`The build failed: ${reason(run)}.`);
  fs.writeFileSync(stamp, sources);
}

/** Gets the default model if it is not here, with the CLI's own progress bar. */
export function fetchModel() {
  const cli = inRoot('dist', 'cli.js');
  if (spawnSync(process.execPath, [cli, 'models', 'path'], { stdio: 'ignore' }).status === 0) return;
  process.stderr.write('Getting the default model (491 MB, once; it stays in your cache folder) …\n');
  const run = spawnSync(process.execPath, [cli, 'models', 'pull'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (run.status !== 0) process.exit(1); // the CLI has said why
}

/** The line of a failed command's output that says most. */
function reason(run) {
  if (run.error) return run.error.message;
  const lines = (run.stderr || '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/npm warn|complete log/i.test(line));
  const telling =
    lines.find((line) => /E[A-Z]{4,}|error:/i.test(line)) ?? lines[0] ?? `exit code ${run.status ?? run.signal}`;
  const detail = lines[lines.indexOf(telling) + 1] ?? '';
  return `${telling} ${detail}`
    .replaceAll(/npm error\s*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 300);
}

function tree(folder) {
  return fs
    .readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
}

function hash(files) {
  const digest = crypto.createHash('sha256');
  for (const file of [...files].sort()) digest.update(file).update(fs.readFileSync(inRoot(file)));
  return digest.digest('hex');
}
