import path from 'node:path';
import { isWithin, workspaceFolderOf } from '../workspace/folders.ts';

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
