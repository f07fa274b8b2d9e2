import type { Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** LM Studio: publisher/model/file; Hugging Face: models--x/snapshots/revision/folder/file. */
const MAX_DEPTH = 6;
/** A cache with thousands of data sets must not make the search endless. */
const MAX_ENTRIES = 20_000;

export interface WalkedFile {
  /** With symbolic links followed, where that is allowed. */
  readonly path: string;
  /** The name it was found under: Hugging Face links a readable name to a blob. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * The files below some folders that `wanted` takes, each once. A folder that is missing or may not be read is passed
 * over. Links to files are followed, links to folders are not: they may form a ring.
 */
export async function walkFiles(
  directories: readonly string[],
  wanted: (file: WalkedFile) => boolean,
  signal?: AbortSignal,
): Promise<WalkedFile[]> {
  const found = new Map<string, WalkedFile>();
  let entriesLeft = MAX_ENTRIES;
  const walk = async (directory: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await fs.readdir(directory, { withFileTypes: true });
    } catch {
      return; // the tool is not installed, or keeps its files to itself
    }
    for (const entry of entries) {
      if (entriesLeft-- <= 0) return;
      const full = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        if (depth > 1) await walk(full, depth - 1);
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const stat = await fs.stat(full).catch(() => undefined);
        if (stat?.isFile() !== true || !wanted({ path: full, name: entry.name, bytes: stat.size })) continue;
        const target = await fs.realpath(full).catch(() => full);
        if (!found.has(target)) found.set(target, { path: target, name: entry.name, bytes: stat.size });
      }
    }
  };
  for (const directory of directories) await walk(directory, MAX_DEPTH);
  return [...found.values()];
}
