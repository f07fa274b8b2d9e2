import { insertion, lineEndAfter, type TextEdit } from '../text-edit.ts';
import { joined, type Imported, type WantedImport } from './wanted.ts';

/** Adds what is missing to the imports of a Java file. `from` is a package, or `static` and a class. */
export function mergeJava({ text, outline }: Imported, wanted: readonly WantedImport[]): TextEdit[] | undefined {
  const declarations = outline.filter(({ type }) => type === 'import_declaration');
  const present = declarations.map(({ start, end }) => ({ name: importedName(text.slice(start, end)), end }));
  const all = joined(wanted).flatMap(({ from, names }) => names.map((name) => `${from}.${name}`));
  const missing = all.filter((name) => !present.some((one) => covers(one.name, name)));
  if (missing.some((name) => present.some((one) => isOther(one.name, name)))) return undefined;
  if (missing.length === 0) return [];
  const lines = missing.map((name) => `import ${name};`);
  const last = declarations.at(-1);
  if (last !== undefined) {
    return missing.map((name) => {
      const kin = present.filter((one) => one.name.startsWith('static ') === name.startsWith('static ')).at(-1);
      return insertion(lineEndAfter(text, (kin ?? last).end), `${kin === undefined ? '\n' : ''}\nimport ${name};`);
    });
  }
  const home = outline.find(({ type }) => type === 'package_declaration');
  if (home !== undefined) return [insertion(lineEndAfter(text, home.end), `\n\n${lines.join('\n')}`)];
  return [insertion(outline[0]?.start ?? 0, `${lines.join('\n')}\n\n`)];
}

function importedName(code: string): string {
  return code
    .replace(/^import\s+/, '')
    .replace(/\s*;\s*$/, '')
    .replace(/\s+/g, ' ');
}

function covers(present: string, name: string): boolean {
  return present === name || (present.endsWith('.*') && name.replace(/\.\w+$/, '.*') === present);
}

/** A class of the same simple name from elsewhere. Methods may share a name, as Java tells them apart by their arguments. */
function isOther(present: string, name: string): boolean {
  const isClass = !present.startsWith('static ') && !name.startsWith('static ');
  return isClass && !present.endsWith('.*') && present.split('.').at(-1) === name.split('.').at(-1);
}
