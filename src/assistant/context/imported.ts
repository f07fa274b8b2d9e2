import path from 'node:path';
import type { Declaration } from '../../workspace/syntax/declarations.ts';
import { importsOf, type Import } from './imports.ts';
import { filesOfModule, goFiles } from './resolve.ts';
import type { Piece, ProjectFiles } from './types.ts';
import type { Uses } from './uses.ts';

/** A name is followed through so many files that only hand it on (`index.ts`, `__init__.py`). */
const MOST_HOPS = 3;
/** Names that are looked for; in Go each one near the cursor, since any may be the package's. */
const MOST_NAMES = 150;

/** A declaration and the file it stands in. */
interface Found {
  readonly file: string;
  readonly declaration: Declaration;
}

/** The document that is looked around from. */
export interface Around {
  readonly languageId: string;
  /** Its absolute path. */
  readonly file: string;
  readonly text: string;
  readonly uses: Uses;
}

/** What the names that are imported by a file and used near the cursor look like, nearest first. */
export async function importedPieces({ languageId, file, text, uses }: Around, files: ProjectFiles): Promise<Piece[]> {
  const wanted = [
    ...importsOf(languageId, text).flatMap((one) => expanded(one, uses)),
    ...(languageId === 'go' ? uses.names.map((name) => ({ module: '', name, local: name })) : []),
  ]
    .map((one) => ({ one, rank: uses.rankOf(one.local) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, MOST_NAMES);
  const seen = new Set<string>();
  const pieces: Piece[] = [];
  for (const { one } of wanted) {
    for (const { file: at, declaration } of await declarationsOf(languageId, file, one, files, MOST_HOPS)) {
      const key = `${at} ${declaration.start}`;
      const isUsed = uses.rankOfDeclaration({ ...declaration, name: one.local }) !== undefined;
      if (at === file || seen.has(key) || !isUsed) continue;
      seen.add(key);
      const { start, end, text: signature } = declaration;
      pieces.push({ path: shownPath(at, files), start, end, text: signature });
    }
  }
  return pieces;
}

/** How the model sees a path. */
export function shownPath(file: string, files: ProjectFiles): string {
  return path.relative(files.folderOf(file) ?? path.dirname(file), file).replaceAll(path.sep, '/');
}

/** Of a whole module, the names of it that are used. */
function expanded(one: Import, uses: Uses): Import[] {
  if (one.name !== '*') return [one];
  return uses.membersOf(one.local).map((name) => ({ module: one.module, name, local: name }));
}

async function declarationsOf(
  languageId: string,
  file: string,
  { module, name }: Import,
  files: ProjectFiles,
  hops: number,
): Promise<Found[]> {
  // Without a module: of the same Go package.
  const targets =
    module === '' ? await goFiles(path.dirname(file), files) : await filesOfModule(languageId, file, module, files);
  for (const target of targets) {
    const declarations = await files.declarations(target);
    const found = declarations.filter((declaration) => declaration.name === name);
    if (found.length > 0) return found.map((declaration) => ({ file: target, declaration }));
  }
  const [target] = targets;
  if (hops === 0 || languageId === 'go' || target === undefined) return [];
  // A module may hand on what another one declares.
  const handedOn = importsOf(languageId, (await files.read(target)) ?? '');
  const [named, whole] = [handedOn.find((one) => one.local === name), handedOn.filter((one) => one.local === '*')];
  for (const next of named ? [named] : whole) {
    const found = await declarationsOf(
      languageId,
      target,
      { ...next, name: named ? next.name : name },
      files,
      hops - 1,
    );
    if (found.length > 0) return found;
  }
  return [];
}
