/** Sockets of Linux processes, by what the kernel says of them. */
import fs from 'node:fs';

const INET_TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'udplite6', 'raw', 'raw6', 'icmp', 'icmp6'];

/**
 * The sockets of a process that are no local (AF_UNIX) ones: those in a table of the internet protocols, and those in no
 * table at all, as a socket is that was made and not yet bound or connected. Empty for a process that is gone.
 */
export function foreignSockets(pid: number): string[] {
  const inodes = socketInodes(pid);
  const local = new Set(inodesIn(pid, 'unix'));
  const inet = new Map(INET_TABLES.flatMap((table) => inodesIn(pid, table).map((inode) => [inode, table] as const)));
  // A socket that was closed between the two looks is in no table either.
  const now = new Set(socketInodes(pid));
  return inodes
    .filter((inode) => inet.has(inode) || (!local.has(inode) && now.has(inode)))
    .map((inode) => `${inet.get(inode) ?? 'unlisted'} socket ${inode} of process ${pid}`);
}

/** How many sockets of any kind a process has: none would mean that the look failed, as Node's IPC is one. */
export function countSockets(pid: number): number {
  return socketInodes(pid).length;
}

function socketInodes(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // closed meanwhile
      }
    });
  } catch {
    return [];
  }
}

function inodesIn(pid: number, table: string): string[] {
  let text: string;
  try {
    text = fs.readFileSync(`/proc/${pid}/net/${table}`, 'utf8');
  } catch {
    return []; // a kernel without this protocol
  }
  const column = table === 'unix' ? 6 : 9;
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => line.trim().split(/\s+/)[column] ?? []);
}
