/** CPU time of processes, from /proc: Linux only; undefined elsewhere. */
import fs from 'node:fs';

const TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK) on every Linux that Node runs on

/** User and system time in seconds that a process has spent, with its children that run. */
export function cpuSecondsOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything; user and system time are the 12th and 13th fields behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const own = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const of = children === '' ? [] : children.split(' ').map((child) => cpuSecondsOf(Number(child)) ?? 0);
    return of.reduce((sum, seconds) => sum + seconds, own);
  } catch {
    return undefined;
  }
}
