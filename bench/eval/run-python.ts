import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The spans' tests take milliseconds; an answer that loops forever must not hold up the rest. */
const TIMEOUT_MS = 10_000;

export type Verdict = 'passed' | 'failed' | 'timed out';

/**
 * Runs a program that a model wrote part of: in a folder of its own, without the user's environment, ended with all that it
 * started after `timeoutMs`. That is no sandbox: it runs with the user's rights. Throws where there is no Python.
 */
export async function runPython(program: string, timeoutMs = TIMEOUT_MS, python = 'python3'): Promise<Verdict> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-eval-'));
  try {
    fs.writeFileSync(path.join(folder, 'program.py'), program);
    return await exitOf(python, folder, timeoutMs);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function exitOf(python: string, folder: string, timeoutMs: number): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    // -I: neither the user's site-packages nor PYTHON* variables; -B: nothing is written beside the program.
    const child = spawn(python, ['-I', '-B', 'program.py'], {
      cwd: folder,
      env: trimmed(folder),
      stdio: 'ignore',
      detached: true, // a process group, so that it can be ended as one
    });
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
      reject(new Error(`${python} could not be started, which the HumanEval tests need: ${error.message}`));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      end(); // what it may have left behind
      resolve(late ? 'timed out' : code === 0 ? 'passed' : 'failed');
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

/** Python is found by PATH; nothing else of the user's is anybody's business. */
function trimmed(folder: string): Record<string, string> {
  const { PATH = '', SystemRoot } = process.env;
  return { PATH, HOME: folder, TMPDIR: folder, ...(SystemRoot !== undefined && { SystemRoot }) };
}
