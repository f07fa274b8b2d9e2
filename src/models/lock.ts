import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import { errorCode } from './errors.ts';
import { pause } from './pause.ts';

const HEARTBEAT_MS = 5_000;
/** A lock without a heartbeat for so long has no living owner, whatever its process id says now. */
const STALE_MS = 60_000;
const POLL_MS = 250;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called at every look while another process holds the lock. */
  readonly onWait?: (() => void) | undefined;
}

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs `work` while this process holds the lock file, so that two processes never download the same model at once. A
 * lock whose owner died is taken over. Rejects with the signal's reason when aborted while it waits.
 */
export async function withLock<T>(lockFile: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const owner: Owner = { token: randomUUID(), pid: process.pid, host: os.hostname() };
  while (!(await take(lockFile, owner))) {
    if (await releaseStale(lockFile)) continue;
    options.onWait?.();
    await pause(POLL_MS, options.signal);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    fs.utimes(lockFile, now, now).catch(() => undefined); // missed beats only matter after a minute
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    options.signal?.throwIfAborted();
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Not another's, should this process have slept so long that it was taken for dead.
    if ((await ownerOf(lockFile))?.token === owner.token) await fs.rm(lockFile, { force: true });
  }
}

async function take(lockFile: string, owner: Owner): Promise<boolean> {
  // Written aside and linked, so that nobody ever sees a lock without its owner's name.
  const draft = `${lockFile}.${owner.token}`;
  await fs.writeFile(draft, JSON.stringify(owner));
  try {
    await fs.link(draft, lockFile);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (errorCode(error) === 'ENOENT') throw error;
    return await takeWithoutLinks(lockFile, owner); // FAT and some network disks know no hard links
  } finally {
    await fs.rm(draft, { force: true });
  }
}

async function takeWithoutLinks(lockFile: string, owner: Owner): Promise<boolean> {
  try {
    await fs.writeFile(lockFile, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock when its owner is dead; true when it is worth trying again at once. */
async function releaseStale(lockFile: string): Promise<boolean> {
  const stat = await fs.stat(lockFile).catch(() => undefined);
  if (stat === undefined) return true;
  const owner = await ownerOf(lockFile);
  const silent = Date.now() - stat.mtimeMs > STALE_MS;
  // Process ids of other machines (a shared home folder, a container) say nothing here.
  const dead = owner !== undefined && owner.host === os.hostname() && !isAlive(owner.pid);
  if (!silent && !dead) return false;
  // Moved, not deleted: of two waiters only one succeeds, and it sees whether it caught the lock it had judged.
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await fs.rename(lockFile, aside);
  } catch {
    return true;
  }
  const caught = await ownerOf(aside);
  if (caught !== undefined && caught.token !== owner?.token) await fs.link(aside, lockFile).catch(() => undefined);
  await fs.rm(aside, { force: true });
  return true;
}

async function ownerOf(lockFile: string): Promise<Owner | undefined> {
  try {
    const value: unknown = JSON.parse(await fs.readFile(lockFile, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { token, pid, host } = value as Record<string, unknown>;
    return typeof token === 'string' && typeof pid === 'number' && typeof host === 'string'
      ? { token, pid, host }
      : undefined;
  } catch {
    return undefined; // gone, or not ours to understand; then only its age counts
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
