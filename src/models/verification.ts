import fs from 'node:fs/promises';
import { fileBytes } from './file-bytes.ts';
import { type HashOptions, sha256OfFile } from './sha256.ts';
import type { WantedFile } from './sources/source.ts';

/** `damaged`: there is a file, but its size or its SHA-256 is wrong. */
export type InstalledState = 'verified' | 'missing' | 'damaged';

interface Stamp {
  readonly sha256: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

const stampFile = (file: string): string => `${file}.verified`;

/** True when the file was hashed before and has not changed since: nothing is read but its stamp. */
export async function isStamped(file: string, wanted: WantedFile): Promise<boolean> {
  const stat = await fs.stat(file).catch(() => undefined);
  if (stat?.isFile() !== true || stat.size !== wanted.bytes) return false;
  const stamp = await readStamp(file);
  return stamp?.sha256 === wanted.sha256 && stamp.bytes === stat.size && stamp.mtimeMs === stat.mtimeMs;
}

/** Checks an installed file: by its stamp where it holds, else by its SHA-256, which is then stamped. */
export async function checkInstalled(file: string, wanted: WantedFile, options: HashOptions): Promise<InstalledState> {
  if (await isStamped(file, wanted)) return 'verified';
  const bytes = await fileBytes(file);
  if (bytes !== wanted.bytes) return bytes === 0 && !(await exists(file)) ? 'missing' : 'damaged';
  if ((await sha256OfFile(file, options)) !== wanted.sha256) return 'damaged';
  await writeStamp(file, wanted);
  return 'verified';
}

/** Notes that the file as it is now has the wanted SHA-256. */
export async function writeStamp(file: string, wanted: WantedFile): Promise<void> {
  const { size, mtimeMs } = await fs.stat(file);
  const stamp: Stamp = { sha256: wanted.sha256, bytes: size, mtimeMs };
  // Without a stamp the file is hashed again next time: slower, not wrong. A read-only cache is such a case.
  await fs.writeFile(stampFile(file), JSON.stringify(stamp)).catch(() => undefined);
}

export async function removeStamp(file: string): Promise<void> {
  await fs.rm(stampFile(file), { force: true });
}

async function readStamp(file: string): Promise<Partial<Stamp> | undefined> {
  try {
    const value: unknown = JSON.parse(await fs.readFile(stampFile(file), 'utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function exists(file: string): Promise<boolean> {
  return (await fs.stat(file).catch(() => undefined)) !== undefined;
}
