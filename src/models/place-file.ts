import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import fs from 'node:fs/promises';

export interface PlaceOptions {
  readonly onProgress?: ((copiedBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before the bytes are really copied; throws where they do not fit. */
  readonly beforeCopy: () => Promise<void>;
  /** Called with the finished copy; throws when it is not what it should be. */
  readonly checkCopy: (copy: string) => Promise<void>;
}

/** What unfinished copies are named by: the target's name, this, and something unique. */
export const DRAFT_INFIX = '.new-';

/**
 * Makes `target` the same file as `source`, without using disk space where that is possible: as a hard link, else as a
 * copy that shares its blocks (Btrfs, XFS, APFS), else as a real copy (another volume, another owner). `target`
 * appears all at once, and a copy only after it passed `checkCopy`.
 */
export async function placeFile(source: string, target: string, options: PlaceOptions): Promise<void> {
  const draft = `${target}${DRAFT_INFIX}${randomUUID()}`;
  try {
    try {
      await fs.link(source, draft);
    } catch {
      // Another volume, a file of another user, a file system without links: then it is copied.
      await copy(source, draft, options);
      await options.checkCopy(draft);
    }
    await fs.rename(draft, target);
  } finally {
    await fs.rm(draft, { force: true }); // also after a rename between two names of one file, which does nothing
  }
}

async function copy(source: string, draft: string, options: PlaceOptions): Promise<void> {
  try {
    await fs.copyFile(source, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch {
    await fs.rm(draft, { force: true });
    await options.beforeCopy();
    await copyBytes(source, draft, options);
  }
}

async function copyBytes(source: string, target: string, options: PlaceOptions): Promise<void> {
  const file = await fs.open(target, 'wx');
  try {
    let copied = 0;
    for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted();
      await file.appendFile(chunk);
      copied += chunk.length;
      options.onProgress?.(copied);
    }
  } finally {
    await file.close();
  }
}
