import fs from 'node:fs/promises';
import path from 'node:path';
import { linkDependencies } from '../../checks/dependencies.ts';
import { copySources, removeScratch, scratchFolder } from '../../checks/scratch.ts';

/** More is not copied to be tested. */
const LIMITS = { maxFiles: 8000, maxBytes: 200 * 1024 * 1024 };
/** What runs leave behind on their own account. */
const OF_RUNNERS = new Set([
  '__pycache__',
  '.pytest_cache',
  '.vitest-attachments',
  'node_modules',
  '.venv',
  'venv',
  'Cargo.lock',
  'target', // of Maven, and not copied
]);

/** A copy of a package in which tests are tried: nothing that they do there reaches the user's files by way of the project. */
export class ProjectCopy {
  /** The copy's own folder for reports and for what programs leave about. */
  public readonly scratch: string;
  /** Where the package is. */
  public readonly folder: string;
  private readonly root: string;

  private constructor(root: string, scratch: string) {
    this.root = root;
    this.scratch = scratch;
    this.folder = path.join(scratch, 'project');
  }

  /** Copies the package at `root`. Throws `CheckFailed` where it is too large, and the signal's reason after an abort. */
  public static async of(root: string, folders: readonly string[], signal: AbortSignal): Promise<ProjectCopy> {
    const copy = new ProjectCopy(root, await scratchFolder());
    try {
      await fs.mkdir(path.join(copy.scratch, 'home'));
      await copySources(root, copy.folder, LIMITS, signal);
      await linkDependencies(root, copy.folder, folders);
      return copy;
    } catch (error) {
      await copy.dispose();
      throw error;
    }
  }

  /** Where a file of the package is in the copy. */
  public at(file: string): string {
    return path.join(this.folder, path.relative(this.root, file));
  }

  public async write(file: string, text: string): Promise<void> {
    const place = this.at(file);
    await fs.mkdir(path.dirname(place), { recursive: true });
    await fs.writeFile(place, text);
  }

  public async remove(file: string): Promise<void> {
    await fs.rm(this.at(file), { force: true });
  }

  /** The files of the copy, relative, with what tells whether one was written to. */
  public async listing(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    const waiting = [this.folder];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
        if (OF_RUNNERS.has(entry.name)) continue;
        const place = path.join(folder, entry.name);
        if (entry.isDirectory()) waiting.push(place);
        else if (entry.isFile()) {
          const { size, mtimeMs } = await fs.stat(place);
          files.set(path.relative(this.folder, place), `${size} ${mtimeMs}`);
        }
      }
    }
    return files;
  }

  /** Removes files that are not among those. */
  public async keepOnly(files: ReadonlyMap<string, string>): Promise<void> {
    for (const file of (await this.listing()).keys())
      if (!files.has(file)) await fs.rm(path.join(this.folder, file), { force: true });
  }

  public async dispose(): Promise<void> {
    await removeScratch(this.scratch);
  }
}
