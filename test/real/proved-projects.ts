import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import type { TestCase } from '../../src/testing/cases.ts';
import { chosenCases } from '../../src/testing/cases.ts';
import { testLanguage } from '../../src/testing/languages/languages.ts';
import { testSetup } from '../../src/testing/layout/setup.ts';
import type { Observation, Trial } from '../../src/testing/observe/trial.ts';
import { Prover } from '../../src/testing/prover.ts';
import { runnerProgram } from '../../src/testing/run/frameworks.ts';
import { subjectNamed } from '../../src/testing/subject.ts';
import { root } from './lsp-client.ts';
import { folder, syntax, writeAll } from './test-project.ts';
import { bunFolder, runnerPackages } from './tools.ts';

export const SECONDS = 40_000;
export const BUDGET_MS = 8000;
export const never = new AbortController().signal;

const provers: Prover[] = [];
afterEach(async () => {
  for (const prover of provers.splice(0)) await prover.dispose();
});

export { folder };

export type Kind = 'vitest' | 'jest' | 'mocha' | 'node:test' | 'bun test' | 'pytest' | 'unittest' | 'go test';

interface Project {
  readonly languageId: string;
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
  /** Folders of npm packages that the project has installed. */
  readonly packages?: () => readonly string[];
  /** Runs one test file without us. Fails where a test does. */
  readonly run: (testFile: string) => void;
}

function execute(command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd: folder, stdio: 'pipe', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
}

const own = () => path.join(root, 'node_modules');
const runJest = (file: string) => execute(process.execPath, 'node_modules/jest/bin/jest.js', '--runTestsByPath', file);

const PROJECTS: Readonly<Record<Kind, Project>> = {
  vitest: {
    languageId: 'typescript',
    source: 'src/code.ts',
    files: { 'package.json': '{ "type": "module", "devDependencies": { "vitest": "*" } }' },
    packages: () => [own()],
    run: (file) => execute(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', path.relative(folder, file)),
  },
  jest: {
    languageId: 'javascript',
    source: 'lib/code.js',
    files: { 'package.json': '{ "scripts": { "test": "jest" } }' },
    packages: () => [runnerPackages()],
    run: runJest,
  },
  mocha: {
    languageId: 'javascript',
    source: 'lib/code.js',
    files: {
      'package.json': '{ "type": "module", "scripts": { "test": "mocha" }, "devDependencies": { "chai": "*" } }',
      'test/other.test.js':
        "import { expect } from 'chai';\n\ndescribe('one', () => {\n  it('is one', () => {\n    expect(1).to.equal(1);\n  });\n});\n",
    },
    packages: () => [runnerPackages(), own()],
    run: (file) => execute(process.execPath, 'node_modules/mocha/bin/mocha.js', file),
  },
  'bun test': {
    languageId: 'typescript',
    source: 'src/code.ts',
    files: { 'package.json': '{ "scripts": { "test": "bun test" } }' },
    run: (file) => execute(path.join(bunFolder(), 'bun'), 'test', file),
  },
  'node:test': {
    languageId: 'javascript',
    source: 'src/code.js',
    files: { 'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }' },
    run: (file) => execute(process.execPath, '--test', file),
  },
  pytest: {
    languageId: 'python',
    source: 'code_of.py',
    files: { 'pyproject.toml': '[project]\nname = "p"\n\n[tool.pytest.ini_options]\npythonpath = ["."]\n' },
    run: (file) => execute('python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', file),
  },
  unittest: {
    languageId: 'python',
    source: 'code_of.py',
    files: {
      'setup.cfg': '[metadata]\nname = p\n',
      'test_other.py':
        'import unittest\n\n\nclass TestOther(unittest.TestCase):\n    def test_a(self):\n        pass\n',
    },
    run: (file) => execute('python3', '-m', 'unittest', path.relative(folder, file)),
  },
  'go test': {
    languageId: 'go',
    source: 'code.go',
    files: { 'go.mod': 'module example.com/m\n\ngo 1.22\n' },
    run: () => execute('go', 'test', '-count=1', '.'),
  },
};

/** Everything in the user's folder. */
export function contents(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, place);
    if (entry.isFile()) found[name] = createHash('sha256').update(fs.readFileSync(place)).digest('hex');
    else found[name] = entry.isSymbolicLink() ? `-> ${fs.readlinkSync(place)}` : 'folder';
  }
  return found;
}

/** The folder is the project's own, so that what is written to it is seen. */
export function linkPackages(folders: readonly string[]): void {
  const to = path.join(folder, 'node_modules');
  fs.mkdirSync(to);
  for (const from of folders)
    for (const name of fs.readdirSync(from))
      if (!name.startsWith('.') && !fs.existsSync(path.join(to, name)))
        fs.symlinkSync(path.join(from, name), path.join(to, name));
}

/** A project with one file of code and a prover for a function in it. */
export async function proverOf(kind: Kind, text: string, name: string, more: Record<string, string> = {}) {
  const { languageId, source, files, packages } = PROJECTS[kind];
  writeAll({ ...files, [source]: text, ...more });
  if (packages !== undefined) linkPackages(packages());
  const file = path.join(folder, source);
  const setup = await testSetup(file, languageId, [folder]);
  if (!('framework' in setup)) throw new Error(setup.reason);
  expect(setup.framework).toBe(kind);
  const subject = await subjectNamed(languageId, text, name, syntax);
  const language = testLanguage(languageId);
  const program = await runnerProgram(setup.framework, file, [folder]);
  if (subject === undefined || language === undefined || 'reason' in program) throw new Error('not to be run');
  expect(language.refusal({ file, text, subject, setup })).toBeUndefined();
  const options = { language, program, folders: [folder], syntax };
  const prover = await Prover.of({ file, text, subject, setup }, options, never);
  provers.push(prover);
  return { prover, setup, before: contents() };
}

export const call = (code: string, setup: readonly string[] = []): Trial => ({ setup, call: code, from: 'model' });
export const outcomes = (observations: readonly Observation[]) => observations.map(({ outcome }) => outcome);
export const kinds = (observations: readonly Observation[]) => observations.map(({ outcome }) => outcome.kind);
export const chosen = (trials: readonly Trial[], observations: readonly Observation[]) =>
  chosenCases(trials, observations, { branches: new Set(), mutants: new Set() });
export const caseOf = (code: string, literal: string): TestCase => ({
  trial: call(code),
  outcome: { kind: 'value', literal, shape: 'primitive' },
  adds: { branches: [], mutants: [] },
  isDocumented: false,
});

/** Written down, the proven tests pass without us. */
export function passesAlone(kind: Kind, testFile: string, text: string): void {
  fs.mkdirSync(path.dirname(testFile), { recursive: true });
  fs.writeFileSync(testFile, text);
  expect(() => PROJECTS[kind].run(testFile)).not.toThrow();
}
