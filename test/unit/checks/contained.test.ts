import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckFailed } from '../../../src/checks/checker.ts';
import { containedEnvironment, searchPath } from '../../../src/checks/environment.ts';
import { foldersUpward } from '../../../src/checks/folders.ts';
import { isWithin } from '../../../src/workspace/folders.ts';
import { harmlessFlags } from '../../../src/checks/go-vet.ts';
import { runProgram, type Program } from '../../../src/checks/run.ts';
import { copySources, inScratch, mirrorByLinks } from '../../../src/checks/scratch.ts';

const never = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contained-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('folders', () => {
  it('go upward to the workspace folder and no further', () => {
    expect(foldersUpward('/w/a/b/c.ts', ['/w', '/w/a'])).toEqual(['/w/a/b', '/w/a']);
    expect(foldersUpward('/w/a/b/c.ts', ['/other'])).toEqual(['/w/a/b']);
    expect(foldersUpward('/a.ts', ['/'])).toEqual(['/']);
  });

  it('hold what is in them, not what only begins alike', () => {
    expect(isWithin('/w/..a/b', '/w')).toBe(true);
    expect(isWithin('/work/b', '/w')).toBe(false);
    expect(isWithin('/', '/w')).toBe(false);
  });
});

describe('the environment', () => {
  it('has no secrets and nothing that loads code', () => {
    const env = {
      HOME: '/h',
      GOPATH: '/g',
      GITHUB_TOKEN: 'x',
      NODE_OPTIONS: '--require evil',
      PYTHONPATH: '.',
      PATH: '',
    };
    expect(containedEnvironment(env, [])).toEqual({ HOME: '/h', GOPATH: '/g', PATH: '' });
  });

  it('searches no relative folder, and none of the workspace, also by way of a link', () => {
    const bin = path.join(folder, 'work/bin');
    fs.mkdirSync(bin, { recursive: true });
    fs.symlinkSync(bin, path.join(folder, 'link'));
    const entries = ['/usr/bin', '.', '', 'bin', bin, path.join(folder, 'link'), path.join(folder, 'other')];
    expect(searchPath({ PATH: entries.join(path.delimiter) }, [path.join(folder, 'work')])).toEqual([
      '/usr/bin',
      path.join(folder, 'other'),
    ]);
  });

  it("keeps Go's tags, and none of its flags that change or run something", () => {
    expect(harmlessFlags('-tags=a,b -mod=mod --toolexec=/evil -modfile=x')).toBe('-buildvcs=false -tags=a,b');
    expect(harmlessFlags(undefined)).toBe('-buildvcs=false');
  });
});

describe('running a program', () => {
  const node = (script: string): Program => {
    const shown = path.join(folder, 'program.cjs');
    fs.writeFileSync(shown, script);
    return { name: 'it', command: process.execPath, prefix: [shown], shown };
  };
  const options = { folders: [], signal: never, timeoutMs: 10_000 };
  /** A program that starts another one, which writes its process id, and waits. */
  const PARENT = `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    require('fs').writeFileSync('pid.part', String(child.pid)); require('fs').renameSync('pid.part', 'pid');`;

  const grandchild = async (): Promise<number> => {
    const file = path.join(folder, 'pid');
    for (let tries = 0; !fs.existsSync(file) && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return Number(fs.readFileSync(file, 'utf8'));
  };
  const hasEnded = async (pid: number): Promise<boolean> => {
    for (let tries = 0; tries < 200; tries++) {
      try {
        // A process that has ended stays visible until its parent takes notice: state Z.
        if (/^\d+ \(.*\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))) return true;
      } catch {
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  };

  it('gives input, takes output and the exit code, without a shell', async () => {
    const program = node('process.stdin.pipe(process.stdout); console.error(process.argv[2]); process.exitCode = 3;');
    const outcome = await runProgram(program, ['$HOME;é'], { ...options, cwd: folder, input: 'text é' });
    expect(outcome).toEqual({ code: 3, stdout: 'text é', stderr: '$HOME;é\n' });
  });

  it('ends what takes too long, with all that it has started', async () => {
    const asked = runProgram(node(`${PARENT} setInterval(() => {}, 1000);`), [], {
      ...options,
      cwd: folder,
      timeoutMs: 1_500,
    });
    const pid = await grandchild();
    await expect(asked).rejects.toThrow('it did not finish within 2 s.');
    expect(await hasEnded(pid)).toBe(true);
  });

  it('ends with an abort, with all that it has started', async () => {
    const abort = new AbortController();
    const program = node(`${PARENT} setInterval(() => {}, 1000);`);
    const asked = runProgram(program, [], { ...options, cwd: folder, signal: abort.signal });
    const pid = await grandchild();
    abort.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
    expect(await hasEnded(pid)).toBe(true);
  });

  it('leaves nothing running that it has started', async () => {
    await runProgram(node(`${PARENT} process.exit(0);`), [], { ...options, cwd: folder });
    expect(await hasEnded(await grandchild())).toBe(true);
  });

  it('ends what writes without end', async () => {
    const program = node("const text = 'x'.repeat(1000); (function more() { process.stdout.write(text, more); })();");
    const asked = runProgram(program, [], { ...options, cwd: folder, maxOutputBytes: 100_000 });
    await expect(asked).rejects.toThrow('wrote more than can be read');
  });

  it('says what could not be started', async () => {
    const missing = { name: 'it', command: path.join(folder, 'missing'), prefix: [], shown: '' };
    const asked = runProgram(missing, [], { ...options, cwd: folder });
    await expect(asked).rejects.toThrow(CheckFailed);
    await expect(asked).rejects.toThrow(/^it could not be started: .*ENOENT/);
  });
});

describe('scratch folders', () => {
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
  };

  it('mirror a project by links, with a real folder to write to', async () => {
    write({ 'p/src/a/b.py': 'b', 'p/src/c/d.py': 'd', 'p/top.py': 't', 'p/.git/config': '' });
    const root = path.join(folder, 'p');
    const scratch = await inScratch(async (mirror) => {
      const place = await mirrorByLinks(root, path.join(root, 'src/a'), mirror);
      fs.writeFileSync(path.join(place, 'new.py'), '');
      expect(fs.readdirSync(mirror).sort()).toEqual(['src', 'top.py']);
      expect(fs.readdirSync(path.join(mirror, 'src/a')).sort()).toEqual(['b.py', 'new.py']);
      expect(fs.readFileSync(path.join(mirror, 'src/c/d.py'), 'utf8')).toBe('d');
      return mirror;
    });
    expect(fs.existsSync(scratch)).toBe(false);
    expect(fs.readdirSync(path.join(root, 'src/a'))).toEqual(['b.py']);
    expect(fs.readdirSync(path.join(root, 'src/c'))).toEqual(['d.py']);
  });

  it('copy sources, not what was built of them, and give up on too much', async () => {
    write({ 'p/src/a.rs': 'a', 'p/target/debug/big': 'x', 'p/Cargo.toml': '', 'p/.git/config': '' });
    const limits = { maxFiles: 10, maxBytes: 100 };
    const copy = path.join(folder, 'copy');
    await copySources(path.join(folder, 'p'), copy, limits, never);
    expect(fs.readdirSync(copy).sort()).toEqual(['Cargo.toml', 'src']);
    fs.writeFileSync(path.join(copy, 'src/a.rs'), 'changed');
    expect(fs.readFileSync(path.join(folder, 'p/src/a.rs'), 'utf8')).toBe('a');
    const asked = copySources(path.join(folder, 'p'), path.join(folder, 'other'), { ...limits, maxFiles: 1 }, never);
    await expect(asked).rejects.toThrow('too large');
  });

  it('go away when the work fails', async () => {
    let scratch = '';
    const asked = inScratch((place) => {
      scratch = place;
      return Promise.reject(new Error('failed'));
    });
    await expect(asked).rejects.toThrow('failed');
    expect(fs.existsSync(scratch)).toBe(false);
  });
});
