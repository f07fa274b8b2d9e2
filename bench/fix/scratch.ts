import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A writable copy of a package that nobody misses. */
export class Scratch {
  /** Where the package is. */
  public readonly folder: string;
  /** For what programs leave about. Not the same: Go reads no go.mod in the folder for temporary files. */
  public readonly home: string;
  readonly #base: string;

  public constructor(project: string) {
    this.#base = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-fix-'));
    this.folder = path.join(this.#base, 'package');
    this.home = path.join(this.#base, 'home');
    fs.mkdirSync(this.home);
    fs.cpSync(project, this.folder, {
      recursive: true,
      filter: (file) => !/[/\\](?:node_modules|dist|\.git)$/.test(file),
    });
  }

  /** Puts a file of the package in its place; `name` is its path in the package. */
  public write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    fs.rmSync(file, { force: true }); // Go's module cache is read-only, and so is its copy
    fs.writeFileSync(file, text);
  }

  public [Symbol.dispose](): void {
    fs.rmSync(this.#base, { recursive: true, force: true });
  }
}
