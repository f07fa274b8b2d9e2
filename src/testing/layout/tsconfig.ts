import path from 'node:path';
import { isFile, nearest, textOf } from '../../checks/programs.ts';
import { workspaceFolderOf, isWithin } from '../../workspace/folders.ts';
import type { Framework, TestStyle } from '../types.ts';

/** So many configurations extend each other at most. */
const MOST_EXTENDED = 5;

interface Compilation {
  readonly isNode: boolean | undefined;
  readonly writesTsExtensions: boolean | undefined;
}

/**
 * How relative imports of a test end where no import of the project shows it. Node itself needs the whole name; with `moduleResolution`
 * node16 or nodenext TypeScript needs it, too, as it will be after compiling.
 */
export async function importExtensionOf(
  file: string,
  testFile: string,
  languageId: string,
  framework: Framework,
  folders: readonly string[],
): Promise<TestStyle['importExtension']> {
  const { ext } = path.parse(file);
  const runsInNode = framework === 'node:test' || framework === 'mocha';
  if (!languageId.startsWith('typescript')) {
    if (ext === '.mjs' || ext === '.cjs') return ext;
    return runsInNode || path.parse(testFile).ext === '.mjs' ? '.js' : '';
  }
  const config = await nearest(['tsconfig.json'], file, folders);
  const { isNode, writesTsExtensions } =
    config === undefined ? { isNode: false, writesTsExtensions: false } : await compilation(config, folders);
  // Node 22 and later run TypeScript by leaving the types out, and then look for the file that is named.
  if (writesTsExtensions === true) return '.ts';
  if (isNode !== true) return '';
  return ext === '.mts' ? '.mjs' : ext === '.cts' ? '.cjs' : '.js';
}

async function compilation(config: string, folders: readonly string[], depth = 0): Promise<Compilation> {
  const text = withoutComments((await textOf(config)) ?? '');
  const resolution = /"moduleResolution"\s*:\s*"(\w+)"/i.exec(text)?.[1] ?? /"module"\s*:\s*"(\w+)"/i.exec(text)?.[1];
  const own: Compilation = {
    isNode: resolution === undefined ? undefined : /^node(?:1\d|2\d|next)$/i.test(resolution),
    writesTsExtensions: /"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*(true|false)/
      .exec(text)?.[1]
      ?.startsWith('t'),
  };
  const parent = /"extends"\s*:\s*(?:\[\s*)?"([^"]+)"/.exec(text)?.[1];
  if (parent === undefined || depth >= MOST_EXTENDED) return own;
  // The bases for Node's versions are known by their names: they may not be installed.
  const base = /^@tsconfig\/node\d+/.test(parent)
    ? { isNode: true, writesTsExtensions: undefined }
    : await extendedCompilation(parent, config, folders, depth);
  return {
    isNode: own.isNode ?? base.isNode,
    writesTsExtensions: own.writesTsExtensions ?? base.writesTsExtensions,
  };
}

async function extendedCompilation(
  parent: string,
  config: string,
  folders: readonly string[],
  depth: number,
): Promise<Compilation> {
  const nothing = { isNode: undefined, writesTsExtensions: undefined };
  if (!parent.startsWith('.')) return nothing;
  const place = path.resolve(path.dirname(config), parent);
  const home = workspaceFolderOf(config, folders);
  if (home === undefined || !isWithin(place, home)) return nothing;
  const withEnd = (await isFile(place)) ? place : `${place}.json`;
  return compilation(withEnd, folders, depth + 1);
}

/** JSON with comments, of which only whole lines and what follows a comma or bracket are taken out: a path may hold `//`. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*$|([,{[])\s*\/\/.*$|^\s*\/\*[^]*?\*\//gm, '$1');
}
