import fs from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { root } from '../setup.ts';
import type { Edit } from './code.ts';

const LIST = path.join(root, 'bench/fix/problems.json');

/** A problem as it is committed: of the package's code it has no more than the changed characters and what a checker says. */
export interface Listed extends Edit {
  readonly id: string;
  /** Package and version. */
  readonly package: string;
  /** Path in the package, with slashes. */
  readonly file: string;
  readonly mutation: string;
  /** False where only the type checker sees it: the program is wrong, and its tests pass all the same. */
  readonly testsFail: boolean;
  /** Index of the first diagnostic that the original has not. */
  readonly first: number;
  /** All of the broken file, the ones that its original has included. */
  readonly diagnostics: readonly Diagnostic[];
}

export const readList = (): Listed[] => JSON.parse(fs.readFileSync(LIST, 'utf8')) as Listed[];

/** The committed list: build-set.ts makes it. */
export function writeList(list: readonly Listed[]): void {
  const byId = [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  fs.writeFileSync(LIST, `${JSON.stringify(byId, null, 2)}\n`);
}
