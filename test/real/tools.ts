import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Program } from '../../src/checks/run.ts';

const cache = path.join(os.homedir(), '.cache', 'local-forge', 'tools');

/** Checkers that are no dependency of this repository: fetched once by the user's own pip and npm, and kept. */
const RUFF = '0.17.6';
const PYRIGHT = '1.1.414';

export function ruffFolder(): string {
  return fetched(`ruff-${RUFF}`, (folder) =>
    execFileSync('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--target',
      folder,
      `ruff==${RUFF}`,
    ]),
  );
}

export function ruffProgram(): Program {
  const command = path.join(ruffFolder(), 'bin', 'ruff');
  return { name: 'ruff', command, prefix: [], shown: command };
}

/** The folder of the npm package. */
export function pyrightFolder(): string {
  const folder = fetched(`pyright-${PYRIGHT}`, (place) => {
    execFileSync('npm', ['pack', '--silent', `pyright@${PYRIGHT}`], { cwd: place });
    execFileSync('tar', ['xzf', `pyright-${PYRIGHT}.tgz`], { cwd: place });
    fs.rmSync(path.join(place, `pyright-${PYRIGHT}.tgz`));
  });
  return path.join(folder, 'package');
}

export function pyrightProgram(): Program {
  const shown = path.join(pyrightFolder(), 'index.js');
  return { name: 'pyright', command: process.execPath, prefix: [shown], shown };
}

function fetched(name: string, fetch: (folder: string) => unknown): string {
  const folder = path.join(cache, name);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(cache, { recursive: true });
  const part = fs.mkdtempSync(path.join(cache, 'part-'));
  try {
    fetch(part);
    fs.renameSync(part, folder);
  } finally {
    fs.rmSync(part, { recursive: true, force: true });
  }
  return folder;
}
