import path from 'node:path';
import { SourceError, shortReason } from '../errors.ts';
import { type Host, setting } from '../host.ts';
import { matchFile } from './match.ts';
import type { FindOptions, LocalSource, WantedFile } from './source.ts';
import { walkFiles } from './walk-files.ts';

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
  const found = await walkFiles(directories, ({ bytes }) => bytes === wanted.bytes, options.signal);
  const named = ({ path: file }: { path: string }): number => (path.basename(file).includes(wanted.sha256) ? 0 : 1);
  return found.sort((a, b) => named(a) - named(b)).map((file) => file.path);
}
