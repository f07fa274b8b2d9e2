import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { callersOf } from '../../../../src/testing/callers/callers.ts';
import { Exclusions } from '../../../../src/workspace/exclusions.ts';
import { sourceOf, subjectIn } from '../made.ts';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'callers-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** With the files that may be read as the exclusions of a workspace say. */
async function callers(name: string, text: string, languageId: string, head: string, existing?: string) {
  const file = path.join(folder, name);
  const one = subjectIn(text, languageId, /\w+(?=\()/.exec(head)?.[0] ?? '', head);
  const testFile = path.join(folder, 'test', 'a.test.ts');
  const source = sourceOf(file, text, one, { framework: 'vitest', testFile, root: folder, existing });
  const rules = new Exclusions({ folders: [folder], respectGitignore: true, exclude: [] });
  const asked: string[] = [];
  const mayRead = async (place: string) => {
    asked.push(path.relative(folder, place));
    return !(await rules.decide(place)).excluded;
  };
  return { ...(await callersOf(source, mayRead, never)), asked };
}

const PAD = 'export function pad(text: string, width: number) {\n  return text;\n}\n';
const HEAD = 'export function pad(text: string, width: number) {';
const importing = (code: string) => `import { pad } from './pad';\n${code}\n`;

it('finds calls in the README, in sources and in tests, sources before tests', async () => {
  write({
    'package.json': '{ "name": "p" }',
    'README.md': "# P\n\n```ts\npad('readme', 1);\n```\n",
    'src/pad.ts': PAD,
    'src/table.ts': importing("export const cell = (x) => pad(x, 4) + pad('table', 2);"),
    'src/other.ts': "const pad = (a) => a;\npad('other');\n",
    'test/a.test.ts': "import { pad } from '../src/pad';\nexpect(pad('disk', 3)).toBe('');\n",
  });
  const existing = "import { pad } from '../src/pad';\nexpect(pad('editor', 3)).toBe('');\n";
  const found = await callers('src/pad.ts', PAD, 'typescript', HEAD, existing);
  expect(found.trials.map(({ call }) => call)).toEqual(["pad('readme', 1)", "pad('table', 2)", "pad('editor', 3)"]);
  expect(found.lines).toEqual([
    "pad('readme', 1);",
    "export const cell = (x) => pad(x, 4) + pad('table', 2);",
    "expect(pad('editor', 3)).toBe('');",
  ]);
});

it('opens no file that is excluded', async () => {
  write({
    'package.json': '{ "name": "p" }',
    '.gitignore': 'ignored.ts\n',
    'src/pad.ts': PAD,
    'src/ignored.ts': importing("pad('ignored', 1);"),
    'src/secrets.ts': importing("pad('secret', 1);"),
    'src/fine.ts': importing("pad('fine', 1);"),
  });
  fs.symlinkSync(path.join(folder, 'src/ignored.ts'), path.join(folder, 'src/link.ts'));
  fs.writeFileSync(path.join(folder, '.local-forge-ignore'), 'secrets.ts\n');
  const found = await callers('src/pad.ts', PAD, 'typescript', HEAD);
  expect(found.asked).toEqual(expect.arrayContaining(['src/ignored.ts', 'src/secrets.ts']));
  expect(found.trials.map(({ call }) => call)).toEqual(["pad('fine', 1)"]);
  expect(JSON.stringify(found.lines)).not.toMatch(/ignored|secret/);
});

it('of Go: unqualified in the package, by its name elsewhere', async () => {
  const text = 'package text\n\nfunc Pad(s string, n int) string {\n\treturn s\n}\n';
  write({
    'go.mod': 'module example.com/m\n',
    'text/pad.go': text,
    'text/use.go': 'package text\n\nvar a = Pad("here", 1)\n',
    'cmd/main.go':
      'package main\n\nimport "example.com/m/text"\n\nfunc main() {\n\tPad("mine", 1)\n\ttext.Pad("there", 2)\n}\n',
  });
  const found = await callers('text/pad.go', text, 'go', 'func Pad(s string, n int) string {');
  expect(found.trials.map(({ call }) => call)).toEqual(['Pad("here", 1)', 'Pad("there", 2)']);
});

it('of Python: where the module is imported, by whatever name', async () => {
  const text = 'def pad(text, width):\n    return text\n';
  write({
    'pyproject.toml': '[project]\nname = "p"\n',
    'pkg/__init__.py': '',
    'pkg/text.py': text,
    'pkg/a.py': 'from pkg import text as t\n\nx = t.pad("alias", 1)\n',
    'pkg/b.py': 'from .text import pad\n\nx = pad("name", width=2)\ny = pad(x, 2)\n',
    'pkg/c.py': 'def pad(a):\n    pass\n\n\npad("own")\n',
  });
  const found = await callers('pkg/text.py', text, 'python', 'def pad(text, width):');
  expect(found.trials.map(({ call }) => call)).toEqual(['pad("alias", 1)', 'pad("name", width=2)']);
});

it('is over after so many files', async () => {
  const many = Array.from({ length: 400 }, (_, index) => [
    `src/f${String(index).padStart(3, '0')}.ts`,
    importing('pad(x, 1);'),
  ]);
  write({
    'package.json': '{ "name": "p" }',
    'src/pad.ts': PAD,
    ...(Object.fromEntries(many) as Record<string, string>),
  });
  const found = await callers('src/pad.ts', PAD, 'typescript', HEAD);
  expect(found.asked.length).toBeLessThanOrEqual(301);
  expect(found.lines).toEqual(['pad(x, 1);']);
});
