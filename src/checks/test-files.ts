import fs from 'node:fs/promises';
import path from 'node:path';

/** Folders that hold no tests of the project, or none that it wrote. */
const PASSED_OVER = new Set(['node_modules', '.git', '.venv', 'venv', 'dist', 'build', 'out', 'target', '__pycache__']);
const MOST_ENTRIES = 20_000;
const MOST_FILES = 8;

/** What tests of `name.ts`, `name.py` are called, by custom. */
function isTestOf(file: string): (name: string) => boolean {
  const { name, ext } = path.parse(file);
  if (ext === '.py') return (found) => found === `test_${name}.py` || found === `${name}_test.py`;
  const stem = name.toLowerCase();
  return (found) => {
    const match = /^(.+)[.-_](?:test|spec)\.[cm]?[jt]sx?$/i.exec(found);
    return match?.[1]?.toLowerCase() === stem;
  };
}

/** The test files below `root` that are named after a file, nearest name only, relative to `root`; a few at most. */
export async function testFilesOf(file: string, root: string): Promise<string[]> {
  const fits = isTestOf(file);
  const found: string[] = [];
  const waiting = [root];
  let seen = 0;
  for (let folder = waiting.shift(); folder !== undefined && seen < MOST_ENTRIES; folder = waiting.shift()) {
    for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch(() => [])) {
      seen++;
      const place = path.join(folder, entry.name);
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) waiting.push(place);
      else if (entry.isFile() && fits(entry.name)) found.push(path.relative(root, place));
    }
  }
  return found.sort().slice(0, MOST_FILES);
}
