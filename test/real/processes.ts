/** What Linux tells of processes; the tests that need it run on Linux only. */
import fs from 'node:fs';

interface Stat {
  readonly parent: number;
  /** User and system time so far, in seconds. */
  readonly cpuSeconds: number;
  readonly command: string;
}

const TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK) on every Linux that Node runs on

/** Undefined once the process is gone (a zombie counts as gone). */
export function statOf(pid: number): Stat | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in parentheses and may hold anything, spaces too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return {
      parent: Number(fields[1]),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      command,
    };
  } catch {
    return undefined;
  }
}

/** A process and all processes below it. */
export function treeOf(root: number): number[] {
  const all = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((name) => [Number(name), statOf(Number(name))?.parent]));
  const found = [root];
  for (let at = 0; at < found.length; at++) {
    for (const [pid, parent] of parents) if (parent === found[at]) found.push(pid);
  }
  return found;
}

/** The engine process of a server. */
export function engineOf(server: number): number | undefined {
  return treeOf(server).find((pid) => statOf(pid)?.command.includes('engine-worker.js'));
}

/** Asks until there is an answer other than undefined and false. Fails after a time that no working machine needs. */
export async function eventually<T>(what: string, ask: () => T | undefined | false, withinMs = 30_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`Still not so after ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** CPU time that a process uses within `ms` milliseconds, as a share of one core. */
export async function cpuShare(pid: number, ms: number): Promise<number> {
  const [before, started] = [statOf(pid)?.cpuSeconds ?? 0, performance.now()];
  await new Promise((resolve) => setTimeout(resolve, ms));
  const after = statOf(pid)?.cpuSeconds ?? before;
  return ((after - before) * 1000) / (performance.now() - started);
}
