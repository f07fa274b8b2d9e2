import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CargoChecker } from './cargo.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { EslintChecker } from './eslint.ts';
import { workspaceFolderOf } from '../workspace/folders.ts';
import { GoVetChecker } from './go-vet.ts';
import { isFile, nearest, nodeProgram, programOnPath, textOf, venvProgram } from './programs.ts';
import { ProjectTests } from './project-tests.ts';
import { PyrightChecker } from './pyright.ts';
import { RuffChecker } from './ruff.ts';
import { testFilesOf } from './test-files.ts';
import { TypeScriptChecker, TypeScriptProcess, type TypeScriptProcesses } from './typescript.ts';
import type { Surroundings } from './typescript/ipc.ts';

/** As the user names them in the terminal. */
export const CHECKER_NAMES = ['tsc', 'eslint', 'ruff', 'pyright', 'go', 'cargo', 'tests'] as const;
export type CheckerName = (typeof CHECKER_NAMES)[number];

export interface DiscoverOptions {
  /** Folders of the workspace, absolute. Nothing above them is looked at. */
  readonly folders: readonly string[];
  readonly languageId: string;
  /** Path of the TypeScript library that the editor runs: no consent is asked for it. */
  readonly typescript?: string | undefined;
  /** Whether the project's tests count: dear, and of worth where an edit must not change what code does. Default false. */
  readonly withTests?: boolean;
  /** Asked at most once, with the absolute paths of all that would be run. */
  readonly mayRun: (programs: string[]) => Promise<boolean>;
  /** Keeps the processes of TypeScript between questions; without it each checker has its own. */
  readonly processes?: TypeScriptProcesses | undefined;
  /** Folder of our own bundled programs; default: where this bundle is. */
  readonly dist?: string | undefined;
  readonly log?: ((text: string) => void) | undefined;
}

export interface Available {
  readonly checkers: readonly Checker[];
  /** Why checkers that the project has are not among them, a sentence each. */
  readonly refusals: readonly string[];
}

/** What was looked for, and the way to it; nothing has been run. */
type Found =
  | { readonly kind: 'ready'; readonly programs: readonly string[]; readonly make: () => Checker }
  /** `isExpected`: the project asks for it, so people want to know why it is not run. */
  | { readonly kind: 'absent'; readonly reason: string; readonly isExpected: boolean };

interface Asked {
  readonly file: string;
  readonly folders: readonly string[];
  readonly processes?: TypeScriptProcesses | undefined;
  readonly typescript?: string | undefined;
  readonly dist?: string | undefined;
  readonly surroundings?: Surroundings | undefined;
}

const JAVASCRIPT: readonly CheckerName[] = ['tsc', 'eslint', 'tests'];
const CHECKERS_OF: Readonly<Record<string, readonly CheckerName[]>> = {
  typescript: JAVASCRIPT,
  typescriptreact: JAVASCRIPT,
  javascript: JAVASCRIPT,
  javascriptreact: JAVASCRIPT,
  python: ['ruff', 'pyright', 'tests'],
  go: ['go', 'tests'],
  rust: ['cargo'],
};

const FINDERS: Readonly<Record<CheckerName, (asked: Asked) => Promise<Found>>> = {
  tsc: findTypeScript,
  eslint: findEslint,
  ruff: findRuff,
  pyright: findPyright,
  go: findGo,
  cargo: findCargo,
  tests: findTests,
};

/** The checkers that fit a file (absolute path) by its language and what the project has. Nothing of the project is run here. */
export async function availableCheckers(file: string, options: DiscoverOptions): Promise<Available> {
  const { folders, typescript, processes, dist, log } = options;
  const names = (CHECKERS_OF[options.languageId] ?? []).filter((name) => name !== 'tests' || options.withTests);
  const found = await Promise.all(names.map((name) => FINDERS[name]({ file, folders, typescript, processes, dist })));
  const refusals = [];
  for (const one of found) {
    if (one.kind !== 'absent') continue;
    if (one.isExpected) refusals.push(one.reason);
    else log?.(one.reason);
  }
  const ready = found.filter((one) => one.kind === 'ready');
  const programs = [...new Set(ready.flatMap((one) => one.programs))];
  if (programs.length === 0 || (await options.mayRun(programs))) {
    return { checkers: ready.map(({ make }) => make()), refusals };
  }
  const [harmless, others] = [true, false].map((isHarmless) =>
    ready.filter((one) => (one.programs.length === 0) === isHarmless),
  );
  const left = (others ?? []).map(({ make }) => make().name).join(', ');
  refusals.push(`Not checked with ${left}: programs of this project may not be run here.`);
  return { checkers: (harmless ?? []).map(({ make }) => make()), refusals };
}

/** The checker that the user has named, who thereby allows it to be run. Throws {@link CheckFailed} where it is not there. */
export async function checkerNamed(
  name: string,
  file: string,
  folders: readonly string[],
  options: Pick<DiscoverOptions, 'processes' | 'dist'> = {},
): Promise<Checker> {
  const known = CHECKER_NAMES.find((one) => one === name);
  if (known === undefined) throw new CheckFailed(`There is no checker "${name}", only ${CHECKER_NAMES.join(', ')}.`);
  const found = await FINDERS[known]({ ...options, file, folders });
  if (found.kind === 'absent') throw new CheckFailed(found.reason);
  return found.make();
}

/** What would check types: the programs that are run for it, and the checker. */
export interface FoundTypes {
  readonly programs: readonly string[];
  readonly make: () => Checker;
}

/**
 * What checks the types of a file that is perhaps not there yet: TypeScript's, where it is not plain JavaScript, or pyright. Undefined where
 * there is none, or where it would read other files not as they are in the editor. Nothing has been run.
 */
export async function foundTypes(
  file: string,
  languageId: string,
  surroundings: Surroundings,
  { folders, typescript, processes, dist }: Pick<DiscoverOptions, 'folders' | 'typescript' | 'processes' | 'dist'>,
): Promise<FoundTypes | undefined> {
  const asked = { file, folders, typescript, processes, dist, surroundings };
  if (languageId === 'python') {
    for (const other of surroundings.others ?? []) if ((await textOf(other.file)) !== other.text) return undefined;
    const found = await findPyright(asked);
    return found.kind === 'ready' ? found : undefined;
  }
  if (!CHECKERS_OF[languageId]?.includes('tsc') || !(await asksForTypes(file, folders))) return undefined;
  const found = await findTypeScript(asked);
  return found.kind === 'ready' ? found : undefined;
}

function ownProgram(name: string, dist = path.dirname(fileURLToPath(import.meta.url))): string {
  return path.join(dist, name);
}

function absent(reason: string, isExpected = true): Found {
  return { kind: 'absent', reason, isExpected };
}

async function findTypeScript({ file, folders, typescript, processes, dist, surroundings }: Asked): Promise<Found> {
  const own = await nearest(['node_modules/typescript/lib/typescript.js'], file, folders);
  const library = typescript ?? own ?? (await typeScriptOnPath(folders));
  if (library === undefined) return absent('tsc is not installed in this project.', false);
  const covers = (await asksForTypes(file, folders)) ? 'types' : 'syntax';
  const make = () =>
    processes === undefined
      ? new TypeScriptChecker(
          new TypeScriptProcess({ library, folders, program: ownProgram('typescript-checker.js', dist) }),
          file,
          { owned: true, covers, surroundings },
        )
      : new TypeScriptChecker(processes.of(library, folders), file, { owned: false, covers, surroundings });
  return { kind: 'ready', programs: typescript === undefined ? [library] : [], make };
}

/** TypeScript always does; JavaScript where its project or the file says so. */
async function asksForTypes(file: string, folders: readonly string[]): Promise<boolean> {
  if (!/\.[cm]?jsx?$/i.test(file)) return true;
  if (/^\s*\/\/\s*@ts-check\b/m.test((await textOf(file)) ?? '')) return true;
  const config = await nearest(['tsconfig.json', 'jsconfig.json'], file, folders);
  return config !== undefined && /"checkJs"\s*:\s*true/.test((await textOf(config)) ?? '');
}

/** `tsc` is a script beside its library. */
async function typeScriptOnPath(folders: readonly string[]): Promise<string | undefined> {
  const tsc = await programOnPath('tsc', folders);
  if (tsc === undefined) return undefined;
  const library = path.join(path.dirname(await realpath(tsc.command)), '..', 'lib', 'typescript.js');
  return (await isFile(library)) ? library : undefined;
}

const ESLINT_CONFIGS = [
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((end) => `eslint.config.${end}`),
  ...['', '.js', '.cjs', '.yaml', '.yml', '.json'].map((end) => `.eslintrc${end}`),
  'package.json',
];

async function findEslint({ file, folders, dist }: Asked): Promise<Found> {
  const configFile = await nearest(ESLINT_CONFIGS, file, folders, async (place) =>
    path.basename(place) === 'package.json'
      ? /"eslintConfig"\s*:/.test((await textOf(place)) ?? '')
      : await isFile(place),
  );
  if (configFile === undefined) return absent('There is no configuration of eslint for this file.', false);
  const manifest = await nearest(['node_modules/eslint/package.json'], file, folders);
  if (manifest === undefined) return absent('eslint is configured but not installed in this project.');
  const packageFolder = path.dirname(manifest);
  const program = ownProgram('eslint-checker.js', dist);
  return {
    kind: 'ready',
    programs: [packageFolder],
    make: () => new EslintChecker({ packageFolder, configFile, file, folders, program }),
  };
}

/** A `pyproject.toml` that speaks of the tool, or the tool's own files. */
async function pythonConfig(tool: string, names: readonly string[], { file, folders }: Asked) {
  const table = new RegExp(`^\\s*\\[tool\\.${tool}[\\].]`, 'm');
  return nearest([...names, 'pyproject.toml'], file, folders, async (place) =>
    path.basename(place) === 'pyproject.toml' ? table.test((await textOf(place)) ?? '') : await isFile(place),
  );
}

async function findRuff(asked: Asked): Promise<Found> {
  const { file, folders } = asked;
  const ruff = (await venvProgram('ruff', file, folders)) ?? (await programOnPath('ruff', folders));
  if (ruff === undefined) {
    const config = await pythonConfig('ruff', ['ruff.toml', '.ruff.toml'], asked);
    return config === undefined
      ? absent('ruff is not installed.', false)
      : absent('ruff is configured but not installed.');
  }
  return { kind: 'ready', programs: [ruff.shown], make: () => new RuffChecker(ruff, file, folders) };
}

async function findPyright(asked: Asked): Promise<Found> {
  const { file, folders } = asked;
  const config = await pythonConfig('pyright', ['pyrightconfig.json'], asked);
  const pyright =
    (await nodeProgram('pyright', file, folders)) ??
    (await venvProgram('pyright', file, folders)) ??
    (await programOnPath('pyright', folders));
  if (pyright === undefined) {
    return config === undefined
      ? absent('pyright is not installed.', false)
      : absent('pyright is configured but not installed.');
  }
  const inVenv = await venvProgram('python', file, folders);
  // Pyright asks an interpreter where its packages are, so one is run in any case.
  const python = inVenv ?? (await programOnPath('python3', folders)) ?? (await programOnPath('python', folders));
  const root = config === undefined ? (workspaceFolderOf(file, folders) ?? path.dirname(file)) : path.dirname(config);
  return {
    kind: 'ready',
    programs: [pyright.shown, ...(python === undefined ? [] : [python.shown])],
    make: () => new PyrightChecker({ pyright, python: inVenv?.command, file, root, folders }),
  };
}

async function findGo({ file, folders }: Asked): Promise<Found> {
  const module = await nearest(['go.mod'], file, folders);
  if (module === undefined) return absent('There is no go.mod for this file.', false);
  const go = await programOnPath('go', folders);
  if (go === undefined) return absent('Go is not installed.');
  return { kind: 'ready', programs: [go.shown], make: () => new GoVetChecker(go, file, folders) };
}

async function findCargo({ file, folders }: Asked): Promise<Found> {
  const manifest = await nearest(['Cargo.toml'], file, folders);
  if (manifest === undefined) return absent('There is no Cargo.toml for this file.', false);
  const cargo = await programOnPath('cargo', folders);
  if (cargo === undefined) return absent('Cargo is not installed.');
  const workspace = await nearest(['Cargo.toml'], file, folders, async (place) =>
    /^\s*\[workspace[\].]/m.test((await textOf(place)) ?? ''),
  );
  const crate = path.dirname(manifest);
  const root = workspace === undefined ? crate : path.dirname(workspace);
  return {
    kind: 'ready',
    programs: [cargo.shown],
    make: () => new CargoChecker({ cargo, file, crate, root, folders }),
  };
}

/** The tests that are named after the file, and what runs them. */
async function findTests({ file, folders }: Asked): Promise<Found> {
  const none = absent('There are no tests that are named after this file.', false);
  if (file.endsWith('.go')) {
    const go = await programOnPath('go', folders);
    const hasTests = (await readdir(path.dirname(file)).catch(() => [])).some((name) => name.endsWith('_test.go'));
    if (go === undefined || !hasTests) return none;
    const root = path.dirname(file);
    return {
      kind: 'ready',
      programs: [go.shown],
      make: () => new ProjectTests({ runner: 'go test', program: go, root, file, tests: [], folders }),
    };
  }
  const isPython = file.endsWith('.py');
  const manifests = isPython ? ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini'] : ['package.json'];
  const manifest = await nearest(manifests, file, folders);
  const root = manifest === undefined ? workspaceFolderOf(file, folders) : path.dirname(manifest);
  if (root === undefined) return none;
  const tests = await testFilesOf(file, root);
  if (tests.length === 0) return none;
  const [runner, program] = isPython
    ? (['pytest', (await venvProgram('python', file, folders)) ?? (await programOnPath('python3', folders))] as const)
    : ((await nodeRunner('vitest', file, folders)) ??
      (await nodeRunner('jest', file, folders)) ??
      (['jest', undefined] as const));
  if (program === undefined) return absent('There are tests of this file, and nothing here that runs them.');
  return {
    kind: 'ready',
    programs: [program.shown],
    make: () => new ProjectTests({ runner, program, root, file, tests, folders }),
  };
}

async function nodeRunner<Name extends 'vitest' | 'jest'>(name: Name, file: string, folders: readonly string[]) {
  const program = await nodeProgram(name, file, folders);
  return program === undefined ? undefined : ([name, program] as const);
}
