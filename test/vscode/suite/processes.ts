/** Finds processes on the systems that the tests run on. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The engine process of a server, or undefined while there is none. */
export function engineOf(server: number | undefined): number | undefined {
  if (server === undefined) return undefined;
  return processes().find(({ parent, command }) => parent === server && command.includes('engine-worker.js'))?.pid;
}

function processes(): Process[] {
  if (process.platform === 'linux') return fromProc(); // a bare container has no `ps`
  if (process.platform === 'win32') return fromWindows();
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

function fromProc(): Process[] {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      // The name stands in parentheses and may hold anything; the parent is the second field behind it.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(pid), parent, command }];
    } catch {
      return []; // ended meanwhile
    }
  });
}

function fromWindows(): Process[] {
  const query = 'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,CommandLine | ConvertTo-Json';
  const found = JSON.parse(execFileSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8' })) as {
    ProcessId: number;
    ParentProcessId: number;
    CommandLine: string | null;
  }[];
  return found.map(({ ProcessId, ParentProcessId, CommandLine }) => ({
    pid: ProcessId,
    parent: ParentProcessId,
    command: CommandLine ?? '',
  }));
}
