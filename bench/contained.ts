import { spawn } from 'node:child_process';

export type Verdict = 'passed' | 'failed' | 'timed out';

export interface Run {
  readonly verdict: Verdict;
  /** The last of what it printed, both streams, at most `KEPT_OUTPUT` characters. */
  readonly output: string;
}

export interface Place {
  readonly cwd: string;
  /** All of the environment; the user's is not handed on. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const KEPT_OUTPUT = 20_000;

/**
 * Runs a program that nobody vouches for, ended with all that it started after `timeoutMs`. That is no sandbox: it runs with
 * the user's rights. Throws one sentence where the program cannot be started.
 */
export function runContained(program: string, args: readonly string[], { cwd, env, timeoutMs }: Place): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group, so that it can be ended as one
    });
    let output = '';
    const keep = (chunk: string) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const end = () => {
      // Without a process id there is nothing to end; a negative one names the group, which Windows does not know.
      if (child.pid === undefined) return;
      if (process.platform === 'win32') child.kill('SIGKILL');
      else killGroup(child.pid);
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${program} could not be started: ${error.message}`));
    });
    // What it left behind may hold the streams open: end it first, then wait for what was printed.
    child.once('exit', end);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ verdict: late ? 'timed out' : code === 0 ? 'passed' : 'failed', output });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

/** A program is found by PATH; nothing else of the user's is anybody's business. */
export function trimmedEnvironment(folder: string): Record<string, string> {
  const { PATH = '', SystemRoot } = process.env;
  return { PATH, HOME: folder, TMPDIR: folder, ...(SystemRoot !== undefined && { SystemRoot }) };
}
