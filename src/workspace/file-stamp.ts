import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * A text that changes when the file at `file` does; undefined where no file is there.
 * @throws where the file exists and cannot be examined
 */
export async function fileStamp(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? `${found.mtimeMs}:${found.ctimeMs}:${found.size}:${found.ino}` : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/**
 * Where `file` is once all symbolic links are followed. Of a file that is not there yet, the folders are followed.
 * @throws where the path cannot be examined: no permission, a loop of links
 */
export async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    const parent = path.dirname(file);
    if (!isAbsent(error) || parent === file) throw error;
    return path.join(await realPathOf(parent), path.basename(file));
  }
}

/** Whether a file system error says that there is nothing at the path. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
