import fs from 'node:fs/promises';
import { sha256OfFile } from '../sha256.ts';
import type { FindOptions, WantedFile } from './source.ts';

export type Match = 'same' | 'missing' | 'other-size' | 'other-content';

/** Compares a file with the wanted one: the size first, which costs nothing, then the SHA-256. */
export async function matchFile(file: string, wanted: WantedFile, options: FindOptions): Promise<Match> {
  options.signal?.throwIfAborted();
  const stat = await fs.stat(file).catch(() => undefined);
  if (stat?.isFile() !== true) return 'missing';
  if (stat.size !== wanted.bytes) return 'other-size';
  return (await sha256OfFile(file, options)) === wanted.sha256 ? 'same' : 'other-content';
}
