import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { fileStamp } from './file-stamp.ts';
import { type IgnorePattern, ignorePatterns } from './ignore-patterns.ts';

/** The product's own ignore file, in gitignore syntax. */
export const OWN_IGNORE_FILE = '.local-forge-ignore';

/** A folder on the way from the root to a file. */
export interface Folder {
  readonly path: string;
  /** Git's folder, where this one is the root of a checkout. */
  readonly gitFolder: string | undefined;
}

/** The ignore files that concern one folder's files, weakest first, and a text for the state that they are in. */
export interface IgnoreChain {
  readonly stamp: string;
  /** @throws where a file cannot be read */
  patterns(): Promise<IgnorePattern[]>;
}

interface Found {
  readonly file: string;
  /** The folder that the file's patterns are relative to. */
  readonly folder: string;
  readonly stamp: string;
}

/** Finds and reads ignore files. Patterns are kept until their file's time, size or inode changes. */
export class IgnoreFiles {
  readonly #read = new LRUCache<string, { readonly stamp: string; readonly patterns: IgnorePattern[] }>({ max: 1000 });

  /**
   * The ignore files of `folders` (the root first; patterns are made relative to it). Git's come first, so that
   * `.local-forge-ignore` has the last word. Costs one `stat` per possible file.
   * @throws where a file exists and cannot be examined
   */
  async chain(folders: readonly Folder[], withGit: boolean): Promise<IgnoreChain> {
    const git = withGit ? folders.flatMap(gitIgnoreFiles) : [];
    const own = folders.map((folder) => ({ folder: folder.path, file: path.join(folder.path, OWN_IGNORE_FILE) }));
    const present = (await Promise.all([...git, ...own].map(find))).filter((found) => found !== undefined);
    const root = folders[0]?.path ?? '';
    return {
      stamp: present.map((found) => `${found.file} ${found.stamp}`).join('\n'),
      patterns: async () => (await Promise.all(present.map((found) => this.#patterns(found, root)))).flat(),
    };
  }

  async #patterns(found: Found, root: string): Promise<IgnorePattern[]> {
    const key = `${root}\n${found.file}`;
    const known = this.#read.get(key);
    if (known?.stamp === found.stamp) return known.patterns;
    const text = await readFile(found.file, 'utf8');
    const patterns = ignorePatterns(text, relative(root, found.folder), relative(root, found.file));
    this.#read.set(key, { stamp: found.stamp, patterns });
    return patterns;
  }
}

type Candidate = Omit<Found, 'stamp'>;

function gitIgnoreFiles({ path: folder, gitFolder }: Folder): Candidate[] {
  const versioned = { folder, file: path.join(folder, '.gitignore') };
  return gitFolder === undefined ? [versioned] : [{ folder, file: path.join(gitFolder, 'info', 'exclude') }, versioned];
}

async function find(candidate: Candidate): Promise<Found | undefined> {
  const stamp = await fileStamp(candidate.file);
  return stamp === undefined ? undefined : { ...candidate, stamp };
}

function relative(from: string, to: string): string {
  return path.relative(from, to).replaceAll(path.sep, '/');
}
