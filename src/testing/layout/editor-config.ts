import path from 'node:path';
import { foldersUpward } from '../../checks/folders.ts';
import { textOf } from '../../checks/programs.ts';

/** One step of indentation by the `.editorconfig` files above a file; undefined where they do not say. https://spec.editorconfig.org */
export async function editorIndentation(file: string, folders: readonly string[]): Promise<string | undefined> {
  let found: Readonly<Record<string, string>> = {};
  for (const folder of foldersUpward(file, folders)) {
    const text = await textOf(path.join(folder, '.editorconfig'));
    if (text === undefined) continue;
    const name = path.relative(folder, file).replaceAll(path.sep, '/');
    found = { ...propertiesFor(name, text), ...found };
    if (/^\s*root\s*=\s*true\s*$/im.test(text)) break;
  }
  if (found['indent_style'] === 'tab') return '\t';
  const size = Number(found['indent_size'] ?? found['tab_width']);
  return Number.isInteger(size) && size > 0 && size <= 8 ? ' '.repeat(size) : undefined;
}

/** The properties of all sections that fit, later ones first. */
function propertiesFor(name: string, text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  let fits = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) {
      fits = fitsGlob(name, section);
      continue;
    }
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (fits && key !== undefined && value !== undefined) properties[key.toLowerCase()] = value.toLowerCase();
  }
  return properties;
}

/** EditorConfig's globs without number ranges. One without a slash fits in every folder. */
function fitsGlob(name: string, glob: string): boolean {
  // Marks first: the groups that lists become have marks of their own.
  const pattern = glob
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\*\*|\*|\?/g, (mark) => (mark === '**' ? '.*' : mark === '*' ? '[^/]*' : '[^/]'))
    .replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(',').join('|')})`);
  try {
    return new RegExp(`^${glob.includes('/') ? '' : '(?:.*/)?'}${pattern.replace(/^\//, '')}$`).test(name);
  } catch {
    return false;
  }
}
