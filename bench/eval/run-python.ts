import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runContained, trimmedEnvironment, type Verdict } from '../contained.ts';

/** The spans' tests take milliseconds; an answer that loops forever must not hold up the rest. */
const TIMEOUT_MS = 10_000;

/**
 * Runs a program that a model wrote part of: in a folder of its own, without the user's environment, ended with all that it
 * started after `timeoutMs`. That is no sandbox: it runs with the user's rights. Throws where there is no Python.
 */
export async function runPython(program: string, timeoutMs = TIMEOUT_MS, python = 'python3'): Promise<Verdict> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-eval-'));
  try {
    fs.writeFileSync(path.join(folder, 'program.py'), program);
    const place = { cwd: folder, env: trimmedEnvironment(folder), timeoutMs };
    // -I: neither the user's site-packages nor PYTHON* variables; -B: nothing is written beside the program.
    const { verdict } = await runContained(python, ['-I', '-B', 'program.py'], place);
    return verdict;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
