// What must not outlive a script: process groups and temporary folders.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const atEnd = new Set();
let installed = false;

/** Has `action` (synchronous) done when the script ends, however it does; returns a function that takes it back. */
export function whenEnding(action) {
  if (!installed) {
    installed = true;
    process.once('exit', () => {
      for (const one of atEnd) one();
    });
    // A signal ends Node without "exit" unless somebody listens.
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ]) {
      process.once(signal, () => process.exit(code));
    }
  }
  atEnd.add(action);
  return () => atEnd.delete(action);
}

/** A new folder with a short path: the sockets in it may have paths of 107 bytes at most (103 on macOS). */
export function shortTemporaryFolder() {
  const base = process.platform === 'win32' ? os.tmpdir() : '/tmp';
  return fs.realpathSync(fs.mkdtempSync(path.join(base, 'lf-')));
}

/** Removes a folder in which a process that is just ending may still write. */
export function removeFolder(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Ends a process and all that it started, if it leads a group (`detached`); SIGKILL after `graceMs`. */
export async function endGroup(child, graceMs = 3000) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
      return true;
    } catch {
      return false; // nobody is left
    }
  };
  signal('SIGTERM');
  for (const until = Date.now() + graceMs; Date.now() < until;) {
    // Signal 0 asks whether anybody is left in the group, not just its leader.
    if (!signal(0)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  signal('SIGKILL');
}

/** As `endGroup`, at once. */
export function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
