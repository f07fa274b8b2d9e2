import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { testSetup } from '../../src/testing/layout/setup.ts';
import type { Source } from '../../src/testing/languages/language.ts';
import { subjectNamed } from '../../src/testing/subject.ts';
import { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
export const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

/** The user's project, new for each test. */
export let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-project-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Writes a file of the project; gives its path. */
export function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** Writes files of the project; gives the path of the first. */
export function writeAll(files: Readonly<Record<string, string>>): string {
  const [first = folder] = Object.entries(files).map(([name, text]) => write(name, text));
  return first;
}

/** Everything in the user's folder, as hashes by path. */
export function contents(): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const place = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, place), createHash('sha256').update(fs.readFileSync(place)).digest('hex')];
    }),
  );
}

/** A function of a file as tests are made of it. */
export async function sourceOf(file: string, name: string, languageId: string): Promise<Source> {
  const text = fs.readFileSync(file, 'utf8');
  const setup = await testSetup(file, languageId, [folder]);
  const subject = await subjectNamed(languageId, text, name, syntax);
  if (!('framework' in setup) || subject === undefined) throw new Error('no place for tests');
  return { file, text, subject, setup };
}
