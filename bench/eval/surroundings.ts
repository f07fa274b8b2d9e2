import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CursorContext } from '../../src/assistant/completion/types.ts';
import { gather } from '../../src/assistant/context/gather.ts';
import type { Elsewhere } from '../../src/assistant/context/types.ts';
import { ProjectFiles } from '../../src/workspace/project-files.ts';
import type { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import { fetched } from './fetch.ts';
import { EVAL_URI } from './holes.ts';
import { idOf, SOURCES } from './sources.ts';

/** Looks around a hole's document in its package, as the server does in a workspace folder, but for as long as it takes. */
export function surroundings(
  syntax: SyntaxTrees,
): (uri: string, context: CursorContext) => Promise<Elsewhere | undefined> {
  let root: string | undefined;
  const files = new ProjectFiles({
    folders: () => (root === undefined ? [] : [root]),
    exclusion: () => Promise.resolve(undefined), // as for the holes' own files
    syntax,
  });
  return async (uri, context) => {
    const place = packageOf(uri);
    if (place === undefined) return undefined;
    root = place.root;
    return gather(pathToFileURL(place.file).href, context, { files, budgetMs: Infinity });
  };
}

/** The root of the package that a hole was cut in, and the hole's file there; undefined for texts of no package. */
function packageOf(uri: string): { readonly root: string; readonly file: string } | undefined {
  const name = uri.startsWith(EVAL_URI) ? uri.slice(EVAL_URI.length) : '';
  const source = SOURCES.find((one) => name.startsWith(`${idOf(one)}/`));
  if (source === undefined) return undefined;
  const folder = fetched(source);
  const root = path.resolve(folder, path.relative(source.folder, '.'));
  return { root, file: path.join(folder, name.slice(idOf(source).length + 1)) };
}
