import path from 'node:path';
import { textOf } from '../../checks/programs.ts';
import type { TestSetup } from '../types.ts';

/** `mod tests;`, whose code is in a file of its own. */
const MODULE_ELSEWHERE = /^\s*#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/m;

/** Unit tests stand in the file itself, or in the file of the test module that it declares. */
export async function rustTests(file: string): Promise<Pick<TestSetup, 'testFile' | 'existing'>> {
  const text = await textOf(file);
  const module = MODULE_ELSEWHERE.exec(text ?? '')?.[1];
  if (module === undefined) return { testFile: file, existing: text };
  const { dir, name } = path.parse(file);
  const folder = ['mod', 'lib', 'main'].includes(name) ? dir : path.join(dir, name);
  for (const place of [path.join(folder, `${module}.rs`), path.join(folder, module, 'mod.rs')]) {
    const existing = await textOf(place);
    if (existing !== undefined) return { testFile: place, existing };
  }
  return { testFile: path.join(folder, `${module}.rs`), existing: undefined };
}
