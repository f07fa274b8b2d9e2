import fs from 'node:fs/promises';
import path from 'node:path';
import { textOf } from '../../checks/programs.ts';
import { isManifest, type Ecosystem } from './ecosystem.ts';

/** Folders that hold nothing that the project wrote by hand. */
const PASSED_OVER =
  /^(?:node_modules|bower_components|dist|build|out|target|coverage|vendor|venv|env|__pycache__|\..+|.+\.egg-info)$/;
const MOST_ENTRIES = 20_000;

const SOURCES: Readonly<Record<Ecosystem, RegExp>> = {
  javascript: /(?<!\.d)\.[cm]?[jt]sx?$/,
  python: /\.py$/,
  go: /\.go$/,
  rust: /\.rs$/,
  java: /\.java$/,
};

/**
 * The code files of a package, relative to `root` with `/`, folders nearer to the root first. Packages inside of it own their
 * files themselves and are left out. Stops after 20,000 entries.
 */
export async function filesOfPackage(root: string, ecosystem: Ecosystem): Promise<string[]> {
  const found: string[] = [];
  const waiting = [''];
  let seen = 0;
  for (let folder = waiting.shift(); folder !== undefined && seen < MOST_ENTRIES; folder = waiting.shift()) {
    const entries = await fs.readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    seen += entries.length;
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    if (folder !== '' && (await isPackage(path.join(root, folder), names, ecosystem))) continue;
    const inside = folder === '' ? '' : `${folder}/`;
    for (const name of names.sort()) if (SOURCES[ecosystem].test(name)) found.push(inside + name);
    for (const entry of entries)
      if (entry.isDirectory() && !PASSED_OVER.test(entry.name)) waiting.push(inside + entry.name);
  }
  return found;
}

/** Test folders have manifests without a name, which only say `"type": "commonjs"`, or what tests need. */
async function isPackage(folder: string, names: readonly string[], ecosystem: Ecosystem): Promise<boolean> {
  if (ecosystem === 'javascript') {
    if (!names.includes('package.json')) return false;
    return /"name"\s*:/.test((await textOf(path.join(folder, 'package.json'))) ?? '');
  }
  if (ecosystem === 'python') return names.includes('pyproject.toml') || names.includes('setup.py');
  return names.some((name) => isManifest(name, ecosystem));
}
