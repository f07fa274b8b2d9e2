import type { Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { SourceError, shortReason } from '../errors.ts';
import { type Host, setting } from '../host.ts';
import { matchFile } from './match.ts';
import type { FindOptions, LocalSource, WantedFile } from './source.ts';

/** LM Studio: publisher/model/file; Hugging Face: models--x/snapshots/revision/folder/file. */
const MAX_DEPTH = 6;
/** A cache with thousands of data sets must not make the search endless. */
const MAX_ENTRIES = 20_000;

/**
 * The folders in which other tools keep models, most specific setting first: Hugging Face (huggingface_hub's
 * environment variables), llama.cpp (common.cpp, `fs_get_cache_directory`), LM Studio, Ollama (`OLLAMA_MODELS`).
 */
export function otherToolsDirectories(host: Host): string[] {
  const inHome = (...parts: string[]): string => path.join(host.home, ...parts);
  const cache = setting(host, 'XDG_CACHE_HOME') ?? inHome('.cache');
  const huggingFace = setting(host, 'HF_HOME') ?? path.join(cache, 'huggingface');
  const candidates = [
    setting(host, 'HF_HUB_CACHE'),
    setting(host, 'HUGGINGFACE_HUB_CACHE'),
    path.join(huggingFace, 'hub'),
    inHome('.cache', 'huggingface', 'hub'),
    setting(host, 'LLAMA_CACHE'),
    host.platform === 'darwin' ? inHome('Library', 'Caches', 'llama.cpp') : path.join(cache, 'llama.cpp'),
    host.platform === 'win32'
      ? path.join(setting(host, 'LOCALAPPDATA') ?? inHome('AppData', 'Local'), 'llama.cpp')
      : undefined,
    inHome('.lmstudio', 'models'),
    inHome('.cache', 'lm-studio', 'models'),
    path.join(setting(host, 'OLLAMA_MODELS') ?? inHome('.ollama', 'models'), 'blobs'),
    host.platform === 'linux' ? '/usr/share/ollama/.ollama/models/blobs' : undefined, // where its service keeps them
  ];
  return [...new Set(candidates.filter((folder) => folder !== undefined).map((folder) => path.resolve(folder)))];
}

/** Looks for the file among what other tools have downloaded. */
export function existingFiles(directories: readonly string[]): LocalSource {
  return {
    kind: 'existing-files',
    describe: () => 'files of other tools',
    async find(wanted, options) {
      const candidates = await filesOfSize(directories, wanted, options);
      const problems: string[] = [];
      for (const candidate of candidates) {
        try {
          if ((await matchFile(candidate, wanted, options)) === 'same') return candidate;
        } catch (error) {
          options.signal?.throwIfAborted();
          problems.push(shortReason(error)); // not ours to read, or gone meanwhile: the next may do
        }
      }
      if (problems.length > 0) throw new SourceError(`a file of the right size cannot be read: ${problems.join('; ')}`);
      throw new SourceError(candidates.length === 0 ? 'none has the right size' : 'none has the right SHA-256');
    },
  };
}

/** Real paths of files with the wanted size; those whose name holds the SHA-256 (Hugging Face, Ollama) come first. */
async function filesOfSize(
  directories: readonly string[],
  wanted: WantedFile,
  options: FindOptions,
): Promise<string[]> {
  const found = new Set<string>();
  const budget = { entries: MAX_ENTRIES };
  for (const directory of directories) await walk(directory, MAX_DEPTH, budget, wanted.bytes, found, options);
  const named = (file: string): number => (path.basename(file).includes(wanted.sha256) ? 0 : 1);
  return [...found].sort((a, b) => named(a) - named(b));
}

async function walk(
  directory: string,
  depth: number,
  budget: { entries: number },
  bytes: number,
  found: Set<string>,
  options: FindOptions,
): Promise<void> {
  options.signal?.throwIfAborted();
  let entries: Dirent[];
  try {
    entries = await fs.readdir(directory, { withFileTypes: true });
  } catch {
    return; // the tool is not installed, or keeps its files to itself
  }
  for (const entry of entries) {
    if (budget.entries-- <= 0) return;
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      if (depth > 1) await walk(full, depth - 1, budget, bytes, found, options);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      // Links to files are followed (snapshots of Hugging Face), links to folders are not: they may form a ring.
      const stat = await fs.stat(full).catch(() => undefined);
      if (stat?.isFile() === true && stat.size === bytes) found.add(await fs.realpath(full).catch(() => full));
    }
  }
}
