import path from 'node:path';
import { locate } from '../../workspace/file-location.ts';
import type { CursorContext } from '../completion/types.ts';
import { importedPieces, shownPath } from './imported.ts';
import type { Elsewhere, ProjectFiles } from './types.ts';
import { usesNear } from './uses.ts';

/** A look around takes no longer, in ms: what was not read by then is found the next time, from the files that are known. */
const BUDGET_MS = 50;

export interface GatherOptions {
  readonly files: ProjectFiles;
  /** Overrides how long a look around may take, in ms. */
  readonly budgetMs?: number;
  readonly now?: () => number;
}

/** What the files that a document imports say of the names used near the cursor; undefined where they say nothing. */
export async function gather(
  uri: string,
  { languageId, before, after }: CursorContext,
  { files, budgetMs = BUDGET_MS, now = () => performance.now() }: GatherOptions,
): Promise<Elsewhere | undefined> {
  const location = locate(uri);
  const folder = location.kind === 'file' ? files.folderOf(location.path) : undefined;
  if (location.kind !== 'file' || folder === undefined) return undefined;
  const end = now() + budgetMs;
  const around = { languageId, file: location.path, text: before + after, uses: usesNear(before, after) };
  const pieces = await importedPieces(
    around,
    inTime(files, () => now() > end),
  );
  if (pieces.length === 0) return undefined;
  return { repository: path.basename(folder), path: shownPath(location.path, files), pieces };
}

/** The same files, each looked at once; those that were not by the time that `isLate` are as good as empty. */
function inTime(files: ProjectFiles, isLate: () => boolean): ProjectFiles {
  const once = <T>(look: (path: string) => Promise<T>, nothing: T): ((path: string) => Promise<T>) => {
    const known = new Map<string, Promise<T>>();
    return (path) => {
      const found = known.get(path) ?? (isLate() ? Promise.resolve(nothing) : look(path));
      known.set(path, found);
      return found;
    };
  };
  return {
    folderOf: (file) => files.folderOf(file),
    read: once((file) => files.read(file), undefined),
    list: once((folder) => files.list(folder), []),
    declarations: once((file) => files.declarations(file), []),
  };
}
