import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Exclusions } from '../../../src/workspace/exclusions.ts';
import { ProjectFiles } from '../../../src/workspace/project-files.ts';

let top: string;
let root: string;
let parsed: string[];

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'project-files-')));
  root = path.join(top, 'project');
  mkdirSync(root);
  parsed = [];
});
afterEach(() => rmSync(top, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.resolve(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function projectFiles(folders: readonly string[] = [root]): ProjectFiles {
  const exclusions = new Exclusions({ folders, respectGitignore: true, exclude: [] });
  return new ProjectFiles({
    folders: () => folders,
    exclusion: async (file) => {
      const verdict = await exclusions.decide(file);
      return verdict.excluded ? verdict.reason : undefined;
    },
    syntax: {
      declarations: (_, text) => {
        parsed.push(text);
        return Promise.resolve([{ name: text.trim(), text, start: 0, end: text.length }]);
      },
    },
  });
}

describe('ProjectFiles', () => {
  it('reads a file of a workspace folder, with line feeds only', async () => {
    expect(await projectFiles().read(write('a.ts', 'one\r\ntwo\rthree\n'))).toBe('one\ntwo\nthree\n');
  });

  it('reads nothing outside of them, not through a link either', async () => {
    const outside = write('../other/b.ts', 'const b = 1;');
    symlinkSync(outside, path.join(root, 'b.ts'));
    const files = projectFiles();
    expect(await files.read(outside)).toBeUndefined();
    expect(await files.read(path.join(root, '../other/b.ts'))).toBeUndefined();
    expect(await files.read(path.join(root, 'b.ts'))).toBeUndefined();
    expect(await files.declarations(path.join(root, 'b.ts'))).toEqual([]);
    expect(await files.list(path.dirname(outside))).toEqual([]);
    expect(parsed).toEqual([]);
  });

  it('reads no secret and nothing that is ignored', async () => {
    write('.gitignore', 'made.ts\n');
    mkdirSync(path.join(root, '.git'));
    const files = projectFiles();
    for (const name of ['.env.ts', 'made.ts', 'id_rsa']) {
      const file = write(name, 'export const TOKEN = 1;');
      expect([name, await files.read(file), await files.declarations(file)]).toEqual([name, undefined, []]);
    }
    expect(parsed).toEqual([]);
  });

  it('reads no large file, no folder and nothing that is not there', async () => {
    const files = projectFiles();
    expect(await files.read(write('large.ts', 'x'.repeat(300 * 1024)))).toBeUndefined();
    expect(await files.read(root)).toBeUndefined();
    expect(await files.read(path.join(root, 'none.ts'))).toBeUndefined();
  });

  it('parses a file once until it changes', async () => {
    const file = write('a.ts', 'one');
    const files = projectFiles();
    await files.declarations(file);
    await files.declarations(file);
    expect(parsed).toEqual(['one']);
    write('a.ts', 'two');
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect((await files.declarations(file))[0]?.name).toBe('two');
  });

  it('knows the innermost of several folders', () => {
    const inner = path.join(root, 'inner');
    const files = projectFiles([root, inner]);
    expect(files.folderOf(path.join(inner, 'a.ts'))).toBe(inner);
    expect(files.folderOf(path.join(root, 'a.ts'))).toBe(root);
    expect(files.folderOf(path.join(top, 'a.ts'))).toBeUndefined();
  });
});
