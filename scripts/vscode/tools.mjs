// Programs that the tests in a real editor need and that no package.json lists: they are large, and fetched on first use.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The folder of `src/models/cache-directory.ts` (which says why), for scripts that run before the build. */
export function cacheFolder(env = process.env, home = os.homedir()) {
  const own = env.LOCAL_FORGE_CACHE || undefined;
  if (own !== undefined) return path.isAbsolute(own) ? own : path.join(home, own);
  if (process.platform === 'win32') {
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'local-forge', 'Cache');
  }
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'local-forge');
  const xdg = env.XDG_CACHE_HOME;
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.cache'), 'local-forge');
}

/** The folder of one tool in the cache; `name` carries the version. Pure: nothing is created. */
export function toolFolder(name) {
  return path.join(cacheFolder(), 'tools', name);
}

/**
 * Returns the tool's folder and lets `install(staging)` fill it when it is not there. It appears under its name at once
 * and complete, so that neither an end half way nor a second run at the same time leaves a broken one.
 */
export async function installOnce(name, install) {
  const folder = toolFolder(name);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  removeLeftovers(path.dirname(folder));
  const staging = fs.mkdtempSync(path.join(path.dirname(folder), '.staging-'));
  try {
    await install(staging);
    fs.renameSync(staging, folder);
  } catch (error) {
    // Another run may have been first; its result is as good.
    if (!fs.existsSync(folder)) throw error;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

/** Runs a program to its end. Its output comes back, and is part of the error when it fails. */
export async function runProgram(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (status !== 0) {
    const said = output.trim().split('\n').slice(-12).join('\n');
    throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${status}:\n${said}`);
  }
  return output;
}

/** Runs npm in a folder, quietly. */
export async function npm(args, folder, env = process.env) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  return runProgram('npm', [...args, ...quiet], { cwd: folder, env });
}

/** Folders of installations that were killed; a day is more than any takes. */
function removeLeftovers(tools) {
  for (const name of fs.readdirSync(tools).filter((entry) => entry.startsWith('.staging-'))) {
    const folder = path.join(tools, name);
    if (Date.now() - fs.statSync(folder).mtimeMs > 86_400_000) fs.rmSync(folder, { recursive: true, force: true });
  }
}
