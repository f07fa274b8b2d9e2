import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { availableCheckers, checkerNamed, type DiscoverOptions } from '../../../src/checks/discover.ts';

let folder: string;
let project: string;
let bin: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'discover-')));
  project = path.join(folder, 'project');
  bin = path.join(folder, 'bin');
  vi.stubEnv('PATH', bin);
  vi.stubEnv('VIRTUAL_ENV', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(...names: string[]): void {
  for (const name of names) {
    const [place = '', text = ''] = name.split('=');
    fs.mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
    // A program that leaves a trace when it is run.
    fs.writeFileSync(path.join(folder, place), text || `#!/bin/sh\ntouch ${folder}/was-run\n`, { mode: 0o755 });
  }
}

async function found(file: string, languageId: string, options: Partial<DiscoverOptions> = {}) {
  const mayRun = vi.fn(() => Promise.resolve(true));
  const { checkers, refusals } = await availableCheckers(path.join(project, file), {
    folders: [project],
    languageId,
    mayRun,
    ...options,
  });
  expect(fs.existsSync(path.join(folder, 'was-run'))).toBe(false);
  const names = checkers.map(({ name, covers }) => `${name} (${covers})`);
  await Promise.all(checkers.map((checker) => checker.dispose()));
  return {
    names,
    refusals,
    asked: (mayRun.mock.calls as unknown as [string[]][]).map(([programs]) => programs.map(short)),
  };
}

function short(program: string): string {
  return path.relative(folder, program);
}

it("asks nobody about the editor's own TypeScript", async () => {
  const typescript = '/editor/typescript.js';
  expect(await found('src/a.ts', 'typescript', { typescript })).toEqual({
    names: ['tsc (types)'],
    refusals: [],
    asked: [],
  });
});

it('asks once about everything that it would run, and names what was refused', async () => {
  write(
    'project/node_modules/typescript/lib/typescript.js',
    'project/node_modules/eslint/package.json={"bin":{"eslint":"./bin/eslint.js"}}',
    'project/node_modules/eslint/bin/eslint.js',
    'project/eslint.config.js',
  );
  const programs = ['project/node_modules/typescript/lib/typescript.js', 'project/node_modules/eslint/bin/eslint.js'];
  expect(await found('src/a.ts', 'typescript')).toEqual({
    names: ['tsc (types)', 'eslint (lint)'],
    refusals: [],
    asked: [programs],
  });
  const mayRun = () => Promise.resolve(false);
  expect(await found('src/a.ts', 'typescript', { mayRun })).toMatchObject({
    names: [],
    refusals: ['Not checked with tsc, eslint: programs of this project may not be run here.'],
  });
  expect(await found('src/a.ts', 'typescript', { mayRun, typescript: '/editor/typescript.js' })).toMatchObject({
    names: ['tsc (types)'],
    refusals: ['Not checked with eslint: programs of this project may not be run here.'],
  });
});

it('says that eslint is configured but missing, and nothing of it where it is not configured', async () => {
  write('project/package.json={ "eslintConfig": {} }');
  expect((await found('a.js', 'javascript')).refusals).toEqual([
    'eslint is configured but not installed in this project.',
  ]);
  write('project/package.json={}');
  expect((await found('a.js', 'javascript')).refusals).toEqual([]);
});

it('vouches for the types of JavaScript only where they are checked', async () => {
  const typescript = '/editor/typescript.js';
  write('project/a.js=let a;', 'project/b.js=// @ts-check');
  expect((await found('a.js', 'javascript', { typescript })).names).toEqual(['tsc (syntax)']);
  expect((await found('b.js', 'javascript', { typescript })).names).toEqual(['tsc (types)']);
  write('project/jsconfig.json={ "compilerOptions": { "checkJs": true } }');
  expect((await found('a.js', 'javascript', { typescript })).names).toEqual(['tsc (types)']);
});

it("prefers the virtual environment's programs to those on PATH", async () => {
  write('project/.venv/bin/ruff', 'project/.venv/bin/python', 'bin/ruff', 'bin/pyright', 'bin/python3');
  expect(await found('pkg/a.py', 'python')).toEqual({
    names: ['ruff (lint)', 'pyright (types)'],
    refusals: [],
    asked: [['project/.venv/bin/ruff', 'bin/pyright', 'project/.venv/bin/python']],
  });
});

it('tells that a configured tool is not installed', async () => {
  write('project/pyproject.toml=[project]\n[tool.ruff.lint]\n', 'project/pyrightconfig.json={}');
  expect((await found('a.py', 'python')).refusals).toEqual([
    'ruff is configured but not installed.',
    'pyright is configured but not installed.',
  ]);
  write('project/pyproject.toml=[project]', 'outside/pyrightconfig.json={}');
  fs.rmSync(path.join(project, 'pyrightconfig.json'));
  expect((await found('a.py', 'python')).refusals).toEqual([]);
});

it('takes no program that the workspace has put on PATH', async () => {
  write('project/go.mod', 'project/bin/go');
  vi.stubEnv('PATH', ['.', 'bin', path.join(project, 'bin')].join(path.delimiter));
  expect(await found('a.go', 'go')).toMatchObject({ names: [], refusals: ['Go is not installed.'], asked: [] });
  write('bin/go');
  vi.stubEnv('PATH', [path.join(project, 'bin'), bin].join(path.delimiter));
  expect(await found('a.go', 'go')).toMatchObject({ names: ['go vet (build)'], asked: [['bin/go']] });
});

it('wants a go.mod for Go and a Cargo.toml for Rust, in the workspace', async () => {
  write('bin/go', 'bin/cargo', 'go.mod', 'Cargo.toml');
  expect((await found('a.go', 'go')).names).toEqual([]);
  expect((await found('a.rs', 'rust')).names).toEqual([]);
  write('project/Cargo.toml');
  expect(await found('src/a.rs', 'rust')).toMatchObject({ names: ['cargo check (build)'], asked: [['bin/cargo']] });
});

it('knows no checker for other languages', async () => {
  expect(await found('a.rb', 'ruby')).toEqual({ names: [], refusals: [], asked: [] });
});

it('gives the checker that the user names, or says why there is none', async () => {
  const file = path.join(project, 'a.py');
  await expect(checkerNamed('ruff', file, [project])).rejects.toThrow('ruff is not installed.');
  await expect(checkerNamed('eslint', file, [project])).rejects.toThrow(
    'There is no configuration of eslint for this file.',
  );
  await expect(checkerNamed('tsc', file, [project])).rejects.toThrow('tsc is not installed in this project.');
  await expect(checkerNamed('go', file, [project])).rejects.toThrow('There is no go.mod for this file.');
  write('bin/ruff');
  expect((await checkerNamed('ruff', file, [project])).name).toBe('ruff');
});
