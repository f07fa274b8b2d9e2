import fs from 'node:fs/promises';

/** Size of a file; 0 where there is none. */
export async function fileBytes(file: string): Promise<number> {
  const stat = await fs.stat(file).catch(() => undefined);
  return stat?.isFile() === true ? stat.size : 0;
}
