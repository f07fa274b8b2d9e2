import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CheckFailed } from '../../src/checks/checker.ts';
import { checkerNamed } from '../../src/checks/discover.ts';
import { root } from './lsp-client.ts';

const never = new AbortController().signal;
let folder: string;
/** Where scratch folders go: another program may use the machine's own. */
let temporary: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tools-')));
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

function contents(): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((file) => [file, fs.readFileSync(file, 'utf8')]));
}

async function check(name: 'eslint' | 'cargo', file: string, texts: readonly string[]) {
  const checker = await checkerNamed(name, path.join(folder, file), [folder], { dist: path.join(root, 'dist') });
  try {
    const found = await checker.check(texts, never);
    return texts.map((text, number) =>
      found[number]?.map(({ code, severity, start, end }) => `${code ?? ''} ${severity} ${text.slice(start, end)}`),
    );
  } finally {
    await checker.dispose();
  }
}

it('lints with the own eslint of the project and leaves the file alone', async () => {
  write({
    'package.json': '{ "type": "module" }',
    'eslint.config.js':
      "export default [{ ignores: ['out/**'] }, { rules: { 'no-undef': 'error', 'prefer-const': 'warn' } }];",
    'src/a.js': 'old',
  });
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(path.join(root, 'node_modules/eslint'), path.join(folder, 'node_modules/eslint'));
  const before = contents();
  const found = await check('eslint', 'src/a.js', ['let a = "😀"; missing(a);\n', 'const a = (;\n', 'const a = 1;\n']);
  expect(found).toEqual([['prefer-const warning a', 'no-undef error missing'], [' error '], []]);
  expect(contents()).toEqual(before);
  await expect(check('eslint', 'out/a.js', [''])).rejects.toThrow('eslint is configured to ignore the file.');
  write({ 'eslint.config.js': 'export default nope;' });
  await expect(check('eslint', 'src/a.js', [''])).rejects.toThrow(CheckFailed);
});

it('lints with rules that ask for types, each text by its own', async () => {
  const file = 'src/workspace/line-ending.ts';
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const texts = [text, `${text}\nexport const sum = (n: number) => n!;\n`, text];
  const checker = await checkerNamed('eslint', path.join(root, file), [root], { dist: path.join(root, 'dist') });
  const found = await checker.check(texts, never);
  // What has no type with null in it needs no `!`: only types tell.
  const rules = found.map((one) => one.map(({ code }) => code));
  expect(rules[0]).toEqual([]);
  expect(rules[1]).toContain('@typescript-eslint/no-unnecessary-type-assertion');
  expect(rules[2]).toEqual([]);
});

it('checks a member of a Cargo workspace on a copy', async () => {
  const manifest = (name: string, rest = '') =>
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`;
  write({
    'Cargo.toml': '[workspace]\nmembers = ["one", "two"]\nresolver = "2"\n',
    'one/Cargo.toml': manifest('one', '[dependencies]\ntwo = { path = "../two" }\n'),
    'one/src/lib.rs': 'pub mod part;\n',
    'one/src/part.rs': 'old\n',
    'one/src/nowhere.rs': 'nobody names it\n',
    'two/Cargo.toml': manifest('two'),
    'two/src/lib.rs': 'pub fn two() -> i32 { 2 }\n',
  });
  const before = contents();
  const found = await check('cargo', 'one/src/part.rs', [
    'pub fn f() -> i32 { two::two() }\n',
    'pub fn f() -> i32 { "😀"; two::missing() }\n',
    'fn unused() {}\n',
    'pub fn f( {\n',
    'pub fn f() -> i32 { two::two() }\n',
  ]);
  expect(found[0]).toEqual([]);
  expect(found[1]).toEqual(['E0425 error missing']);
  expect(found[2]).toEqual(['dead_code warning unused']);
  expect(found[3]?.length).toBeGreaterThan(0);
  expect(found[4]).toEqual([]);
  write({ 'one/src/lib.rs': 'pub mod part;\npub fn g() { part::f(); }\n' });
  expect((await check('cargo', 'one/src/part.rs', ['pub fn h() {}\n']))[0]).toEqual(['E0425 error ']);
  write({ 'one/src/lib.rs': 'pub mod part;\n', 'one/src/part.rs': 'pub fn f() {}\n' });
  await expect(check('cargo', 'one/src/nowhere.rs', ['fn f() {}\n'])).rejects.toThrow('compiles nothing of the file');
  write({ 'one/src/part.rs': 'old\n' });
  expect(contents()).toEqual(before);
  expect(fs.readdirSync(temporary)).toEqual([]);
});
