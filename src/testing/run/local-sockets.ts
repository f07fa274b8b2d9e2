import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isWithin } from '../../workspace/folders.ts';
import type { Hidden } from './read-only.ts';

/**
 * Sockets with a name in the file system that this user may connect to. Neither a network namespace nor a read-only mount keeps a program
 * from them, and behind some are servers that do anything for it: that of containers, that of the session, agents for keys.
 */
export async function localSockets(): Promise<string[]> {
  const [unix, mounts] = await Promise.all(
    ['/proc/net/unix', '/proc/self/mountinfo'].map((file) => fs.readFile(file, 'utf8').catch(() => '')),
  );
  // In a container, sockets of the machine are mounted, and listed nowhere.
  const names = new Set([...socketNames(unix ?? ''), ...mountPoints(mounts ?? '')]);
  const found = await Promise.all([...names].map(openSocket));
  return [...new Set(found.filter((one) => one !== undefined))].sort();
}

/** The path names in `/proc/net/unix` (unix(7)); abstract names begin with `@`, and belong to a network namespace. */
export function socketNames(table: string): string[] {
  return [...table.matchAll(/^[0-9a-f]+:(?: +[0-9A-F]+){5} +\d+ (\/.*)$/gm)].map(([, name = '']) => name);
}

/** Of `/proc/self/mountinfo` (proc(5)), which writes spaces and the like as octal numbers. */
function mountPoints(mounts: string): string[] {
  return mounts.split('\n').flatMap((line) => {
    const place = line.split(' ')[4];
    return place === undefined
      ? []
      : [place.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)))];
  });
}

/** Its real path; undefined where nobody of us can connect to it. */
async function openSocket(name: string): Promise<string | undefined> {
  try {
    if (!(await fs.stat(name)).isSocket()) return undefined;
    await fs.access(name, constants.W_OK);
    return await fs.realpath(name);
  } catch {
    return undefined; // gone, or not to be reached
  }
}

/** Folders that hold other things, too. */
const SHARED = ['/', '/run', '/var/run', '/var/lib', '/tmp', '/var/tmp', '/dev'];

/** What has to be covered for sockets to be out of reach: the folder of each, unless one of the `needed` places is in it. */
export function coverings(sockets: readonly string[], needed: readonly string[]): Hidden[] {
  const kept = [...SHARED, os.tmpdir(), os.homedir(), ...needed];
  const all = sockets.map((place): Hidden => {
    const folder = path.dirname(place);
    return kept.some((one) => isWithin(one, folder)) ? { kind: 'file', place } : { kind: 'folder', place: folder };
  });
  const folders = [...new Set(all.filter(({ kind }) => kind === 'folder').map(({ place }) => place))];
  const outermost = folders.filter((folder) => !folders.some((other) => other !== folder && isWithin(folder, other)));
  const others = all.filter(
    ({ kind, place }) => kind === 'file' && !outermost.some((folder) => isWithin(place, folder)),
  );
  return [...outermost.map((place): Hidden => ({ kind: 'folder', place })), ...others];
}
