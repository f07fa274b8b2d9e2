import fs from 'node:fs/promises';
import path from 'node:path';
import { ModelPullError, SourceError, type SourceFailure, shortReason } from './errors.ts';
import { fileBytes } from './file-bytes.ts';
import { type FreeBytes, requireSpace } from './free-space.ts';
import { withLock } from './lock.ts';
import { DRAFT_INFIX, placeFile } from './place-file.ts';
import { sha256OfFile } from './sha256.ts';
import { WORK_INFIX } from './sources/python-index.ts';
import type { DownloadSource, LocalSource, WantedFile } from './sources/source.ts';
import { checkInstalled, isStamped, removeStamp, writeStamp } from './verification.ts';

export interface PullProgress {
  readonly phase: 'looking' | 'downloading' | 'joining' | 'verifying';
  /** The source at work, for people. */
  readonly source: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

export interface PullRequest {
  /** For people. */
  readonly name: string;
  readonly wanted: WantedFile;
  /** Where the file goes. Its folder is created. */
  readonly target: string;
  /** Tried in order, before the downloads. */
  readonly locals: readonly LocalSource[];
  readonly downloads: readonly DownloadSource[];
  readonly freeBytes: FreeBytes;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PROGRESS_MS = 100;

/** Unfinished downloads. They survive a failure, an abort and a crash, and any source can go on from them. */
export const partFile = (target: string): string => `${target}.part`;

export const lockFile = (target: string): string => `${target}.lock`;

/**
 * Brings a file with the wanted SHA-256 to `target`, from the first source that has it; does nothing when it is there
 * already. A file under the final name has always passed its hash. Throws `ModelPullError` with the cause per source
 * when none delivers, and the signal's reason when aborted.
 */
export async function pull(request: PullRequest): Promise<void> {
  const { target, wanted, signal } = request;
  signal?.throwIfAborted();
  if (await isStamped(target, wanted)) return;
  const quiet = { ...request, onProgress: throttled(request.onProgress) };
  const onWait = (): void => {
    void fileBytes(partFile(target)).then((bytes) => report(quiet, 'downloading', 'another Local Forge', bytes));
  };
  try {
    await fs.mkdir(path.dirname(target), { recursive: true });
    await withLock(lockFile(target), { signal, onWait }, () => pullLocked(quiet));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ModelPullError) throw error;
    throw failure(request, shortReason(error), [], error); // the models folder cannot be written, for example
  }
}

function failure(
  request: PullRequest,
  why: string,
  failures: readonly SourceFailure[],
  cause?: unknown,
): ModelPullError {
  return new ModelPullError(`Could not get ${request.name}: ${why}.`, failures, { cause });
}

async function pullLocked(request: PullRequest): Promise<void> {
  const { target, wanted, signal } = request;
  await removeLeftovers(target);
  const onHash = (bytes: number): void => report(request, 'verifying', 'this machine', bytes);
  const state = await checkInstalled(target, wanted, { onProgress: onHash, signal });
  if (state === 'verified') return; // or: another process has finished it while this one waited
  if (state === 'damaged') await Promise.all([fs.rm(target, { force: true }), removeStamp(target)]);

  const failures: SourceFailure[] = [];
  const tried = async (source: LocalSource | DownloadSource, attempt: () => Promise<void>): Promise<boolean> => {
    signal?.throwIfAborted();
    try {
      await attempt();
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push({ source: source.describe(), reason: shortReason(error) });
      return false;
    }
  };
  for (const source of request.locals) if (await tried(source, () => takeLocal(request, source))) return;
  // Said once and at once, not once per source.
  if (request.downloads.length > 0) await requireSpaceFor(request, 0);
  for (const source of request.downloads) if (await tried(source, () => download(request, source))) return;
  const causes = failures.map(({ source, reason }) => `${source}: ${reason}`).join('; ');
  throw failure(request, causes === '' ? 'the catalogue has no such source for it' : causes, failures);
}

/** Throws `SourceError` when the rest of the file, and `workspaceBytes` beside it, do not fit on the disk. */
async function requireSpaceFor(request: PullRequest, workspaceBytes: number): Promise<void> {
  const missing = Math.max(0, request.wanted.bytes - (await fileBytes(partFile(request.target))));
  if (missing > 0) await requireSpace(path.dirname(request.target), missing + workspaceBytes, request.freeBytes);
}

async function takeLocal(request: PullRequest, source: LocalSource): Promise<void> {
  const { target, wanted, signal } = request;
  const name = source.describe();
  report(request, 'looking', name, 0);
  const onProgress = (bytes: number): void => report(request, 'verifying', name, bytes);
  const found = await source.find(wanted, { onProgress, signal });
  await placeFile(found, target, {
    signal,
    beforeCopy: () => requireSpace(path.dirname(target), wanted.bytes, request.freeBytes),
    onProgress: (bytes) => report(request, 'joining', name, bytes),
    checkCopy: (copy) => requireHash(request, copy, name),
  });
  await fs.rm(partFile(target), { force: true });
  await writeStamp(target, wanted);
}

async function download(request: PullRequest, source: DownloadSource): Promise<void> {
  const { target, wanted, signal } = request;
  const part = partFile(target);
  const name = source.describe();
  for (;;) {
    const resumed = await fileBytes(part);
    await requireSpaceFor(request, source.workspaceBytes);
    report(request, 'looking', name, resumed);
    const onProgress = (phase: 'downloading' | 'joining', bytes: number): void => report(request, phase, name, bytes);
    await source.fetch(part, wanted, { onProgress, signal });
    try {
      await requireHash(request, part, name);
      break;
    } catch (error) {
      // The bytes that were there before may be the wrong ones (another source's): a fresh download decides.
      if (!(error instanceof SourceError) || resumed === 0) throw error;
    }
  }
  await fs.rename(part, target);
  await writeStamp(target, wanted);
}

/** Throws `SourceError` and deletes the file when its SHA-256 is not the wanted one. */
async function requireHash(request: PullRequest, file: string, sourceName: string): Promise<void> {
  const onProgress = (bytes: number): void => report(request, 'verifying', sourceName, bytes);
  const sha256 = await sha256OfFile(file, { onProgress, signal: request.signal });
  const expected = request.wanted.sha256;
  if (sha256 === expected) return;
  await fs.rm(file, { force: true });
  throw new SourceError(
    `what it delivered has the SHA-256 ${sha256.slice(0, 12)}… instead of ${expected.slice(0, 12)}…`,
  );
}

/** What a killed process left behind and nobody can go on from. Only the holder of the lock may remove them. */
async function removeLeftovers(target: string): Promise<void> {
  const prefixes = [WORK_INFIX, DRAFT_INFIX].map((infix) => path.basename(target) + infix);
  const directory = path.dirname(target);
  const left = (await fs.readdir(directory)).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  await Promise.all(left.map((name) => fs.rm(path.join(directory, name), { recursive: true, force: true })));
}

function report(request: PullRequest, phase: PullProgress['phase'], source: string, receivedBytes: number): void {
  request.onProgress?.({ phase, source, receivedBytes, totalBytes: request.wanted.bytes });
}

/** Lets through every change of phase or source, the end, and else one report in 100 ms: people read no faster. */
function throttled(onProgress: PullRequest['onProgress']): PullRequest['onProgress'] {
  if (onProgress === undefined) return undefined;
  let last: PullProgress | undefined;
  let lastAt = 0;
  return (progress) => {
    const same = last?.phase === progress.phase && last.source === progress.source;
    const now = performance.now();
    if (same && progress.receivedBytes < progress.totalBytes && now - lastAt < PROGRESS_MS) return;
    last = progress;
    lastAt = now;
    onProgress(progress);
  };
}
