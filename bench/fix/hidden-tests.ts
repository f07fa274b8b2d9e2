import fs from 'node:fs';
import path from 'node:path';
import { runContained, trimmedEnvironment, type Run } from '../contained.ts';
import { root } from '../setup.ts';
import type { LanguageId } from './code.ts';
import { putRecording, type Recording } from './recordings.ts';
import { Scratch } from './scratch.ts';
import { pytest, toolFolder } from './tools.ts';

/** The slowest of the tests take 5 seconds alone on a core; the machine may be busy. */
export const TIMEOUT_MS = 60_000;

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
  /** The package, where its tests are recorded cases. */
  readonly recording?: Recording | undefined;
  /** Default: a minute. */
  readonly timeoutMs?: number | undefined;
  /** Of pytest's cases, only those at even or odd places; default: all. */
  readonly everySecond?: 'even' | 'odd' | undefined;
}

/** A plugin of pytest that keeps every second case. */
const EVERY_SECOND = (first: 0 | 1): string =>
  `def pytest_collection_modifyitems(items):\n    items[:] = items[${first}::2]\n`;

const COMMANDS: Record<LanguageId, (scratch: Scratch, subject: Subject) => Command> = {
  go: (_, { tests }) => ({ program: 'go', args: ['test', '-vet=off', '-failfast', ...tests], env: goEnvironment() }),
  python: (scratch, { tests, everySecond }) => {
    if (everySecond) scratch.write('local_forge_half.py', EVERY_SECOND(everySecond === 'even' ? 0 : 1));
    const half = everySecond ? ['-p', 'local_forge_half'] : [];
    return {
      program: 'python3',
      args: ['-B', '-m', 'pytest', '-x', '-q', '-p', 'no:cacheprovider', ...half, ...tests],
      env: { PYTHONPATH: pytest() },
    };
  },
  typescript: (scratch, { tests, recording }) => {
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(scratch.folder, 'node_modules'), 'junction');
    const alias = recording ? putRecording(scratch, recording) : {};
    // zod's own name for its sources, which its tests import by its public name.
    const conditions = ['@zod/source', 'module', 'node', 'import', 'default'];
    const config = { resolve: { alias }, ssr: { resolve: { conditions } }, test: { watch: false } };
    scratch.write('vitest.config.mjs', `export default ${JSON.stringify(config)};\n`);
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    return { program: process.execPath, args: [vitest, 'run', '--bail=1', '--root', scratch.folder, ...tests] };
  },
};

export const testCommand = (scratch: Scratch, subject: Subject): Command =>
  COMMANDS[subject.languageId](scratch, subject);

/** No network, no other Go than the one at hand, and the packages that are built kept for the next run. */
export function goEnvironment(): Record<string, string> {
  return { GOCACHE: toolFolder('go-build'), GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
}

/** Runs the tests on a copy of the package with `text` in place. */
export async function runTests(subject: Subject, text: string): Promise<Run> {
  using scratch = new Scratch(subject.project);
  scratch.write(subject.name, text);
  const { program, args, env } = testCommand(scratch, subject);
  return await runContained(program, args, {
    cwd: scratch.folder,
    env: { ...trimmedEnvironment(scratch.home), ...env },
    timeoutMs: subject.timeoutMs ?? TIMEOUT_MS,
  });
}
