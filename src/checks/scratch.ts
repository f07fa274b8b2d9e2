import { rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CheckFailed } from './checker.ts';

/** What is in use, so that nothing is left when this process ends of itself. */
const inUse = new Set<string>();
process.on('exit', () => inUse.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Gives `work` an empty folder outside of any project, and removes it when the work has ended, in whichever way. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await scratchFolder();
  try {
    return await work(folder);
  } finally {
    await removeScratch(folder);
  }
}

/** An empty folder that {@link removeScratch} must remove. */
export async function scratchFolder(): Promise<string> {
  // Without links on the way: tools report real paths.
  const folder = await fs.mkdtemp(path.join(await fs.realpath(os.tmpdir()), 'local-forge-check-'));
  inUse.add(folder);
  return folder;
}

/** Links in it are removed, never what they lead to. A tool that is just ending may still be writing. */
export async function removeScratch(folder: string): Promise<void> {
  await fs.rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  inUse.delete(folder);
}

/** Makes a program put its own temporary files there, which it leaves when it is ended. */
export function temporaryIn(folder: string): Record<'TMPDIR' | 'TEMP' | 'TMP', string> {
  return { TMPDIR: folder, TEMP: folder, TMP: folder };
}

/**
 * Makes `mirror` look like `root`, in which `folder` (below it, or the same) gets real folders down to itself, so that files can be
 * added to it; all else is linked. Gives the folder's place in the mirror.
 */
export async function mirrorByLinks(root: string, folder: string, mirror: string): Promise<string> {
  const steps = path.relative(root, folder).split(path.sep).filter(Boolean);
  let [from, to] = [root, mirror];
  for (const step of [...steps, undefined]) {
    await fs.mkdir(to, { recursive: true });
    // A folder that the project does not have yet is empty.
    for (const entry of await fs.readdir(from, { withFileTypes: true }).catch(() => [])) {
      if (entry.name !== step && entry.name !== '.git')
        await link(path.join(from, entry.name), path.join(to, entry.name));
    }
    if (step === undefined) break;
    [from, to] = [path.join(from, step), path.join(to, step)];
  }
  return to;
}

async function link(target: string, place: string): Promise<void> {
  const isFolder = (await statOf(target))?.isDirectory() === true;
  try {
    // Windows lets everybody make junctions, but not links to files.
    await fs.symlink(target, place, isFolder ? 'junction' : 'file');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM' || isFolder) throw error;
    await fs.copyFile(target, place);
  }
}

async function statOf(place: string) {
  return fs.stat(place).catch(() => undefined); // a link that leads nowhere
}

export interface CopyLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

const NOT_SOURCES = new Set(['.git', '.hg', '.svn', 'target', 'node_modules', '.venv', 'venv', '__pycache__']);
/** Larger files are linked: data, not sources. */
const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/**
 * Copies the sources of a project, so that a build may write beside them. Throws {@link CheckFailed} where there is more than
 * a check is worth, and the signal's reason after an abort.
 */
export async function copySources(root: string, copy: string, limits: CopyLimits, signal: AbortSignal): Promise<void> {
  let [files, bytes] = [0, 0];
  const waiting = [{ from: root, to: copy }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal.throwIfAborted();
    const { from, to } = next;
    await fs.mkdir(to, { recursive: true });
    for (const entry of await fs.readdir(from, { withFileTypes: true })) {
      const [source, place] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (NOT_SOURCES.has(entry.name)) continue;
      if (entry.isDirectory()) waiting.push({ from: source, to: place });
      else if (entry.isSymbolicLink()) await copyLink(source, place);
      else if (entry.isFile()) {
        const { size } = await fs.stat(source);
        files++;
        if (size > MAX_SOURCE_BYTES) await link(source, place);
        else {
          bytes += size;
          await fs.copyFile(source, place);
        }
      }
      if (files > limits.maxFiles || bytes > limits.maxBytes) {
        throw new CheckFailed('The project is too large to be checked on a copy.');
      }
    }
  }
}

/** A link that leads somewhere in the project must lead to the copy's own: it stays as it is when relative. */
async function copyLink(source: string, place: string): Promise<void> {
  const target = await fs.readlink(source);
  if ((await statOf(source)) !== undefined) await fs.symlink(target, place);
}
