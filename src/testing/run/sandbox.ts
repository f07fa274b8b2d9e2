import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Program } from '../../checks/run.ts';
import { inScratch } from '../../checks/scratch.ts';
import { readOnlyBut, type Room } from './read-only.ts';

/** What is between a run and the rest of the machine, beside its own process group, time limit and cut-down environment. */
export interface Isolation {
  /** What a run cannot do, for people: `no network`. */
  readonly passed: readonly string[];
  /** What it could do, and why, a sentence each. */
  readonly open: readonly string[];
  /** Gives the program that runs another one so. */
  wrap(program: Program, room: Room): Program;
}

let known: Promise<Isolation> | undefined;

/**
 * The isolation that this system offers to everybody: on Linux namespaces (unshare(1)) in which there is no network, not even a loopback
 * device that is up, and in which nothing can be written to but one folder.
 */
export function isolation(): Promise<Isolation> {
  return (known ??= found());
}

/** The start of a command line that runs the rest of it. */
type Prefix = (room: Room) => readonly string[];

const UNSHARE = ['/usr/bin/unshare', '--user', '--net', '--kill-child'];
const PRLIMIT = '/usr/bin/prlimit';
/** Of private memory, for each process: a test needs far less, and a laptop stays usable. */
const MOST_BYTES = 4 * 1024 ** 3;

/** With processes in a namespace of their own, even one that has left its group ends with the first of them. */
const OWN_PROCESSES = ['--pid', '--fork'];
const OWN_MOUNTS = [...OWN_PROCESSES, '--ipc', '--mount'];

/** The first that works. Code should run as the user, not as somebody who looks like root. */
const NAMESPACES: readonly { readonly options: readonly string[]; readonly isReadOnly: boolean }[] = [
  { options: ['--map-current-user', '--keep-caps', ...OWN_MOUNTS], isReadOnly: true },
  { options: ['--map-root-user', ...OWN_MOUNTS], isReadOnly: true },
  { options: ['--map-current-user', ...OWN_PROCESSES], isReadOnly: false },
  { options: ['--map-root-user', ...OWN_PROCESSES], isReadOnly: false },
  { options: ['--map-current-user'], isReadOnly: false },
  { options: ['--map-root-user'], isReadOnly: false },
];

async function found(): Promise<Isolation> {
  const isLinux = process.platform === 'linux';
  const limit = [PRLIMIT, `--data=${MOST_BYTES}`];
  const isLimited = isLinux && (await works([...limit, 'true']));
  const spaces = isLinux ? await namespaces() : undefined;
  return {
    passed: [
      ...(spaces?.isReadOnly === true ? ['could write to nothing but a copy'] : []),
      ...(spaces === undefined ? [] : ['no network']),
      ...(isLimited ? [`at most ${MOST_BYTES / 1024 ** 3} GiB of memory`] : []),
    ],
    open: [
      ...(isLimited ? [] : ['This system sets no limit to the memory of runs.']),
      ...(spaces === undefined ? ['Runs could reach the network: this system does not let us take it away.'] : []),
      ...(spaces?.isReadOnly === true
        ? []
        : ['Runs could write to files outside of their copy: this system does not let us prevent it.']),
    ],
    wrap: (program, room) => {
      const before = [...(isLimited ? limit : []), ...(spaces?.prefix(room) ?? [])];
      const [first, ...more] = before;
      if (first === undefined) return program;
      return { ...program, command: first, prefix: [...more, program.command, ...program.prefix] };
    },
  };
}

async function namespaces(): Promise<{ readonly prefix: Prefix; readonly isReadOnly: boolean } | undefined> {
  for (const { options, isReadOnly } of NAMESPACES) {
    const prefix: Prefix = (room) => [...UNSHARE, ...options, ...(isReadOnly ? readOnlyBut(room) : [])];
    if (await (isReadOnly ? keepsOut(prefix) : works([...prefix(NO_ROOM), 'true']))) return { prefix, isReadOnly };
  }
  return undefined;
}

const NO_ROOM: Room = { scratch: '', caches: [], hidden: [] };

/** Whether a program writes to its folder, and to none beside it. */
function keepsOut(prefix: Prefix): Promise<boolean> {
  return inScratch(async (folder) => {
    const [inside, outside] = [path.join(folder, 'inside'), path.join(folder, 'outside')];
    await fs.mkdir(inside);
    const tried = 'touch "$1" && ! touch "$2"';
    return works([...prefix({ ...NO_ROOM, scratch: inside }), '/bin/sh', '-c', tried, 'sh', `${inside}/x`, outside]);
  });
}

function works([command = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', timeout: 5000 });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
