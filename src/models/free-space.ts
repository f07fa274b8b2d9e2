import fs from 'node:fs/promises';
import { SourceError } from './errors.ts';

/** Bytes that this user may still write in a folder, or undefined where the file system does not say. */
export type FreeBytes = (directory: string) => Promise<number | undefined>;

export const freeBytes: FreeBytes = async (directory) => {
  try {
    const { bavail, bsize } = await fs.statfs(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
};

/** Room that is left to others, so that a download never fills the disk to its last byte. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** Throws `SourceError` when the folder's disk cannot take `bytes` more. */
export async function requireSpace(directory: string, bytes: number, free: FreeBytes): Promise<void> {
  const available = await free(directory);
  if (available === undefined || available >= bytes + RESERVE_BYTES) return;
  throw new SourceError(
    `not enough disk space in ${directory}: ${megabytes(bytes + RESERVE_BYTES)} needed, ${megabytes(available)} free`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
