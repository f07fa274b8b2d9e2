import fs from 'node:fs';
import path from 'node:path';
import type { Checker } from '../../src/checks/checker.ts';
import { GoVetChecker } from '../../src/checks/go-vet.ts';
import { TypeScriptProcesses } from '../../src/checks/typescript.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { root } from '../setup.ts';
import type { LanguageId } from './code.ts';
import { PyrightChecker, pyrightOf } from './pyright.ts';

/** A file of a package with a content to be checked. */
export interface Draft {
  /** The file's path in the package. */
  readonly name: string;
  readonly text: string;
}

const processes = new TypeScriptProcesses();

/** The product's own checker for a file of a package, for Python pyright. */
export function checkerOf(languageId: LanguageId, project: string, name: string): Checker {
  const file = path.join(project, name);
  switch (languageId) {
    case 'typescript':
      return processes.checker(path.join(root, 'node_modules/typescript/lib/typescript.js'), file, [project]);
    case 'go': {
      const command = onPath('go');
      return new GoVetChecker({ name: 'go', command, prefix: [], shown: command }, file, [project]);
    }
    case 'python':
      return new PyrightChecker(project, name);
  }
}

/** Ends the processes that checkers share. */
export const endCheckers = (): void => processes.dispose();

/** What the language's checker says of each draft, each on its own, in the same order. */
export async function checked(
  languageId: LanguageId,
  project: string,
  drafts: readonly Draft[],
): Promise<readonly (readonly Diagnostic[])[]> {
  const { signal } = new AbortController();
  if (languageId === 'python') return await pyrightOf(project, drafts, signal);
  const said: (readonly Diagnostic[])[] = [];
  for (const { name, text } of drafts) {
    const checker = checkerOf(languageId, project, name);
    said.push(...(await checker.check([text], signal)));
    await checker.dispose();
  }
  return said;
}

function onPath(program: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => [program, `${program}.exe`].map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`there is no ${program}, which the set needs`);
  return found;
}
