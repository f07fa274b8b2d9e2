import fs from 'node:fs';
import path from 'node:path';
import { fetched } from '../eval/fetch.ts';
import type { Source } from '../eval/sources.ts';
import { root } from '../setup.ts';

/** Packages are published without the settings that they are compiled with; these are as strict as most people's. */
export const COMPILER_OPTIONS = {
  strict: true,
  noImplicitReturns: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2023', 'DOM'],
  typeRoots: [path.join(root, 'node_modules/@types')],
  types: ['node'],
};

const SETTINGS = {
  compilerOptions: COMPILER_OPTIONS,
  exclude: [
    '**/*.test.ts',
    '**/*.spec.ts',
    '**/*.bench.ts',
    '**/tests',
    '**/__fixtures__',
    '**/benchmarks',
    'dist',
    '**/*.d.ts',
  ],
};

/** The folder of a package in the user's cache, as a project that a checker can read. */
export function projectOf(source: Source): string {
  const folder = fetched(source);
  if (source.languageId === 'typescript') {
    const include = [fs.existsSync(path.join(folder, 'src')) ? 'src' : '.'];
    const text = JSON.stringify({ ...SETTINGS, include }, null, 2);
    const file = path.join(folder, 'tsconfig.json');
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
  }
  return folder;
}
