import path from 'node:path';

/** Whether `file` (absolute) lies in `folder`, and is not the folder itself. Purely by name: links are not followed. */
export function isBelow(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** The same, or `file` is the folder. */
export function isWithin(file: string, folder: string): boolean {
  return path.relative(folder, file) === '' || isBelow(file, folder);
}

/** The innermost of the workspace folders that holds the file. */
export function workspaceFolderOf(file: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => isWithin(file, folder)).sort((one, other) => other.length - one.length)[0];
}
