import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExclusionOptions, Exclusions } from '../../../src/workspace/exclusions.ts';

let top: string;
let root: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'exclusions-')));
  root = path.join(top, 'project');
  mkdirSync(root);
});
afterEach(() => rmSync(top, { recursive: true }));

/** Writes a file below the workspace folder and returns its path. */
function write(name: string, text = ''): string {
  const file = path.resolve(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function exclusions(options: Partial<ExclusionOptions> = {}): Exclusions {
  return new Exclusions({ folders: [root], respectGitignore: true, exclude: [], ...options });
}

async function reason(file: string, judge = exclusions()): Promise<string | undefined> {
  const verdict = await judge.decide(path.isAbsolute(file) || file.includes(':') ? file : path.join(root, file));
  return verdict.excluded ? verdict.reason : undefined;
}

describe('secrets', () => {
  it('are left out whatever the ignore files say', async () => {
    write('.local-forge-ignore', '!.env\n!**/*.pem\n');
    write('.gitignore', '!.env\n');
    expect(await reason('.env')).toBe('secret file (.env*)');
    expect(await reason('deep/server.pem')).toBe('private key or certificate');
    expect(await reason('.env.example')).toBeUndefined();
  });

  it('are found behind a symbolic link, and under one', async () => {
    symlinkSync(write('.env', 'TOKEN=1'), path.join(root, 'notes.txt'));
    mkdirSync(path.join(top, '.ssh'));
    symlinkSync(path.join(top, '.ssh'), path.join(root, 'keys'));
    expect(await reason('notes.txt')).toBe('links to a file that is left out: secret file (.env*)');
    expect(await reason('keys/not-there-yet')).toMatch(/^links to .*\.ssh/);
  });

  it('that are only links to something harmless stay secrets', async () => {
    symlinkSync(write('plain.txt'), path.join(root, '.env'));
    expect(await reason('.env')).toBe('secret file (.env*)');
  });
});

describe('.local-forge-ignore', () => {
  it('leaves out, and names the line', async () => {
    write('.local-forge-ignore', '# ours\n\n*.gen.ts\n');
    expect(await reason('src/api.gen.ts')).toBe('ignored by .local-forge-ignore line 3: *.gen.ts');
    expect(await reason('src/api.ts')).toBeUndefined();
  });

  it('holds in nested folders, the deeper one winning', async () => {
    write('.local-forge-ignore', '*.sql\n');
    write('db/.local-forge-ignore', '!*.sql\n/dump.sql\n');
    write('db/[id]/.local-forge-ignore', 'private/\n');
    expect(await reason('a.sql')).toMatch(/line 1/);
    expect(await reason('db/a.sql')).toBeUndefined();
    expect(await reason('db/deep/a.sql')).toBeUndefined();
    expect(await reason('db/dump.sql')).toBe('ignored by db/.local-forge-ignore line 2: /dump.sql');
    expect(await reason('db/[id]/private/x.ts')).toMatch(/^ignored by db\/\[id\]\/\.local-forge-ignore/);
  });

  it('cannot re-include below a folder that is left out, as in git', async () => {
    write('.local-forge-ignore', 'vendor/\n!vendor/ours.ts\n');
    expect(await reason('vendor/ours.ts')).toMatch(/vendor\//);
  });

  it('re-includes what .gitignore leaves out', async () => {
    write('.gitignore', 'generated/\n');
    write('.local-forge-ignore', '!generated/\n');
    expect(await reason('generated/api.ts')).toBeUndefined();
  });

  it('counts at once when it is written, changed or removed', async () => {
    const judge = exclusions();
    expect(await reason('a.ts', judge)).toBeUndefined();
    const file = write('.local-forge-ignore', 'a.ts\n');
    expect(await reason('a.ts', judge)).toMatch(/line 1/);
    write('.local-forge-ignore', 'b.ts\n'); // same size
    utimesSync(file, new Date(0), new Date(0));
    expect(await reason('a.ts', judge)).toBeUndefined();
    expect(await reason('b.ts', judge)).toMatch(/line 1/);
    rmSync(file);
    expect(await reason('b.ts', judge)).toBeUndefined();
  });
});

describe('git', () => {
  it('rules hold, nested ones and info/exclude included', async () => {
    write('.git/info/exclude', 'scratch*\n');
    write('.gitignore', 'dist/\n*.log\n');
    write('packages/a/.gitignore', '!keep.log\n/out\n');
    expect(await reason('packages/a/dist/main.js')).toBe('ignored by .gitignore line 1: dist/');
    expect(await reason('packages/a/keep.log')).toBeUndefined();
    expect(await reason('packages/b/keep.log')).toMatch(/\*\.log/);
    expect(await reason('packages/a/out/x.ts')).toBe('ignored by packages/a/.gitignore line 2: /out');
    expect(await reason('scratch.ts')).toBe('ignored by .git/info/exclude line 1: scratch*');
  });

  it('rules do not hold where the setting says so, our own file still does', async () => {
    write('.gitignore', '*.log\n');
    write('.local-forge-ignore', '*.sql\n');
    const judge = exclusions({ respectGitignore: false });
    expect(await reason('a.log', judge)).toBeUndefined();
    expect(await reason('a.sql', judge)).toMatch(/local-forge-ignore/);
  });

  it('rules of the checkout above the workspace folder hold', async () => {
    write('.git/HEAD', 'ref: refs/heads/main\n');
    write('.gitignore', '/packages/a/tmp\n');
    const judge = exclusions({ folders: [path.join(root, 'packages/a')] });
    expect(await reason('packages/a/tmp/x.ts', judge)).toBe('ignored by .gitignore line 1: /packages/a/tmp');
  });

  it("folder's contents are left out", async () => {
    expect(await reason(write('.git/COMMIT_EDITMSG'))).toBe("inside git's own folder");
    expect(await reason('.github/workflows/ci.yml')).toBeUndefined();
  });

  it('worktrees share info/exclude', async () => {
    write('.git/info/exclude', 'scratch\n');
    write('.git/worktrees/side/commondir', '../..\n');
    write('../side/.git', `gitdir: ${root}/.git/worktrees/side\n`);
    expect(await reason(path.join(top, 'side/scratch'))).toMatch(/info\/exclude line 1/);
  });
});

describe('files outside of every workspace folder', () => {
  it('are judged by the rules of their checkout', async () => {
    write('../other/.git/HEAD');
    write('../other/.gitignore', 'tmp/\n');
    expect(await reason(path.join(top, 'other/tmp/x.ts'))).toMatch(/\.gitignore line 1/);
    expect(await reason(path.join(top, 'other/src/x.ts'))).toBeUndefined();
  });

  it('are only judged as secrets without one', async () => {
    write('../loose/.gitignore', '*\n');
    write('../loose/.local-forge-ignore', '*\n');
    expect(await reason(path.join(top, 'loose/x.ts'))).toBeUndefined();
    expect(await reason(path.join(top, 'loose/.npmrc'))).toMatch(/registry/);
  });
});

describe('the exclude setting', () => {
  it('is relative to the workspace folder and never re-includes what a file leaves out', async () => {
    write('.gitignore', 'dist/\n');
    const judge = exclusions({ exclude: ['/data', '*.csv', '!small.csv', '!dist/'] });
    expect(await reason('data/x.ts', judge)).toBe('setting exclude: /data');
    expect(await reason('src/data/x.ts', judge)).toBeUndefined();
    expect(await reason('src/big.csv', judge)).toBe('setting exclude: *.csv');
    expect(await reason('src/small.csv', judge)).toBeUndefined();
    expect(await reason('dist/x.js', judge)).toMatch(/gitignore/);
  });
});

describe('addresses', () => {
  it('may be file URIs', async () => {
    write('.gitignore', 'böse datei.ts\n');
    const judge = exclusions({ folders: [pathToFileURL(root).href] });
    expect(await reason(pathToFileURL(path.join(root, 'böse datei.ts')).href, judge)).toMatch(/line 1/);
  });

  it.each([
    ['untitled:Untitled-1', undefined],
    ['untitled:/home/a/.env', 'secret file (.env*)'],
    ['vscode-vfs://github/a/b/src/main.ts', undefined],
    ['git:/w/src/main.ts?ref', 'not a file (git:)'],
    ['output:extension-output', 'not a file (output:)'],
  ])('%s: %s', async (uri, expected) => {
    expect(await reason(uri)).toBe(expected);
  });

  it('of a notebook cell means the notebook', async () => {
    write('.gitignore', '*.ipynb\n');
    expect(await reason(`vscode-notebook-cell:${root}/a.ipynb#W0`)).toMatch(/line 1/);
    expect(await reason(`vscode-notebook-cell://127.0.0.1:8080${root}/a.ipynb#W0`)).toMatch(/line 1/);
    expect(await reason(`vscode-notebook-cell://ssh-remote%2Bhost${root}/b.ipynb#W0`)).toMatch(/line 1/);
    expect(await reason(`vscode-notebook-cell://127.0.0.1:8080${root}/a.py#W0`)).toBeUndefined();
  });

  it('may go through a link to the workspace folder', async () => {
    write('.gitignore', '*.log\n');
    const link = path.join(top, 'link');
    symlinkSync(root, link);
    const judge = exclusions({ folders: [link] });
    for (const base of [root, link]) expect(await reason(path.join(base, 'a.log'), judge)).toMatch(/line 1/);
  });
});

it('leaves out what it cannot examine', async () => {
  symlinkSync('loop', path.join(root, 'loop'));
  expect(await reason('loop')).toMatch(/^cannot be examined: ELOOP/);
});

it('answers within a millisecond once it knows the folder', async () => {
  write('.gitignore', Array.from({ length: 200 }, (_, at) => `pattern-${at}/*.log`).join('\n'));
  const judge = exclusions();
  const file = write('a/b/c/d/e/main.ts');
  await judge.decide(file);
  const started = performance.now();
  for (let round = 0; round < 100; round++) await judge.decide(file);
  const each = (performance.now() - started) / 100;
  expect(each).toBeLessThan(10); // about 0.6 ms on an idle machine; other work may share this one
});
