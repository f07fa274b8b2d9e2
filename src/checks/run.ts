import { spawn, type ChildProcess } from 'node:child_process';
import { CheckFailed } from './checker.ts';
import { containedEnvironment } from './environment.ts';

/** A program that was found, not yet run. */
export interface Program {
  /** For people: `ruff`. */
  readonly name: string;
  /** Absolute path of what is started. */
  readonly command: string;
  /** Go before all other arguments: a script where `command` is Node. */
  readonly prefix: readonly string[];
  /** Absolute path for people who are asked whether it may run: the program itself, never Node in its place. */
  readonly shown: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Folders of the workspace: nothing is taken from them by way of PATH. */
  readonly folders: readonly string[];
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly input?: string;
  /** Set in addition; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the program may write, both pipes together; default 16 MiB. */
  readonly maxOutputBytes?: number;
}

export interface Outcome {
  /** null: ended by a signal that was not ours. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** What is running, so that nothing outlives this process when it ends of itself. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => killGroup(child)));

/**
 * Runs a program without a shell, in a process group of its own, with a cut-down environment. Throws the signal's reason
 * after an abort and {@link CheckFailed} where the program cannot be started, takes too long or writes too much; the whole group is
 * ended before that. Any exit code is an outcome: checkers say with it that they found something.
 */
export async function runProgram(program: Program, args: readonly string[], options: RunOptions): Promise<Outcome> {
  options.signal.throwIfAborted();
  const child = spawn(program.command, [...program.prefix, ...args], {
    cwd: options.cwd,
    env: { ...containedEnvironment(process.env, options.folders), ...asNode(program), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // the leader of a new group, for killGroup
    windowsHide: true,
    shell: false,
  });
  running.add(child);
  try {
    return await outcomeOf(child, program, options);
  } finally {
    running.delete(child);
  }
}

function outcomeOf(child: ReturnType<typeof spawn>, program: Program, options: RunOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let bytes = 0;
    let failure: Error | undefined;
    const stop = (reason: Error) => {
      failure ??= reason;
      killGroup(child);
    };
    const onAbort = () => stop(options.signal.reason as Error);
    const timer = setTimeout(
      () => stop(new CheckFailed(`${program.name} did not finish within ${Math.round(options.timeoutMs / 1000)} s.`)),
      options.timeoutMs,
    );
    const end = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
    };
    options.signal.addEventListener('abort', onAbort, { once: true });
    if (options.signal.aborted) onAbort();
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.on('data', (data: Buffer) => {
        output[name].push(data);
        bytes += data.length;
        if (bytes > (options.maxOutputBytes ?? MAX_OUTPUT_BYTES)) {
          stop(new CheckFailed(`${program.name} wrote more than can be read.`));
        }
      });
    }
    child.on('error', (error) => {
      end();
      reject(new CheckFailed(`${program.name} could not be started: ${error.message}.`, { cause: error }));
    });
    // What the program has left running would hold the pipes open.
    child.on('exit', () => killGroup(child));
    child.on('close', (code) => {
      end();
      if (failure !== undefined) reject(failure);
      else resolve({ code, stdout: textOf(output.stdout), stderr: textOf(output.stderr) });
    });
    child.stdin?.on('error', () => undefined); // a program that does not read its input closes the pipe
    child.stdin?.end(options.input ?? '');
  });
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf8');
}

/** Ends a program and all that it has started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode === null)
      spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty: everything has ended.
  }
}

/** In an editor our own executable is Electron, which is Node only when told so. */
function asNode(program: Program): Record<string, string> {
  return program.command === process.execPath ? { ELECTRON_RUN_AS_NODE: '1' } : {};
}
