import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fetched } from '../eval/fetch.ts';
import { root } from '../setup.ts';
import { cacheDirectory } from '../../src/models/cache-directory.ts';
import { currentHost } from '../../src/models/host.ts';

const PYRIGHT = { name: 'pyright', version: '1.1.414', languageId: 'typescript', licence: 'MIT', folder: '.' } as const;
/** pytest and all that it needs, at fixed versions, so that an install is the same next year. */
const PYTEST = ['pytest==9.2.0', 'pluggy==1.7.0', 'iniconfig==2.3.1', 'packaging==26.3', 'pygments==2.21.0'];

/** The provider of vitest's coverage and all that it needs, at fixed versions. */
const VITEST_COVERAGE = {
  '@vitest/coverage-v8': '4.1.12',
  '@vitest/pretty-format': '4.1.12',
  '@vitest/utils': '4.1.12',
  '@babel/helper-string-parser': '7.29.15',
  '@babel/helper-validator-identifier': '7.29.7',
  '@babel/parser': '7.29.15',
  '@babel/types': '7.29.15',
  '@bcoe/v8-coverage': '1.0.2',
  '@jridgewell/resolve-uri': '3.1.3',
  '@jridgewell/sourcemap-codec': '1.6.0',
  '@jridgewell/trace-mapping': '0.3.31',
  '@types/estree': '1.0.10',
  'ast-v8-to-istanbul': '1.0.8',
  'convert-source-map': '2.0.0',
  'estree-walker': '3.0.3',
  'has-flag': '4.0.0',
  'html-escaper': '2.0.2',
  'istanbul-lib-coverage': '3.2.2',
  'istanbul-lib-report': '3.0.1',
  'istanbul-reports': '3.2.0',
  'js-tokens': '10.0.0',
  magicast: '0.5.5',
  'make-dir': '4.0.0',
  obug: '2.2.1',
  semver: '7.8.6',
  'source-map-js': '1.2.4',
  'std-env': '4.3.0',
  'supports-color': '7.2.0',
  tinyrainbow: '3.2.0',
};

/** By its own name vitest would look for it in its own folder, in the processes that tests run in. */
const PROVIDER = `import v8 from '@vitest/coverage-v8';

export default { ...v8, getProvider: async () => Object.assign(await v8.getProvider(), { name: 'custom' }) };
`;

/** What tests and checkers keep between runs. */
export const toolFolder = (name: string): string =>
  path.join(cacheDirectory(currentHost()), 'eval-corpus', '.tools', name);

/** The script that Node runs as pyright, fetched on the first use. */
export const pyright = (): string => path.join(fetched(PYRIGHT), 'index.js');

/** A folder for `PYTHONPATH` with pytest in it, fetched on the first use. */
export const pytest = (): string => kept('pytest', (folder) => pip(folder, PYTEST));

/** A folder for `PYTHONPATH` with coverage.py in it, fetched on the first use. */
export const coveragePy = (): string => kept('coverage-py', (folder) => pip(folder, ['coverage==7.17.4']));

/** The module that vitest takes as the provider of its coverage, of the same version as ours; fetched on the first use. */
export function vitestCoverage(): string {
  const folder = kept('vitest-coverage', (made) => {
    fs.writeFileSync(path.join(made, 'package.json'), JSON.stringify({ private: true, dependencies: VITEST_COVERAGE }));
    // Of what it needs, vitest is here already; the link stands in for it.
    const quiet = [
      '--legacy-peer-deps',
      '--ignore-scripts',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--silent',
    ];
    fs.writeFileSync(path.join(made, 'provider.mjs'), PROVIDER);
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['install', ...quiet], { cwd: made, stdio: 'pipe', shell: npm.endsWith('.cmd') });
  });
  const link = path.join(folder, 'node_modules/vitest');
  const vitest = fs.realpathSync(path.join(root, 'node_modules/vitest'));
  // Made anew where another checkout, which may be gone, made it.
  if (!fs.existsSync(link) || fs.realpathSync(link) !== vitest) {
    fs.rmSync(link, { force: true, recursive: true });
    fs.symlinkSync(vitest, link, 'junction');
  }
  return path.join(folder, 'provider.mjs');
}

/** A virtual environment that has pytest and nothing else; projects link to it. */
export const pythonEnvironment = (): string =>
  kept('python-environment', (folder) => {
    execFileSync('python3', ['-m', 'venv', '--without-pip', folder], { stdio: 'pipe' });
    const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    const place = ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'];
    const packages = execFileSync(python, place, { encoding: 'utf8' }).trim();
    fs.writeFileSync(path.join(packages, 'pytest-elsewhere.pth'), `${pytest()}\n`);
  });

/** A folder that `fill` fills on the first use. */
function kept(name: string, fill: (folder: string) => void): string {
  const folder = toolFolder(name);
  // Written last: a folder without it was left by a run that was broken off.
  const note = path.join(folder, '.fetched');
  if (!fs.existsSync(note)) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fill(folder);
    fs.writeFileSync(note, '');
  }
  return folder;
}

function pip(folder: string, packages: readonly string[]): void {
  const quiet = ['-q', '--no-deps', '--no-warn-script-location', '--disable-pip-version-check'];
  execFileSync('python3', ['-m', 'pip', 'install', ...quiet, '--target', folder, ...packages], { stdio: 'pipe' });
}
