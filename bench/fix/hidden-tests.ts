import fs from 'node:fs';
import path from 'node:path';
import { runContained, trimmedEnvironment, type Run } from '../contained.ts';
import { root } from '../setup.ts';
import type { LanguageId } from './code.ts';
import { Scratch } from './scratch.ts';
import { pytest, toolFolder } from './tools.ts';

/** The slowest of the tests take 5 seconds alone on a core; the machine may be busy. */
const TIMEOUT_MS = 60_000;

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where the packages' tests are that a text is tried with. */
export interface Subject {
  readonly languageId: LanguageId;
  /** Folder of the package. */
  readonly project: string;
  /** The file that the text is for, by its path in the package. */
  readonly name: string;
  readonly tests: readonly string[];
}

const COMMANDS: Record<LanguageId, (scratch: Scratch, tests: readonly string[]) => Command> = {
  go: (_, tests) => ({ program: 'go', args: ['test', '-vet=off', '-failfast', ...tests], env: goEnvironment() }),
  python: (_, tests) => ({
    program: 'python3',
    args: ['-B', '-m', 'pytest', '-x', '-q', '-p', 'no:cacheprovider', ...tests],
    env: { PYTHONPATH: pytest() },
  }),
  typescript: (scratch, tests) => {
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(scratch.folder, 'node_modules'), 'junction');
    const config = { resolve: { conditions: ['@zod/source'] }, test: { watch: false } };
    scratch.write('vitest.config.mjs', `export default ${JSON.stringify(config)};\n`);
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    return { program: process.execPath, args: [vitest, 'run', '--bail=1', '--root', scratch.folder, ...tests] };
  },
};

/** No network, no other Go than the one at hand, and the packages that are built kept for the next run. */
export function goEnvironment(): Record<string, string> {
  return { GOCACHE: toolFolder('go-build'), GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
}

/** Runs the tests on a copy of the package with `text` in place. */
export async function runTests({ languageId, project, name, tests }: Subject, text: string): Promise<Run> {
  using scratch = new Scratch(project);
  scratch.write(name, text);
  const { program, args, env } = COMMANDS[languageId](scratch, tests);
  return await runContained(program, args, {
    cwd: scratch.folder,
    env: { ...trimmedEnvironment(scratch.home), ...env },
    timeoutMs: TIMEOUT_MS,
  });
}
