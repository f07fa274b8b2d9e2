import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import files from './grammars.json' with { type: 'json' };

/** Where the WebAssembly files are. */
export interface GrammarFiles {
  /** The folder of the `tree-sitter-*.wasm` files that grammars.json names. */
  readonly grammars: string;
  /** The file `web-tree-sitter.wasm`. */
  readonly runtime: string;
}

const byLanguage = new Map(Object.entries(files));

/** Loads grammars when they are first asked for, each once. */
export class Grammars {
  readonly #files: GrammarFiles;
  readonly #loaded = new Map<string, Promise<Language>>();
  #runtime: Promise<void> | undefined;

  constructor(files: GrammarFiles) {
    this.#files = files;
  }

  /**
   * The grammar of a language id; undefined where there is none for it.
   * @throws where its file cannot be read or is not a grammar that this runtime loads
   */
  async load(languageId: string): Promise<Language | undefined> {
    const file = byLanguage.get(languageId);
    if (file === undefined) return undefined;
    let loading = this.#loaded.get(file);
    if (loading === undefined) {
      loading = this.#load(file);
      this.#loaded.set(file, loading);
    }
    return loading;
  }

  async #load(file: string): Promise<Language> {
    this.#runtime ??= start(this.#files.runtime);
    await this.#runtime;
    return Language.load(await readFile(path.join(this.#files.grammars, file)));
  }
}

/** Starts the runtime, of which a process has one. What it prints is dropped: the server's stdout is the LSP channel. */
async function start(file: string): Promise<void> {
  const silent = (): void => undefined;
  await Parser.init({ wasmBinary: await readFile(file), print: silent, printErr: silent });
}
