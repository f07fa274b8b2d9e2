import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from '../../src/models/cache-directory.ts';
import { currentHost } from '../../src/models/host.ts';
import { idOf, type Source } from './sources.ts';

/** A client that has said nothing for so long will not, in ms. */
const PATIENCE_MS = 180_000;
const windows = process.platform === 'win32';

/** Gets a package into `folder` with its ecosystem's own client, as the user has set it up; gives the folder of its files. */
type Client = (source: Source, folder: string) => string;

const CLIENTS: Record<Source['languageId'], { readonly program: string; readonly fetch: Client }> = {
  typescript: {
    program: 'npm',
    fetch: (source, folder) => {
      run(windows ? 'npm.cmd' : 'npm', ['pack', '--ignore-scripts', '--silent', idOf(source)], folder);
      run('tar', ['-xzf', onlyFile(folder, '.tgz')], folder);
      return 'package';
    },
  },
  python: {
    program: 'pip',
    fetch: ({ name, version, form }, folder) => {
      const [only, ending, unpack] =
        form === 'sdist' ? ['--no-binary=:all:', '.tar.gz', 'tarfile'] : ['--only-binary=:all:', '.whl', 'zipfile'];
      const quiet = ['-q', '--no-deps', only, '--disable-pip-version-check'];
      run('python3', ['-m', 'pip', 'download', ...quiet, '-d', '.', `${name}==${version}`], folder);
      const archive = onlyFile(folder, ending);
      run('python3', ['-m', unpack, '-e', archive, '.'], folder);
      return form === 'sdist' ? archive.slice(0, -ending.length) : '.';
    },
  },
  go: {
    program: 'go',
    fetch: (source, folder) => {
      // -modcacherw: the folder can be deleted like any other.
      const env = { GOMODCACHE: folder, GOFLAGS: `${process.env['GOFLAGS'] ?? ''} -modcacherw`.trim() };
      const said: unknown = JSON.parse(run('go', ['mod', 'download', '-json', idOf(source)], folder, env));
      const found = typeof said === 'object' && said !== null && 'Dir' in said ? said.Dir : undefined;
      if (typeof found !== 'string') throw new Error('go names no folder');
      return path.relative(folder, found);
    },
  },
};

/**
 * The folder of a package's code in the user's cache, fetched on the first use. Nothing of it is executed or copied into
 * this repository. Throws one sentence where it cannot be had.
 */
export function fetched(source: Source): string {
  const kept = path.join(cacheDirectory(currentHost()), 'eval-corpus', idOf(source).replaceAll(/[/\\]/g, '+'));
  // Written last: a folder without it was left by a run that was broken off.
  const note = path.join(kept, '.fetched');
  if (!fs.existsSync(note)) {
    const { program, fetch } = CLIENTS[source.languageId];
    process.stderr.write(`Fetching ${idOf(source)} with ${program} …\n`);
    try {
      fs.rmSync(kept, { recursive: true, force: true });
      fs.mkdirSync(kept, { recursive: true });
      fs.writeFileSync(note, fetch(source, kept));
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
      throw new Error(`${idOf(source)}, which the evaluation needs, could not be fetched with ${program}: ${reason}`, {
        cause: error,
      });
    }
  }
  return path.join(kept, fs.readFileSync(note, 'utf8'), source.folder);
}

function run(program: string, args: string[], cwd: string, env: Record<string, string> = {}): string {
  return execFileSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: program.endsWith('.cmd'), // Node starts no batch file without one
  });
}

function onlyFile(folder: string, ending: string): string {
  const file = fs.readdirSync(folder).find((name) => name.endsWith(ending));
  if (file === undefined) throw new Error(`no file ends in ${ending}`);
  return file;
}
