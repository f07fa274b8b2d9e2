import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { CargoChecker } from './cargo.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { EslintChecker } from './eslint.ts';
import { workspaceFolderOf } from './folders.ts';
import { GoVetChecker } from './go-vet.ts';
import { isFile, nearest, nodeProgram, programOnPath, textOf, venvProgram } from './programs.ts';
import { PyrightChecker } from './pyright.ts';
import { RuffChecker } from './ruff.ts';
import { TypeScriptChecker, TypeScriptProcess, type TypeScriptProcesses } from './typescript.ts';

/** As the user names them in the terminal. */
export const CHECKER_NAMES = ['tsc', 'eslint', 'ruff', 'pyright', 'go', 'cargo'] as const;
export type CheckerName = (typeof CHECKER_NAMES)[number];

export interface DiscoverOptions {
  /** Folders of the workspace, absolute. Nothing above them is looked at. */
  readonly folders: readonly string[];
  readonly languageId: string;
  /** Path of the TypeScript library that the editor runs: no consent is asked for it. */
  readonly typescript?: string | undefined;
  /** Asked at most once, with the absolute paths of all that would be run. */
  readonly mayRun: (programs: string[]) => Promise<boolean>;
  /** Keeps the processes of TypeScript between questions; without it each checker has its own. */
  readonly processes?: TypeScriptProcesses | undefined;
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
}

const JAVASCRIPT: readonly CheckerName[] = ['tsc', 'eslint'];
const CHECKERS_OF: Readonly<Record<string, readonly CheckerName[]>> = {
  typescript: JAVASCRIPT,
  typescriptreact: JAVASCRIPT,
  javascript: JAVASCRIPT,
  javascriptreact: JAVASCRIPT,
  python: ['ruff', 'pyright'],
  go: ['go'],
  rust: ['cargo'],
};

const FINDERS: Readonly<Record<CheckerName, (asked: Asked) => Promise<Found>>> = {
  tsc: findTypeScript,
  eslint: findEslint,
  ruff: findRuff,
  pyright: findPyright,
  go: findGo,
  cargo: findCargo,
};

/** The checkers that fit a file (absolute path) by its language and what the project has. Nothing of the project is run here. */
export async function availableCheckers(file: string, options: DiscoverOptions): Promise<Available> {
  const { folders, typescript, processes, log } = options;
  const names = CHECKERS_OF[options.languageId] ?? [];
  const found = await Promise.all(names.map((name) => FINDERS[name]({ file, folders, typescript, processes })));
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
  name: CheckerName,
  file: string,
  folders: readonly string[],
  processes?: TypeScriptProcesses,
): Promise<Checker> {
  const found = await FINDERS[name]({ file, folders, processes });
  if (found.kind === 'absent') throw new CheckFailed(found.reason);
  return found.make();
}

function absent(reason: string, isExpected = true): Found {
  return { kind: 'absent', reason, isExpected };
}

async function findTypeScript({ file, folders, typescript, processes }: Asked): Promise<Found> {
  const own = await nearest(['node_modules/typescript/lib/typescript.js'], file, folders);
  const library = typescript ?? own ?? (await typeScriptOnPath(folders));
  if (library === undefined) return absent('tsc is not installed in this project.', false);
  const covers = (await asksForTypes(file, folders)) ? 'types' : 'syntax';
  const make = () =>
    processes === undefined
      ? new TypeScriptChecker(new TypeScriptProcess({ library, folders }), file, { owned: true, covers })
      : new TypeScriptChecker(processes.of(library, folders), file, { owned: false, covers });
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

async function findEslint({ file, folders }: Asked): Promise<Found> {
  const config = await nearest(ESLINT_CONFIGS, file, folders, async (place) =>
    path.basename(place) === 'package.json'
      ? /"eslintConfig"\s*:/.test((await textOf(place)) ?? '')
      : await isFile(place),
  );
  if (config === undefined) return absent('There is no configuration of eslint for this file.', false);
  const eslint = await nodeProgram('eslint', file, folders);
  if (eslint === undefined) return absent('eslint is configured but not installed in this project.');
  return { kind: 'ready', programs: [eslint.shown], make: () => new EslintChecker(eslint, file, config, folders) };
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
