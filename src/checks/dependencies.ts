import fs from 'node:fs/promises';
import path from 'node:path';
import { foldersUpward } from './folders.ts';
import { nearest } from './programs.ts';

/** What sources need beside them, and what nothing that runs may change: linked, not copied. */
const DEPENDENCIES = ['.venv', 'venv'];
/** What tools keep among the packages, and write to. */
const CACHES = new Set(['.cache', '.vite', '.vite-temp', '.vitest']);

/** Links the dependencies of the package at `root` into a copy of it. In a monorepo they lie further up. */
export async function linkDependencies(root: string, copy: string, folders: readonly string[]): Promise<void> {
  await linkPackages(root, path.join(copy, 'node_modules'), folders);
  for (const name of DEPENDENCIES) {
    const target = await nearest([name], path.join(root, 'any'), folders, isFolder);
    if (target !== undefined) await fs.symlink(target, path.join(copy, name), 'junction');
  }
}

/**
 * A folder of the copy's own, in which tools may write, with a link to each package that is found from `root`: the nearest of that name,
 * as Node finds it.
 */
async function linkPackages(root: string, place: string, folders: readonly string[]): Promise<void> {
  const found = new Map<string, string>();
  for (const folder of foldersUpward(path.join(root, 'any'), folders)) {
    for (const [name, target] of await packagesIn(path.join(folder, 'node_modules')))
      if (!found.has(name)) found.set(name, target);
  }
  for (const scope of new Set([...found.keys()].map((name) => path.dirname(name))))
    await fs.mkdir(path.join(place, scope), { recursive: true });
  for (const [name, target] of found) await fs.symlink(target, path.join(place, name), 'junction');
}

/** Names of packages, with their scopes, and where they are. */
async function packagesIn(folder: string): Promise<(readonly [name: string, place: string])[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => !entry.isFile() && !CACHES.has(entry.name))
    .map(async ({ name }): Promise<(readonly [string, string])[]> => {
      const place = path.join(folder, name);
      if (!name.startsWith('@')) return [[name, place]];
      return (await packagesIn(place)).map(([inner, target]) => [path.join(name, inner), target] as const);
    });
  return (await Promise.all(found)).flat();
}

async function isFolder(place: string): Promise<boolean> {
  return (await fs.stat(place).catch(() => undefined))?.isDirectory() === true;
}
