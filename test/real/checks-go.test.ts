import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GoVetChecker } from '../../src/checks/go-vet.ts';
import type { Program } from '../../src/checks/run.ts';

const never = new AbortController().signal;
const command = execFileSync('which', ['go'], { encoding: 'utf8' }).trim();
const go: Program = { name: 'go', command, prefix: [], shown: command };

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'go-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

async function check(name: string, texts: readonly string[]) {
  const found = await new GoVetChecker(go, path.join(folder, name), [folder]).check(texts, never);
  return texts.map((text, number) =>
    found[number]?.map(({ start, message, source }) => ({ at: text.slice(start, start + 6), message, source })),
  );
}

it('tells compiler errors, all of them, and what vet finds, without touching the file', async () => {
  write({
    'go.mod': 'module example.com/m\n\ngo 1.26\n',
    'p/a.go': 'package p\n\nfunc a() int { return 1 }\n',
    'p/b.go': 'old',
    'p/b_test.go': 'package p\n\nimport "testing"\n\nfunc TestB(t *testing.T) {}\n',
  });
  const head = 'package p\n\nimport "fmt"\n\n';
  const many = Array.from({ length: 12 }, (_, n) => `func f${n}() { fmt.Println("é", missing${n}) }\n`).join('');
  const [good, wrong, all, vet, syntax] = await check('p/b.go', [
    `${head}func b() { fmt.Println(a()) }\n`,
    `${head}func b() { fmt.Println(a() + "é") }\n`,
    head + many,
    `${head}func b() { fmt.Printf("é %d", "text") }\n`,
    `${head}func b() {`,
  ]);
  expect(good).toEqual([]);
  expect(wrong).toMatchObject([{ at: 'a() + ', source: 'compiler' }]);
  expect(all).toHaveLength(12);
  expect(all?.[11]).toEqual({ at: 'missin', message: 'undefined: missing11', source: 'compiler' });
  expect(vet).toMatchObject([{ at: '%d", "', source: 'vet' }]);
  expect(syntax).toMatchObject([{ message: 'syntax error: unexpected EOF, expected }' }]);
  expect(fs.readFileSync(path.join(folder, 'p/b.go'), 'utf8')).toBe('old');
  expect(fs.readdirSync(folder).sort()).toEqual(['go.mod', 'p']);
});

it('checks tests and commands, and says what is wrong with the package', async () => {
  write({
    'go.mod': 'module example.com/m\n\ngo 1.26\n',
    'main.go': 'package main\n\nfunc main() {}\n',
    'main_test.go': 'package main\n',
  });
  const [test] = await check('main_test.go', ['package main\n\nfunc helper() { missing() }\n']);
  expect(test).toEqual([{ at: 'missin', message: 'undefined: missing', source: 'compiler' }]);
  const [other, imports] = await check('main.go', [
    'package other\n\nfunc main() {}\n',
    'package main\n\nimport "example.org/nowhere"\n\nfunc main() { nowhere.Go() }\n',
  ]);
  expect(other?.[0]?.message).toMatch(/found packages/);
  expect(imports?.[0]).toMatchObject({ at: '"examp', message: expect.stringMatching(/no required module/) as string });
  expect(fs.readFileSync(path.join(folder, 'go.mod'), 'utf8')).toBe('module example.com/m\n\ngo 1.26\n');
});

it('replaces the file also where a link leads to it, and says so where go leaves it out', async () => {
  write({
    'real/go.mod': 'module example.com/m\n\ngo 1.26\n',
    'real/a.go': 'package m\n',
    'real/a_windows.go': 'package m\n',
    'real/b.go': '//go:build never\n\npackage m\n',
  });
  fs.symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));
  const [linked] = await check('link/a.go', ['package m\n\nvar a = missing\n']);
  expect(linked).toMatchObject([{ at: 'missin' }]);
  await expect(check('real/a_windows.go', ['package m\n\nvar a = missing\n'])).rejects.toThrow('leaves the file out');
  await expect(check('real/b.go', ['//go:build never\n\npackage m\n'])).rejects.toThrow('leaves the file out');
});

it('tells what the text breaks in the rest of the package, and when the rest keeps the file from being checked', async () => {
  write({
    'go.mod': 'module example.com/m\n\ngo 1.26\n',
    'a.go': 'package m\n\nfunc a() int { return 1 }\n',
    'b.go': 'package m\n\nfunc b() int { return a() }\n',
  });
  const [same, other] = await check('a.go', [
    'package m\n\nfunc a() int { return 2 }\n',
    'package m\n\nfunc other() int { return 2 }\n',
  ]);
  expect(same).toEqual([]);
  expect(other).toEqual([{ at: 'packag', message: 'In b.go: undefined: a', source: 'compiler' }]);
  write({ 'b.go': 'package m\n\nfunc b( {\n' });
  await expect(check('a.go', ['package m\n\nvar a = missing\n'])).rejects.toThrow(/because of b.go: syntax error/);
});
