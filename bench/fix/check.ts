import fs from 'node:fs';
import path from 'node:path';
import type { Checker } from '../../src/checks/checker.ts';
import { GoVetChecker } from '../../src/checks/go-vet.ts';
import { PyrightChecker } from '../../src/checks/pyright.ts';
import { TypeScriptChecker, TypeScriptProcesses } from '../../src/checks/typescript.ts';
import type { Program } from '../../src/checks/run.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { root } from '../setup.ts';
import type { LanguageId } from './code.ts';
import { pyright } from './tools.ts';

/** A file of a package with a content to be checked. */
export interface Draft {
  /** The file's path in the package. */
  readonly name: string;
  readonly text: string;
}

const processes = new TypeScriptProcesses();

/** The product's own checker for a file of a package. */
export function checkerOf(languageId: LanguageId, project: string, name: string): Checker {
  const file = path.join(project, name);
  switch (languageId) {
    case 'typescript': {
      const process = processes.of(path.join(root, 'node_modules/typescript/lib/typescript.js'), [project]);
      return new TypeScriptChecker(process, file, { owned: false, covers: 'types' });
    }
    case 'go':
      return new GoVetChecker(programOf('go'), file, [project]);
    case 'python': {
      const script = pyright();
      const program = { name: 'pyright', command: process.execPath, prefix: [script], shown: script };
      return new PyrightChecker({
        pyright: program,
        python: onPath('python3'),
        file,
        root: project,
        folders: [project],
      });
    }
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
  const said: (readonly Diagnostic[])[] = drafts.map(() => []);
  for (const name of new Set(drafts.map((draft) => draft.name))) {
    const mine = [...drafts.entries()].filter(([, draft]) => draft.name === name);
    const checker = checkerOf(languageId, project, name);
    const answers = await checker.check(
      mine.map(([, { text }]) => text),
      signal,
    );
    mine.forEach(([at], index) => (said[at] = answers[index] ?? []));
    await checker.dispose();
  }
  return said;
}

function programOf(name: string): Program {
  const command = onPath(name);
  return { name, command, prefix: [], shown: command };
}

function onPath(program: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => [program, `${program}.exe`].map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`there is no ${program}, which the set needs`);
  return found;
}
