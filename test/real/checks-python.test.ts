import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckFailed } from '../../src/checks/checker.ts';
import { PyrightChecker } from '../../src/checks/pyright.ts';
import { RuffChecker } from '../../src/checks/ruff.ts';
import { pyrightProgram, ruffProgram } from './tools.ts';

const never = new AbortController().signal;
let folder: string;
/** Where scratch folders go: another program may use the machine's own. */
let temporary: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'python-')));
  temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'temporary-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const one of [folder, temporary]) fs.rmSync(one, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** Everything in the folder with its text. */
function contents(): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((file) => [file, fs.readFileSync(file, 'utf8')]));
}

function said(text: string, found: readonly { start: number; end: number; code?: string }[] | undefined) {
  return found?.map(({ code, start, end }) => `${code ?? ''} ${text.slice(start, end)}`);
}

describe('ruff', () => {
  it('lints texts with the rules of their place and leaves the file alone', async () => {
    write({ 'ruff.toml': 'fix = true\n[lint]\nselect = ["F", "B006"]\n', 'pkg/a.py': 'import os\n' });
    const before = contents();
    const checker = new RuffChecker(ruffProgram(), path.join(folder, 'pkg/a.py'), [folder]);
    const texts = ['import os\nx = "😀" + y\n', 'def f(a=[]): return a\n', 'x = 1\n', 'def f(:\n'];
    const found = await checker.check(texts, never);
    expect(texts.map((text, number) => said(text, found[number])?.[0])).toEqual([
      'F401 os',
      'B006 []',
      undefined,
      'invalid-syntax :',
    ]);
    expect(said(texts[0] ?? '', found[0])).toContain('F821 y');
    expect(found[0]?.map(({ severity }) => severity)).toEqual(['warning', 'error']);
    expect(contents()).toEqual(before);
  });

  it('says why where its configuration cannot be read', async () => {
    write({ 'ruff.toml': 'nope = \n', 'a.py': '' });
    const checker = new RuffChecker(ruffProgram(), path.join(folder, 'a.py'), [folder]);
    await expect(checker.check([''], never)).rejects.toThrow(CheckFailed);
  });
});

describe('pyright', () => {
  const files = {
    'pyrightconfig.json': '{ "include": ["pkg"], "typeCheckingMode": "strict" }',
    'pkg/__init__.py': '',
    'pkg/util.py': 'def helper(a: int) -> str:\n    return str(a)\n',
    'pkg/sub/__init__.py': '',
    'pkg/sub/a.py': 'old\n',
    'other.py': 'def other() -> int:\n    return 1\n',
  };

  it('checks several texts in one run, with relative and absolute imports, and leaves the project alone', async () => {
    write(files);
    const before = contents();
    const file = path.join(folder, 'pkg/sub/a.py');
    const checker = new PyrightChecker({ pyright: pyrightProgram(), file, root: folder, folders: [folder] });
    const head = 'from ..util import helper\nfrom pkg.util import helper as again\nfrom other import other\n';
    const texts = [
      `${head}n: int = helper(1)\n`,
      `${head}n: str = helper(1) + again(2) + str(other())\n`,
      `${head}e = "😀"; missing\n`,
      'def f(:\n',
    ];
    const found = await checker.check(texts, never);
    expect(said(texts[0] ?? '', found[0])).toContain('reportAssignmentType helper(1)');
    expect(found[1]).toEqual([]);
    expect(said(texts[2] ?? '', found[2])).toContain('reportUndefinedVariable missing');
    expect(found[3]?.some(({ severity }) => severity === 'error')).toBe(true);
    expect(contents()).toEqual(before);
    expect(JSON.stringify(found)).not.toContain('candidate');
    expect(fs.readdirSync(temporary)).toEqual([]);
  });

  it('ends with an abort and leaves nothing behind', async () => {
    write(files);
    const abort = new AbortController();
    const file = path.join(folder, 'pkg/sub/a.py');
    const checker = new PyrightChecker({ pyright: pyrightProgram(), file, root: folder, folders: [folder] });
    const asked = checker.check(['x = 1\n'], abort.signal);
    setTimeout(() => abort.abort(new Error('cancelled')), 400);
    await expect(asked).rejects.toThrow('cancelled');
    expect(fs.readdirSync(temporary)).toEqual([]);
  });
});
