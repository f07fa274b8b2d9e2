import path from 'node:path';
import type { ProjectFiles } from './types.ts';

const ECMASCRIPT = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);
const ENDINGS = ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];

/** The files that a module of an import statement in `file` stands for: one, or all of a Go package; none outside the folder. */
export async function filesOfModule(
  languageId: string,
  file: string,
  module: string,
  files: ProjectFiles,
): Promise<readonly string[]> {
  if (ECMASCRIPT.has(languageId)) return ecmaScriptFile(file, module, files);
  if (languageId === 'python') return pythonFile(file, module, files);
  if (languageId === 'go') return goPackage(file, module, files);
  return [];
}

/** The files of a Go package but for tests. */
export async function goFiles(folder: string, files: ProjectFiles): Promise<string[]> {
  const names = await files.list(folder);
  return names
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => path.join(folder, name));
}

async function ecmaScriptFile(file: string, module: string, files: ProjectFiles): Promise<string[]> {
  if (!/^\.\.?(?:\/|$)/.test(module)) return []; // a package's
  const target = path.resolve(path.dirname(file), module);
  // TypeScript's own sources are imported by the name of what they are compiled to, or by their own.
  const stem = target.replace(/\.([cm]?)[jt]sx?$/, '');
  const candidates = [
    ...(stem === target ? [] : [target, ...ENDINGS.map((ending) => stem + ending)]),
    ...ENDINGS.map((ending) => target + ending),
    ...ENDINGS.map((ending) => path.join(target, 'index' + ending)),
  ];
  return firstThere(candidates, files);
}

async function pythonFile(file: string, module: string, files: ProjectFiles): Promise<string[]> {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const parts = module.slice(dots).split('.').filter(Boolean);
  const inFolder = (folder: string) => {
    const target = path.join(folder, ...parts);
    return parts.length === 0 ? [path.join(target, '__init__.py')] : [`${target}.py`, path.join(target, '__init__.py')];
  };
  if (dots > 0)
    return firstThere(inFolder(path.resolve(path.dirname(file), ...Array<string>(dots - 1).fill('..'))), files);
  return firstThere(foldersUp(file, files).flatMap(inFolder), files);
}

async function goPackage(file: string, module: string, files: ProjectFiles): Promise<string[]> {
  for (const folder of foldersUp(file, files)) {
    const manifest = (await files.list(folder)).includes('go.mod')
      ? await files.read(path.join(folder, 'go.mod'))
      : undefined;
    if (manifest === undefined) continue;
    const own = /^module\s+(\S+)/m.exec(manifest)?.[1];
    if (own === undefined || !(module === own || module.startsWith(`${own}/`))) return [];
    return goFiles(path.join(folder, module.slice(own.length)), files);
  }
  return [];
}

/** The folders from the file's own up to the workspace folder. */
function foldersUp(file: string, files: ProjectFiles): string[] {
  const root = files.folderOf(file);
  const folders: string[] = [];
  if (root === undefined) return folders;
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    folders.push(at);
    if (at === root || path.dirname(at) === at) return folders;
  }
}

async function firstThere(candidates: readonly string[], files: ProjectFiles): Promise<string[]> {
  for (const candidate of candidates) {
    const names = await files.list(path.dirname(candidate));
    if (names.includes(path.basename(candidate))) return [candidate];
  }
  return [];
}
