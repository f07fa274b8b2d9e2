import { spawn } from 'node:child_process';
import { cli, root } from './lsp-client.ts';

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

/** Runs `local-forge` as a user does, with pipes in place of a terminal. */
export function localForge(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  return run(process.execPath, [cli, ...args], options);
}

export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { input = '', env, cwd = root } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined); // a command that does not read its input closes the pipe
    child.stdin.end(input);
  });
}
