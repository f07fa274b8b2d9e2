import fs from 'node:fs/promises';
import path from 'node:path';
import { modelsDirectory } from './cache-directory.ts';
import {
  type Catalogue,
  type CatalogueEntry,
  allEntries,
  builtInCatalogue,
  defaultEntry,
  displayName,
  entryId,
  findEntry,
} from './catalogue.ts';
import { ModelFileError, ModelNotFoundError } from './errors.ts';
import { fileBytes } from './file-bytes.ts';
import { type FreeBytes, freeBytes } from './free-space.ts';
import { readModelSummary } from './gguf.ts';
import { type FoundModel, findModels } from './found-models.ts';
import { type Host, currentHost, expandHome } from './host.ts';
import { withLock } from './lock.ts';
import { type PullProgress, lockFile, partFile, pull } from './pull.ts';
import { type HashOptions, sha256OfFile } from './sha256.ts';
import { existingFiles, otherToolsDirectories } from './sources/existing-files.ts';
import { type HuggingFaceOptions, huggingFace } from './sources/hugging-face.ts';
import { type PythonIndexOptions, pythonIndex } from './sources/python-index.ts';
import type { DownloadSource, LocalSource, SourceKind } from './sources/source.ts';
import { userPath } from './sources/user-path.ts';
import type { ModelFile } from './types.ts';
import { checkInstalled, removeStamp } from './verification.ts';

/** Everything has a default; tests hand in stand-ins. */
export interface ModelStoreOptions {
  readonly host?: Host;
  /** Where model files lie; by default the user's cache folder. */
  readonly directory?: string;
  readonly catalogue?: Catalogue;
  readonly freeBytes?: FreeBytes;
  readonly huggingFace?: HuggingFaceOptions;
  readonly pythonIndex?: PythonIndexOptions;
}

export interface PullOptions {
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Try only this source. */
  readonly source?: Exclude<SourceKind, 'user-path'> | undefined;
  /** Take the model from this file of the user's; its SHA-256 must be the catalogue's. */
  readonly from?: string | undefined;
}

/** One line of the list of models. */
export interface ListedModel {
  /** What `find`, `pull` and `openModel` take. */
  readonly id: string;
  readonly name: string;
  /** Undefined for a file in the models folder that the catalogue does not know. */
  readonly entry: CatalogueEntry | undefined;
  readonly path: string;
  /** Size of the whole file, whether installed or not. */
  readonly bytes: number;
  readonly installed: boolean;
  /** Bytes of an unfinished download. */
  readonly partialBytes: number;
}

export interface Verification {
  readonly path: string;
  readonly sha256: string;
  /** What the catalogue says; undefined for a file that it does not know. */
  readonly expected: string | undefined;
}

/** The model files of this machine: which there are, where they come from, and whether they may be loaded. */
export class ModelStore {
  /** The folder that model files lie in. */
  readonly directory: string;
  readonly #host: Host;
  readonly #catalogue: Catalogue;
  readonly #options: ModelStoreOptions;

  constructor(options: ModelStoreOptions = {}) {
    this.#options = options;
    this.#host = options.host ?? currentHost();
    this.#catalogue = options.catalogue ?? builtInCatalogue;
    this.directory = options.directory ?? modelsDirectory(this.#host);
  }

  /** The catalogue's models, then other GGUF files in the models folder. Hashes nothing and opens no file. */
  async list(): Promise<ListedModel[]> {
    const listed = await Promise.all(allEntries(this.#catalogue).map((entry) => this.#listed(entry)));
    const known = new Set(listed.map((model) => model.path));
    const names = await fs.readdir(this.directory).catch(() => []);
    for (const fileName of names.filter((name) => name.endsWith('.gguf')).sort()) {
      const file = path.join(this.directory, fileName);
      if (known.has(file)) continue;
      const name = fileName.slice(0, -'.gguf'.length);
      listed.push({
        id: fileName,
        name,
        entry: undefined,
        path: file,
        bytes: await fileBytes(file),
        installed: true,
        partialBytes: 0,
      });
    }
    return listed;
  }

  /**
   * The model when it is on this machine and in order, else undefined. Throws `ModelFileError` for a file that is there
   * but must not be loaded.
   */
  async find(idOrPath: string | undefined, options: HashOptions = {}): Promise<ModelFile | undefined> {
    const entry = this.#entry(idOrPath);
    if (entry !== undefined) return await this.#findEntry(entry, options);
    const file = this.pathOf(idOrPath);
    if ((await fs.stat(file).catch(() => undefined)) === undefined) return undefined;
    return await this.#open(file, undefined);
  }

  /**
   * The model that the engine shall load: a catalogue id, a GGUF file's path, or, for undefined, the catalogue's default.
   * Throws `ModelNotFoundError` when it is not on this machine, and `ModelFileError` when its file must not be loaded.
   */
  async openModel(idOrPath?: string, options: HashOptions = {}): Promise<ModelFile> {
    const model = await this.find(idOrPath, options);
    if (model !== undefined) return model;
    const entry = this.#entry(idOrPath);
    if (entry !== undefined) {
      const command = entryId(entry) === this.#catalogue[0].id ? '' : ` ${entryId(entry)}`;
      throw new ModelNotFoundError(
        `${displayName(entry)} is not on this machine yet: run \`local-forge models pull${command}\`.`,
      );
    }
    if (looksLikePath(idOrPath ?? '')) throw new ModelNotFoundError(`There is no model file ${this.pathOf(idOrPath)}.`);
    const ids = allEntries(this.#catalogue).map(entryId).join(', ');
    throw new ModelNotFoundError(
      `There is no model named ${idOrPath ?? ''}; give a GGUF file's path or one of: ${ids}.`,
    );
  }

  /**
   * As `openModel`; where nobody named a model and the default is not here, another one that is: the same file among
   * what other tools have downloaded, else a model of theirs that completes code. Downloads nothing.
   */
  async openUsable(idOrPath?: string): Promise<ModelFile> {
    if (idOrPath !== undefined) return await this.openModel(idOrPath);
    const installed = await this.find(undefined);
    if (installed !== undefined) return installed;
    const { quantisation } = defaultEntry(this.#catalogue);
    // Looked for before it is pulled: a pull would wait for another process that is downloading.
    const same = await this.#existing()
      .find(quantisation, {})
      .catch(() => undefined);
    if (same !== undefined) return await this.pull(undefined, { from: same });
    const [other] = await this.others();
    if (other === undefined) return await this.openModel();
    return { ...(await this.#open(other.path, undefined)), name: other.name };
  }

  /** Models of other tools on this machine that can complete code, the quickest first. Opens every candidate. */
  async others(): Promise<FoundModel[]> {
    return await findModels([this.directory, ...otherToolsDirectories(this.#host)]);
  }

  /** What a pull of a model would fetch, and from where; undefined for what is not in the catalogue. */
  sourcesOf(id?: string): { readonly kind: DownloadSource['kind']; readonly title: string }[] {
    const entry = this.#entry(id);
    if (entry === undefined) return [];
    return this.#downloads(entry).map((source) => ({ kind: source.kind, title: source.describe() }));
  }

  /**
   * Brings a catalogue model to this machine. Sources in order: the user's file (`from`), files of other tools, then
   * the catalogue's downloads. Throws `ModelPullError`, `ModelNotFoundError` for an unknown id, or the signal's reason.
   */
  async pull(id?: string, options: PullOptions = {}): Promise<ModelFile> {
    const entry = this.#entry(id);
    if (entry === undefined) throw new ModelNotFoundError(`There is no model named ${id ?? ''} in the catalogue.`);
    const wants = (kind: SourceKind): boolean => options.source === undefined || options.source === kind;
    const existing = this.#existing();
    const file = this.#fileOf(entry);
    await pull({
      name: displayName(entry),
      wanted: entry.quantisation,
      target: file,
      locals:
        options.from !== undefined ? [userPath(options.from, this.#host)] : wants('existing-files') ? [existing] : [],
      downloads: options.from !== undefined ? [] : this.#downloads(entry).filter((source) => wants(source.kind)),
      freeBytes: this.#options.freeBytes ?? freeBytes,
      onProgress: options.onProgress,
      signal: options.signal,
    });
    return await this.#open(file, entry);
  }

  /** Hashes a model's file afresh, whatever its stamp says. Throws `ModelNotFoundError` when there is no such file. */
  async verify(idOrPath?: string, options: HashOptions = {}): Promise<Verification> {
    const file = this.pathOf(idOrPath);
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat?.isFile() !== true) throw new ModelNotFoundError(`There is no model file ${file}.`);
    const expected = this.#entry(idOrPath)?.quantisation.sha256;
    const sha256 = await sha256OfFile(file, options);
    if (expected !== undefined && sha256 !== expected) await removeStamp(file);
    return { path: file, sha256, expected };
  }

  /** Deletes a catalogue model's file and what there is of an unfinished download. False when there was nothing. */
  async remove(id: string): Promise<boolean> {
    const entry = this.#entry(id);
    if (entry === undefined) throw new ModelNotFoundError(`There is no model named ${id} in the catalogue.`);
    const file = this.#fileOf(entry);
    if ((await fileBytes(file)) + (await fileBytes(partFile(file))) === 0) return false;
    await withLock(lockFile(file), {}, async () => {
      await Promise.all([fs.rm(file, { force: true }), fs.rm(partFile(file), { force: true }), removeStamp(file)]);
    });
    return true;
  }

  /** Deletes the models folder: downloaded models and unfinished downloads. Returns the bytes that were freed. */
  async removeAll(): Promise<number> {
    const names = await fs.readdir(this.directory).catch(() => []);
    const sizes = await Promise.all(names.map((name) => fileBytes(path.join(this.directory, name))));
    await fs.rm(this.directory, { recursive: true, force: true });
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Where a model's file lies, or would lie. Asks no disk. */
  pathOf(idOrPath?: string): string {
    const entry = this.#entry(idOrPath);
    if (entry !== undefined) return this.#fileOf(entry);
    const given = expandHome(idOrPath ?? '', this.#host);
    return /[/\\]/.test(given) ? path.resolve(given) : path.join(this.directory, given);
  }

  #entry(id: string | undefined): CatalogueEntry | undefined {
    return id === undefined ? defaultEntry(this.#catalogue) : findEntry(this.#catalogue, id);
  }

  #fileOf(entry: CatalogueEntry): string {
    return path.join(this.directory, entry.quantisation.fileName);
  }

  #existing(): LocalSource {
    return existingFiles(otherToolsDirectories(this.#host));
  }

  #downloads(entry: CatalogueEntry): DownloadSource[] {
    return entry.quantisation.sources.map((location) =>
      location.kind === 'hugging-face'
        ? huggingFace(location, this.#host, this.#options.huggingFace)
        : pythonIndex(location, this.#host, this.#options.pythonIndex),
    );
  }

  async #listed(entry: CatalogueEntry): Promise<ListedModel> {
    const file = this.#fileOf(entry);
    const { bytes } = entry.quantisation;
    return {
      id: entryId(entry),
      name: displayName(entry),
      entry,
      path: file,
      bytes,
      installed: (await fileBytes(file)) === bytes,
      partialBytes: await fileBytes(partFile(file)),
    };
  }

  async #findEntry(entry: CatalogueEntry, options: HashOptions): Promise<ModelFile | undefined> {
    const file = this.#fileOf(entry);
    const state = await checkInstalled(file, entry.quantisation, options);
    if (state === 'missing') return undefined;
    if (state === 'damaged') {
      throw new ModelFileError(file, `is damaged; run \`local-forge models pull ${entryId(entry)}\` to fetch it again`);
    }
    return await this.#open(file, entry);
  }

  /** Checks the file's header, and tells what the engine needs. */
  async #open(file: string, entry: CatalogueEntry | undefined): Promise<ModelFile> {
    const summary = await readModelSummary(file);
    return {
      name: entry === undefined ? path.basename(file, '.gguf') : displayName(entry),
      path: file,
      sha256: entry?.quantisation.sha256,
      bytes: summary.bytes,
      // The catalogue knows better where a vocabulary has tokens that the model was never trained with.
      fim: entry?.model.fim === null ? undefined : summary.fim,
      turns: summary.turns,
      stopTokens: summary.stopTokens,
      contextLength: summary.contextLength,
    };
  }
}

function looksLikePath(text: string): boolean {
  return /[/\\]/.test(text) || text.startsWith('~') || text.endsWith('.gguf');
}
