import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { SourceError, errorCode } from '../errors.ts';
import type { Host } from '../host.ts';

/** pip's messages are kept up to here for the reason of a failure. */
const MAX_OUTPUT_CHARACTERS = 8_192;
/** pip cleans up when asked to end; then it is made to end. */
const KILL_AFTER_MS = 3_000;
/** How long the end of pip's messages is waited for once pip has ended. */
const CLOSE_AFTER_MS = 500;

export interface WheelRequest {
  readonly package: string;
  readonly version: string;
  /** An empty folder that belongs to this call; wheel and temporary files go there. */
  readonly workDirectory: string;
  readonly signal?: AbortSignal | undefined;
}

/** The commands that may start Python, in the order in which they are tried. */
export function pythonCommands(host: Host): string[] {
  return host.platform === 'win32' ? ['python3', 'python', 'py'] : ['python3', 'python'];
}

/**
 * Downloads one wheel with the user's own pip, whose configuration knows the index, the proxy and the certificates.
 * Nothing of the package is executed: wheels only, no dependencies, no build. Returns the wheel's path. Throws
 * `SourceError` with pip's last error, or the signal's reason; an abort ends pip first.
 */
export async function downloadWheel(commands: readonly string[], host: Host, request: WheelRequest): Promise<string> {
  let reason = 'Python is not installed';
  for (const command of commands) {
    request.signal?.throwIfAborted();
    const outcome = await runPip(command, host, request);
    request.signal?.throwIfAborted();
    if (outcome.exitCode === 0) return await onlyWheel(request.workDirectory);
    if (outcome.missing) continue; // no such command; the next may exist
    if (!/No module named '?pip\b/.test(outcome.output)) throw new SourceError(pipReason(outcome.output));
    reason = 'Python has no pip';
  }
  throw new SourceError(reason);
}

interface PipOutcome {
  readonly exitCode: number | undefined;
  /** The command itself could not be started. */
  readonly missing: boolean;
  readonly output: string;
}

function runPip(command: string, host: Host, request: WheelRequest): Promise<PipOutcome> {
  const wheel = `${request.package}==${request.version}`;
  const options = ['--disable-pip-version-check', '--no-input', '--progress-bar=off', '--no-cache-dir'];
  const parts = ['-m', 'pip', 'download', ...options, '--no-deps', '--only-binary=:all:', '-d', '.', wheel];
  return new Promise((resolve, reject) => {
    const child = spawn(command, parts, {
      // `python -m` looks into the working directory first, and Windows looks there for the command as well: it must
      // be our own empty folder, never the user's workspace with a pip.py in it.
      cwd: request.workDirectory,
      env: {
        ...host.env,
        // Temporary files on the same disk as the target, where the space was checked and the progress can be seen.
        TMPDIR: request.workDirectory,
        TEMP: request.workDirectory,
        TMP: request.workDirectory,
        PIP_REQUIRE_VIRTUALENV: 'false', // meant for installing, and nothing is installed
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
    });
    let killTimer: NodeJS.Timeout | undefined;
    let exitTimer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill();
      killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    };
    const settle = (outcome: () => void): void => {
      clearTimeout(killTimer);
      clearTimeout(exitTimer);
      request.signal?.removeEventListener('abort', stop);
      child.stderr.destroy();
      outcome();
    };
    if (request.signal?.aborted === true) stop();
    request.signal?.addEventListener('abort', stop);
    child.on('error', (error) =>
      settle(() => {
        if (errorCode(error) === 'ENOENT') resolve({ exitCode: undefined, missing: true, output });
        else reject(new SourceError(`${command} cannot be started: ${error.message}`, { cause: error }));
      }),
    );
    const finish = (code: number | null): void =>
      settle(() => resolve({ exitCode: code ?? undefined, missing: code === STORE_STUB_EXIT, output }));
    child.on('close', finish);
    // A grandchild that holds the pipe open would keep "close" back.
    child.on('exit', (code) => {
      exitTimer = setTimeout(() => finish(code), CLOSE_AFTER_MS);
    });
  });
}

/** Windows answers `python3` with this exit code where only the stub that opens its store is installed. */
const STORE_STUB_EXIT = 9009;

async function onlyWheel(directory: string): Promise<string> {
  const wheels = (await fs.readdir(directory)).filter((name) => name.endsWith('.whl'));
  const [wheel] = wheels;
  if (wheel === undefined || wheels.length > 1)
    throw new SourceError(`pip left ${wheels.length} wheels instead of one`);
  return path.join(directory, wheel);
}

/** The most telling line of pip's messages: its last error, else its last line. */
function pipReason(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !line.startsWith('WARNING:') && !line.startsWith('[notice]'));
  const last = telling.findLast((line) => line.startsWith('ERROR:')) ?? telling.at(-1);
  return last === undefined ? 'pip failed without a message' : `pip: ${last.replace(/^ERROR:\s*/, '').slice(0, 240)}`;
}
