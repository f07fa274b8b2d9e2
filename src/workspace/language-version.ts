import fs from 'node:fs/promises';
import path from 'node:path';
import { languageById } from './languages.ts';

/** Where a project says which version of its language it is written in. */
const SOURCES: Readonly<Record<string, readonly (readonly [file: string, pattern: RegExp])[]>> = {
  go: [['go.mod', /^go\s+(\d+\.\d+)/m]],
  python: [
    ['pyproject.toml', /^requires-python\s*=\s*["'][^\d"']*(\d+\.\d+)/m],
    ['.python-version', /^(\d+\.\d+)/m],
    ['setup.cfg', /^python_requires\s*=\s*[^\d\n]*(\d+\.\d+)/m],
  ],
  rust: [['Cargo.toml', /^edition\s*=\s*["'](\d{4})["']/m]],
  typescript: [['tsconfig.json', /"target"\s*:\s*"(ES\w+)"/i]],
  java: [['pom.xml', /<(?:maven\.compiler\.(?:release|source)|java\.version)>(\d+)</]],
};
const SAME: Readonly<Record<string, string>> = {
  typescriptreact: 'typescript',
  javascript: 'typescript',
  javascriptreact: 'typescript',
};
/** A manifest is small; what is larger is something else. */
const MOST_CHARACTERS = 64_000;

/**
 * The language and its version as the nearest manifest above a file says, inside of `folders` (paths): `Go 1.22`. Only read, never
 * run. The language alone where there is none.
 */
export async function languageVersion(file: string, languageId: string, folders: readonly string[]): Promise<string> {
  const { name } = languageById(languageId);
  const sources = SOURCES[SAME[languageId] ?? languageId] ?? [];
  if (sources.length === 0) return name;
  const root = folders.find((folder) => !path.relative(folder, file).startsWith('..'));
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    for (const [source, pattern] of sources) {
      const text = await fs.readFile(path.join(folder, source), 'utf8').catch(() => '');
      const version = pattern.exec(text.slice(0, MOST_CHARACTERS))?.[1];
      if (version !== undefined) return `${name} ${version}`;
    }
    if (folder === root || path.dirname(folder) === folder || root === undefined) return name;
  }
}
