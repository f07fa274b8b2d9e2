import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fetched } from '../eval/fetch.ts';
import { cacheDirectory } from '../../src/models/cache-directory.ts';
import { currentHost } from '../../src/models/host.ts';

const PYRIGHT = { name: 'pyright', version: '1.1.414', languageId: 'typescript', licence: 'MIT', folder: '.' } as const;
/** pytest and all that it needs, at fixed versions, so that an install is the same next year. */
const PYTEST = ['pytest==9.2.0', 'pluggy==1.7.0', 'iniconfig==2.3.1', 'packaging==26.3', 'pygments==2.21.0'];

/** What tests and checkers keep between runs. */
export const toolFolder = (name: string): string =>
  path.join(cacheDirectory(currentHost()), 'eval-corpus', '.tools', name);

/** The script that Node runs as pyright, fetched on the first use. */
export const pyright = (): string => path.join(fetched(PYRIGHT), 'index.js');

/** A folder for `PYTHONPATH` with pytest in it, fetched on the first use. */
export function pytest(): string {
  const folder = toolFolder('pytest');
  const note = path.join(folder, '.fetched');
  if (!fs.existsSync(note)) {
    fs.rmSync(folder, { recursive: true, force: true });
    const quiet = ['-q', '--no-deps', '--no-warn-script-location', '--disable-pip-version-check'];
    execFileSync('python3', ['-m', 'pip', 'install', ...quiet, '--target', folder, ...PYTEST], { stdio: 'pipe' });
    fs.writeFileSync(note, '');
  }
  return folder;
}
