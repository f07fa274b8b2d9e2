import os from 'node:os';
import path from 'node:path';
import { nodeProgram, programOnPath, venvProgram } from '../../checks/programs.ts';
import type { Program } from '../../checks/run.ts';
import {
  bunReport,
  cargoReport,
  goTestReport,
  junitReport,
  jestReport,
  mochaReport,
  pytestReport,
  tapReport,
  unittestReport,
} from '../../checks/reports/tests.ts';
import type { Framework } from '../types.ts';
import { goBuild, goRun, goWarming } from './go.ts';
import { cargoBuild, cargoHome, cargoRun } from './cargo.ts';
import type { Runner } from './runner.ts';
import { javaBuild, javaRun, mavenPreparation, mavenPrepared, mavenProgram, mavenRepository } from './maven.ts';

/** The program that runs tests of a framework, or the sentence why there is none. */
export async function runnerProgram(
  framework: Framework,
  file: string,
  folders: readonly string[],
): Promise<Program | { readonly reason: string }> {
  if (framework === 'junit') return mavenProgram(file, folders);
  const found = await programOf(framework, file, folders);
  return found ?? { reason: `${framework} is not installed here.` };
}

async function programOf(
  framework: Exclude<Framework, 'junit'>,
  file: string,
  folders: readonly string[],
): Promise<Program | undefined> {
  switch (framework) {
    case 'vitest':
    case 'jest':
    case 'mocha':
      return nodeProgram(framework, file, folders);
    case 'node:test':
      return programOnPath('node', folders);
    case 'bun test':
      return programOnPath('bun', folders);
    case 'pytest':
    case 'unittest':
      return (
        (await venvProgram('python', file, folders)) ??
        (await programOnPath('python3', folders)) ??
        (await programOnPath('python', folders))
      );
    case 'go test':
      return programOnPath('go', folders);
    case 'cargo test':
      return programOnPath('cargo', folders);
  }
}

export const RUNNERS: Partial<Record<Framework, Runner>> = {
  vitest: {
    isolatesFiles: true,
    invocation: (root, { files, seed, only, report }) => ({
      cwd: root,
      args: [
        'run',
        '--coverage.enabled=false',
        '--no-cache', // it lies in node_modules, which is the project's own
        '--reporter=json',
        `--outputFile=${report}`,
        ...(seed === undefined ? [] : ['--sequence.shuffle.tests', `--sequence.seed=${seed}`]),
        ...(only === undefined ? [] : ['-t', only]),
        ...files.map((file) => path.relative(root, file)),
      ],
    }),
    read: (_, report) => jestReport(report),
  },
  jest: {
    isolatesFiles: true,
    invocation: (root, { files, only, report }) => ({
      cwd: root,
      args: [
        '--json',
        '--coverage=false',
        `--outputFile=${report}`,
        `--cacheDirectory=${path.join(path.dirname(report), 'jest')}`, // for all runs in the copy
        ...(only === undefined ? [] : ['-t', only]),
        '--runTestsByPath',
        ...files,
      ],
    }),
    read: (_, report) => jestReport(report),
  },
  mocha: {
    isolatesFiles: false,
    invocation: (root, { files, only }) => ({
      cwd: root,
      args: ['--reporter', 'json', ...(only === undefined ? [] : ['--grep', only]), ...files],
    }),
    read: ({ stdout }) => mochaReport(stdout),
  },
  'node:test': {
    isolatesFiles: false,
    invocation: (root, { files, only }) => ({
      cwd: root,
      args: ['--test', '--test-reporter=tap', ...(only === undefined ? [] : [`--test-name-pattern=${only}`]), ...files],
    }),
    read: ({ stdout }) => tapReport(stdout),
  },
  'bun test': {
    isolatesFiles: false, // one process, whose globals they share
    invocation: (root, { files, only, report }) => ({
      cwd: root,
      args: [
        'test',
        '--reporter=junit',
        `--reporter-outfile=${report}`,
        ...(only === undefined ? [] : ['-t', only]),
        ...files,
      ],
    }),
    read: ({ code }, report) => bunReport(code, report),
  },
  pytest: {
    isolatesFiles: false,
    invocation: (root, { files }) => ({
      cwd: root,
      args: ['-m', 'pytest', '-q', '-rA', '--tb=short', '-p', 'no:cacheprovider', '--no-header', ...files],
    }),
    read: ({ stdout }) => pytestReport(stdout),
  },
  unittest: {
    isolatesFiles: false,
    invocation: (root, { files }) => ({
      cwd: root,
      args: ['-m', 'unittest', '-v', ...files.map((file) => path.relative(root, file))],
    }),
    read: ({ stderr }) => unittestReport(stderr),
  },
  'go test': {
    isolatesFiles: false,
    // Without what the user has built, each copy would begin with the standard library.
    caches: () => [goBuildCache(process.env, process.platform)],
    build: goBuild,
    warming: goWarming,
    invocation: goRun,
    read: ({ stdout }) => goTestReport(stdout),
  },
  'cargo test': {
    isolatesFiles: false,
    build: cargoBuild,
    invocation: cargoRun,
    // It unpacks crates there, and locks it.
    caches: () => [cargoHome(process.env)],
    read: ({ stdout, code }) => cargoReport(stdout, code),
  },
  junit: {
    isolatesFiles: false,
    ordersBySeed: true,
    preparation: { invocation: mavenPreparation, read: mavenPrepared },
    build: javaBuild,
    invocation: javaRun,
    // It notes there what it has looked for.
    caches: () => [mavenRepository()],
    read: ({ code }, report) => junitReport(report, code),
  },
};

/** Where Go keeps what it has built, unless `go env -w` says otherwise (https://pkg.go.dev/cmd/go, "Build and test caching"). */
export function goBuildCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const { GOCACHE, XDG_CACHE_HOME, LOCALAPPDATA } = env;
  if (GOCACHE !== undefined && path.isAbsolute(GOCACHE)) return GOCACHE;
  const home = os.homedir();
  if (platform === 'win32') return path.join(LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'go-build');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'go-build');
  return path.join(XDG_CACHE_HOME ?? path.join(home, '.cache'), 'go-build');
}
