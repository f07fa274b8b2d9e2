import os from 'node:os';
import { type ModelSummary, readModelSummary } from './gguf.ts';
import { walkFiles } from './sources/walk-files.ts';

/** A GGUF file of another tool that can complete code. */
export interface FoundModel {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly summary: ModelSummary;
}

/** Nothing below is a language model worth asking. */
const LEAST_BYTES = 50_000_000;
/** A larger file answers too slowly while one types, on any machine without a large GPU. */
const MOST_BYTES = 6_000_000_000;
/** Share of the memory that a model may take without having been chosen. */
const MEMORY_SHARE = 0.4;
/** Headers are some megabytes each. */
const MOST_CANDIDATES = 24;

/**
 * Models below `directories` that were trained to fill in code: with fill-in-the-middle tokens, and named after code, as
 * vocabularies have such tokens also where the model never learned them. Smallest first: it answers soonest.
 */
export async function findModels(directories: readonly string[], memoryBytes = os.totalmem()): Promise<FoundModel[]> {
  const most = Math.min(MOST_BYTES, memoryBytes * MEMORY_SHARE);
  const files = await walkFiles(
    directories,
    // Ollama names its files `sha256-…`.
    ({ name, bytes }) => /\.gguf$|^sha256-/i.test(name) && bytes >= LEAST_BYTES && bytes <= most,
  );
  const found: FoundModel[] = [];
  for (const file of files.sort((a, b) => a.bytes - b.bytes).slice(0, MOST_CANDIDATES)) {
    const summary = await readModelSummary(file.path).catch(() => undefined); // some other kind of file
    if (summary?.fim === undefined) continue;
    const fileName = /\.gguf$/i.test(file.name) ? file.name.slice(0, -'.gguf'.length) : undefined;
    const name = fileName ?? summary.name;
    if (name === undefined || !/code|coder|starcoder|codestral/i.test(`${name} ${summary.name ?? ''}`)) continue;
    found.push({ path: file.path, name, bytes: file.bytes, summary });
  }
  return found;
}
