import fs from 'node:fs/promises';
import path from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { realPathOf } from '../workspace/file-stamp.ts';
import { gitFolderOf } from '../workspace/git-folder.ts';
import { writePermission } from '../workspace/write-guard.ts';
import type { SourceFile } from './source-file.ts';
import { Stop } from './terminal.ts';

/** A unified diff as `git apply` and `patch -p1` take it in the current folder; in the workspace's root for a file outside of it. */
export function unifiedDiff({ file, text }: SourceFile, newText: string, root = process.cwd()): string {
  const name = path.relative(root, file).split(path.sep).join('/');
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, text, newText, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/**
 * Replaces the file's content in one step: whoever reads it sees the old text or the new one. Throws {@link Stop}, and changes nothing,
 * where the file was changed since it was read, is outside of the workspace, or makes programs run.
 */
export async function applyTo({ file, text }: SourceFile, newText: string): Promise<void> {
  const permission = await writePermission(file, [await workspaceRoot()]);
  if (permission.kind === 'refused') throw new Stop(1, `${permission.reason} Nothing was written.`);
  if (permission.kind === 'show-first')
    throw new Stop(
      1,
      `${permission.reason} Nothing was written: print the diff without --apply, and give it to "git apply".`,
    );
  const target = await realPathOf(file);
  const now = await fs.readFile(target, 'utf8');
  if (now !== text) throw new Stop(1, `${path.basename(file)} was changed meanwhile. Nothing was written.`);
  const { mode } = await fs.stat(target);
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    await fs.writeFile(beside, newText, { mode, flag: 'wx' });
    await fs.chmod(beside, mode);
    await fs.rename(beside, target);
  } catch (error) {
    await fs.rm(beside, { force: true });
    throw new Stop(
      1,
      `Cannot write ${path.basename(file)}: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/** The root of the git checkout around the current folder, else that folder. */
export async function workspaceRoot(): Promise<string> {
  const here = process.cwd();
  for (let folder = here; ; folder = path.dirname(folder)) {
    if ((await gitFolderOf(folder)) !== undefined) return folder;
    if (path.dirname(folder) === folder) return here;
  }
}
