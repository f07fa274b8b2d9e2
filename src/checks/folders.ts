import path from 'node:path';

/** Whether `file` (absolute) is `folder` or lies in it. Purely by name: links are not followed. */
export function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** The innermost of the workspace folders that holds the file. */
export function workspaceFolderOf(file: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => isWithin(file, folder)).sort((one, other) => other.length - one.length)[0];
}

/**
 * The folders in which something that belongs to the file may lie, nearest first: its own up to its workspace folder.
 * Nothing above the workspace is looked at. A file outside of all folders has its own folder only.
 */
export function foldersUpward(file: string, folders: readonly string[]): string[] {
  const last = workspaceFolderOf(file, folders) ?? path.dirname(file);
  const found = [];
  for (let folder = path.dirname(file); isWithin(folder, last); folder = path.dirname(folder)) {
    found.push(folder);
    if (folder === path.dirname(folder)) break;
  }
  return found;
}
