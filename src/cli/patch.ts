import fs from 'node:fs/promises';
import path from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { realPathOf } from '../workspace/file-stamp.ts';
import { gitFolderOf } from '../workspace/git-folder.ts';
import { writePermission } from '../workspace/write-guard.ts';
import type { SourceFile } from './source-file.ts';
import { out, Stop } from './terminal.ts';

/** A unified diff as `git apply` and `patch -p1` take it in the current folder; in the workspace's root for a file outside of it. */
export function unifiedDiff({ file, text, isNew }: SourceFile, newText: string, root = process.cwd()): string {
  const name = path.relative(root, file).split(path.sep).join('/');
  return createTwoFilesPatch(isNew ? '/dev/null' : `a/${name}`, `b/${name}`, text, newText, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/**
 * Replaces the file's content in one step: whoever reads it sees the old text or the new one. Throws {@link Stop}, and changes nothing,
 * where the file was changed since it was read, is outside of the workspace, or makes programs run.
 */
export async function applyTo({ file, text, isNew }: SourceFile, newText: string): Promise<void> {
  const permission = await writePermission(file, [await workspaceRoot()]);
  if (permission.kind === 'refused') throw new Stop(1, `${permission.reason} Nothing was written.`);
  if (permission.kind === 'show-first')
    throw new Stop(
      1,
      `${permission.reason} Nothing was written: print the diff without --apply, and give it to "git apply".`,
    );
  if (isNew) return create(file, newText);
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
    throw cannotWrite(file, error);
  }
}

/** Prints the change of a file as a diff, unless it goes into JSON, or makes it. */
export async function showChange(
  file: SourceFile,
  text: string,
  { json, apply }: { readonly json: boolean; readonly apply: boolean },
): Promise<{ readonly file: string; readonly diff: string; readonly applied: boolean }> {
  const diff = unifiedDiff(file, text);
  if (apply) await applyTo(file, text);
  if (!json && !apply) out(diff);
  return { file: file.file, diff, applied: apply };
}

/** A new file; one that has come meanwhile is left alone. */
async function create(file: string, text: string): Promise<void> {
  try {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw cannotWrite(file, error);
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

function cannotWrite(file: string, error: unknown): Stop {
  return new Stop(1, `Cannot write ${path.basename(file)}: ${error instanceof Error ? error.message : String(error)}.`);
}
