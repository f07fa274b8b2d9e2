import fs from 'node:fs/promises';
import path from 'node:path';
import { nearest, textOf } from '../../checks/programs.ts';
import { foldersUpward } from '../../checks/folders.ts';
import { workspaceFolderOf } from '../../workspace/folders.ts';

export type Ecosystem = 'javascript' | 'python' | 'go' | 'rust' | 'java';

const ECOSYSTEM_OF: Readonly<Record<string, Ecosystem>> = {
  typescript: 'javascript',
  typescriptreact: 'javascript',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  go: 'go',
  rust: 'rust',
  java: 'java',
};

const MANIFESTS: Readonly<Record<Ecosystem, RegExp>> = {
  javascript: /^package\.json$/,
  python: /^(?:pyproject\.toml|setup\.(?:cfg|py)|[\w.-]*requirements[\w.-]*\.txt|pytest\.ini|tox\.ini)$/,
  go: /^go\.mod$/,
  rust: /^Cargo\.toml$/,
  java: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
};

/** What the tests of a language are written with; undefined for a language that no tests are written in here. */
export function ecosystemOf(languageId: string): Ecosystem | undefined {
  return Object.hasOwn(ECOSYSTEM_OF, languageId) ? ECOSYSTEM_OF[languageId] : undefined;
}

/** Whether a file of this name makes its folder a package of the ecosystem. */
export function isManifest(name: string, ecosystem: Ecosystem): boolean {
  return MANIFESTS[ecosystem].test(name);
}

/**
 * The folder of the nearest manifest; without one the workspace folder, or the file's own outside of all. Rust: that of Cargo's workspace
 * where the crate may belong to one, as it does not build without.
 */
export async function packageRoot(file: string, ecosystem: Ecosystem, folders: readonly string[]): Promise<string> {
  const workspace = ecosystem === 'rust' ? await nearest(['Cargo.toml'], file, folders, isCargoWorkspace) : undefined;
  if (workspace !== undefined) return path.dirname(workspace);
  for (const folder of foldersUpward(file, folders)) {
    const names = await fs.readdir(folder).catch(() => []);
    if (names.some((name) => isManifest(name, ecosystem))) return folder;
  }
  return workspaceFolderOf(file, folders) ?? path.dirname(file);
}

async function isCargoWorkspace(manifest: string): Promise<boolean> {
  return /^\s*\[workspace[\].]/m.test((await textOf(manifest)) ?? '');
}

/** Names and readable texts of a folder, as the rules that look for a framework need it. */
export interface FolderView {
  readonly folder: string;
  readonly names: readonly string[];
  readonly text: (name: string) => Promise<string | undefined>;
}

/** The package's folder and those above it, nearest first, up to the workspace folder: dependencies may be declared further up. */
export async function foldersOfPackage(root: string, folders: readonly string[]): Promise<FolderView[]> {
  const upward = foldersUpward(path.join(root, 'any'), folders);
  return Promise.all(
    upward.map(async (folder) => ({
      folder,
      names: (await fs.readdir(folder).catch(() => [])).sort(),
      text: (name: string) => textOf(path.join(folder, name)),
    })),
  );
}
