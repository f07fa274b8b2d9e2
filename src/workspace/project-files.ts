import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { locate } from './file-location.ts';
import { fileStamp, realPathOf } from './file-stamp.ts';
import { languageOf } from './languages.ts';
import type { Declaration } from './syntax/declarations.ts';
import type { SyntaxTrees } from './syntax/syntax.ts';

/** Larger files are tables or generated. In bytes. */
const MOST_BYTES = 256 * 1024;
/** Files whose declarations are kept. */
const MOST_KEPT = 200;

export interface ProjectFilesOptions {
  /** The workspace folders, as paths or file URIs. */
  readonly folders: () => readonly string[];
  /** Why a file is left out, or undefined. Asked before anything of it is read. */
  readonly exclusion: (file: string) => Promise<string | undefined>;
  readonly syntax: Pick<SyntaxTrees, 'declarations'>;
}

/** The files of the workspace folders for a look around a document: nothing outside of them, and nothing that is left out. */
export class ProjectFiles {
  readonly #options: ProjectFilesOptions;
  readonly #declarations = new LRUCache<string, { readonly stamp: string; readonly found: readonly Declaration[] }>({
    max: MOST_KEPT,
  });

  constructor(options: ProjectFilesOptions) {
    this.#options = options;
  }

  /** The innermost workspace folder that holds `file`, an absolute path. */
  folderOf(file: string): string | undefined {
    const holding = this.#options
      .folders()
      .map((folder) => locate(folder))
      .flatMap((folder) => (folder.kind === 'file' && contains(folder.path, file) ? [folder.path] : []));
    return holding.sort((a, b) => b.length - a.length)[0];
  }

  /** Text of a file with `\n` line ends; undefined where none may be had. */
  async read(file: string): Promise<string | undefined> {
    try {
      if (!(await this.#mayRead(file))) return undefined;
      if ((await stat(file)).size > MOST_BYTES) return undefined;
      return (await readFile(file, 'utf8')).replace(/\r\n?/g, '\n');
    } catch {
      return undefined; // gone meanwhile, or not permitted: there is nothing to show
    }
  }

  /** Names in a folder, sorted; of a folder outside, or of what is none: nothing. */
  async list(folder: string): Promise<readonly string[]> {
    if (this.folderOf(path.join(folder, '.')) === undefined && this.folderOf(path.join(folder, 'file')) === undefined) {
      return [];
    }
    return readdir(folder).then(
      (names) => names.sort(),
      () => [],
    );
  }

  /** What a file declares at its top. */
  async declarations(file: string): Promise<readonly Declaration[]> {
    // Rules may change while a file does not: they are asked each time.
    if (!(await this.#mayRead(file))) return [];
    const stamp = await fileStamp(file).catch(() => undefined);
    if (stamp === undefined) return [];
    const known = this.#declarations.get(file);
    if (known?.stamp === stamp) return known.found;
    const text = await this.read(file);
    const found =
      text === undefined ? [] : ((await this.#options.syntax.declarations(languageOf(file).id, text)) ?? []);
    this.#declarations.set(file, { stamp, found });
    return found;
  }

  async #mayRead(file: string): Promise<boolean> {
    const folder = this.folderOf(file);
    if (folder === undefined || (await this.#options.exclusion(file)) !== undefined) return false;
    // A link may lead out of the folder.
    return contains(await realPathOf(folder), await realPathOf(file));
  }
}

function contains(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
