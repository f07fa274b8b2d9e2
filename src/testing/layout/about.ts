import path from 'node:path';

/**
 * Whether a test that is called after a file tests that file and not another of the same name. Only imports that name one tell: a test
 * that imports its subject over the package's entry is taken at its name.
 */
export function isAbout(text: string, testFile: string, file: string): boolean {
  const named = file.endsWith('.py') ? pythonModules(text, file) : javascriptModules(text, testFile, file);
  return named.length === 0 || named.includes(true);
}

/** For each relative import of a module called like the file: whether it is the file. */
function javascriptModules(text: string, testFile: string, file: string): boolean[] {
  const own = withoutExtension(file);
  const imports = text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"](\.{1,2}\/[^'"\n]*)['"]/g);
  return [...imports]
    .map(([, specifier = '']) => withoutExtension(path.resolve(path.dirname(testFile), specifier)))
    .filter((place) => path.basename(place) === path.basename(own))
    .map((place) => place === own);
}

function withoutExtension(place: string): string {
  return place.replace(/\.[cm]?[jt]sx?$/, '');
}

/** For each absolute import of a module called like the file: whether its packages are the file's folders. */
function pythonModules(text: string, file: string): boolean[] {
  const own = file.replace(/(?:[\\/]__init__)?\.py$/, '').split(path.sep);
  const imports = text.matchAll(/^\s*(?:from\s+([\w.]+)\s+import\s+\(?([\w, ]*)|import\s+([\w.]+))/gm);
  return [...imports]
    .flatMap(([, from, names = '', module]) =>
      module === undefined
        ? [from ?? '', ...names.split(/\s*,\s*/).map((name) => `${from ?? ''}.${name.trim()}`)]
        : [module],
    )
    .map((module) => module.split('.'))
    .filter((parts) => parts.length > 1 && parts[0] !== '' && parts.at(-1) === own.at(-1))
    .map((parts) => own.slice(-parts.length).join('.') === parts.join('.'));
}
