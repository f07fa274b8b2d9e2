import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isAbsent } from './file-stamp.ts';

/**
 * The folder in which git keeps what all checkouts of a repository share, where `folder` is the root of a checkout;
 * otherwise undefined. Follows the `.git` file of worktrees and submodules.
 */
export async function gitFolderOf(folder: string): Promise<string | undefined> {
  const place = path.join(folder, '.git');
  try {
    if ((await stat(place)).isDirectory()) return place;
    const pointer = /^gitdir: (.+)$/m.exec(await readFile(place, 'utf8'))?.[1];
    if (pointer === undefined) return undefined;
    const own = path.resolve(folder, pointer.trim());
    return path.resolve(own, await commonFolder(own));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** A worktree's own git folder names the shared one, relative to itself, in the file `commondir`. */
async function commonFolder(own: string): Promise<string> {
  try {
    return (await readFile(path.join(own, 'commondir'), 'utf8')).trim();
  } catch (error) {
    if (isAbsent(error)) return '.';
    throw error;
  }
}
