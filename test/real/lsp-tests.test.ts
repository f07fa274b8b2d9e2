import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type {
  EditResult,
  FailingTest,
  FailingTestResult,
  Proposal,
  ProvenTests,
  TestsResult,
} from '../../src/protocol/messages.ts';
import type { Editor } from './editor.ts';
import { LspClient, root } from './lsp-client.ts';
import { eventually, statOf, treeOf } from './processes.ts';

// Both are times that only a busy machine needs.
vi.setConfig({ testTimeout: 240_000 });
const SETTINGS = { fixSeconds: 60, runCheckers: 'never' };
const STALE = 'The document was changed meanwhile. Ask again.';
const CHANGED = 'The test file was changed meanwhile. Ask again.';
const NOT_ALLOWED = 'Programs of this project may not be run here.';

/** Where the server, and it alone, has its temporary files. */
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-lsp-tests-')));
let client: LspClient;
let allows: boolean;

async function start(initialization: Record<string, unknown> = { edits: true, consent: true }): Promise<LspClient> {
  return LspClient.start({
    settings: SETTINGS,
    initialization,
    env: { TMPDIR: scratch },
    answers: { 'local-forge/consent': () => allows },
  });
}

beforeAll(async () => {
  client = await start();
});
beforeEach(() => {
  allows = true;
});
afterEach(async () => {
  // After each answer, whatever it is.
  await eventually('nothing is left of the runs', () => runsOf(client.pid).length === 0);
  expect(fs.readdirSync(scratch)).toEqual([]);
});
afterAll(async () => {
  expect(await client.stop()).toBe(0);
  fs.rmSync(scratch, { recursive: true, force: true });
});

/** The processes of a server that run programs of the project. */
function runsOf(server: number): number[] {
  const own = /engine-worker\.js|typescript-checker\.js/;
  return treeOf(server).filter((pid) => pid !== server && !own.test(statOf(pid)?.command ?? ''));
}

/** Writes a package of its own in the workspace, and gives its folder's name. */
let packages = 0;
function written(files: Readonly<Record<string, string>>): string {
  const name = `package${++packages}`;
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(client.folder, name, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text.replace('‸', ''));
  }
  return name;
}

const at = (name: string, file: string) => path.join(client.folder, name, file);

/** Everything in a package but what it links to. */
function contents(name: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(at(name, ''), { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name);
    const hash = () => createHash('sha256').update(fs.readFileSync(place)).digest('hex');
    found[place] = entry.isFile() ? hash() : 'no file';
  }
  return found;
}

function place(editor: Editor, version: number | null = 1) {
  const cursor = editor.positionAt(editor.cursor);
  return { textDocument: { uri: editor.uri, version }, range: { start: cursor, end: cursor } };
}

const testsOf = async (editor: Editor, more: object = {}): Promise<TestsResult> =>
  (await client.request('local-forge/tests', { ...place(editor), ...more })) as TestsResult;
const testFile = async (id: number, cases: readonly number[]): Promise<EditResult> =>
  (await client.request('local-forge/testFile', { id, cases })) as EditResult;
const failingTestOf = async (editor: Editor, report: unknown): Promise<FailingTestResult> =>
  (await client.request('local-forge/failingTest', { ...place(editor), report })) as FailingTestResult;
const fixOf = async (editor: Editor, failingTest: number, version = 1): Promise<EditResult> =>
  (await client.request('local-forge/edit', { ...place(editor, version), kind: 'fix', failingTest })) as EditResult;

function proven(result: TestsResult): ProvenTests {
  if (!('tests' in result)) throw new Error(JSON.stringify(result));
  return result.tests;
}

function shown(result: FailingTestResult): FailingTest {
  if (!('test' in result)) throw new Error(result.reason);
  return result.test;
}

function proposed(result: EditResult): Proposal {
  if (!('proposal' in result)) throw new Error(result.reason);
  return result.proposal;
}

/** The only document of a proposal as it would be. */
function applied({ documents }: Proposal, before: string): string {
  const [document, ...more] = documents;
  if (document === undefined || more.length > 0) throw new Error('Not one document.');
  const lines = before.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, character);
  let text = before;
  for (const { range, newText } of [...document.edits].reverse())
    text = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
  return text;
}

function consents(): unknown[] {
  return client.requests.filter(({ method }) => method === 'local-forge/consent').map(({ params }) => params);
}

const NODE_PACKAGE = '{ "type": "module", "scripts": { "test": "node --test" } }';

describe('tests', () => {
  const PRICE = `/** What many of a thing cost: from ten on a tenth less. */
export function price(each: number, count: number): number {
  if (count < 1) throw new RangeError('nothing is bought');
  ‸return count >= 10 ? each * count * 0.9 : each * count;
}
`;

  it('are proven in a copy, counted, and proposed as a new file: all of them, or those that are chosen', async () => {
    const name = written({
      'package.json': '{ "type": "module", "devDependencies": { "vitest": "*" } }',
      'src/price.ts': PRICE,
    });
    fs.symlinkSync(path.join(root, 'node_modules'), at(name, 'node_modules'));
    const before = contents(name);
    const editor = client.open(`${name}/src/price.ts`, 'typescript', PRICE);
    const { id, title, uri, cases, branches, mutants, passed, possibleBugs } = proven(
      await testsOf(editor, { workDoneToken: 'price' }),
    );
    expect(title).toBe('price');
    expect(cases.length).toBeGreaterThan(1);
    for (const { code } of cases) expect(code).toContain('price(');
    // What a case counts, no case before it has counted.
    expect(cases.reduce((sum, one) => sum + one.branches, 0)).toBe(branches[0]);
    expect(cases.reduce((sum, one) => sum + one.mutants, 0)).toBe(mutants[0]);
    expect(branches[0]).toBeGreaterThan(1);
    expect(branches[1]).toBeGreaterThanOrEqual(branches[0]);
    expect(mutants[0]).toBeGreaterThan(0);
    expect(mutants[1]).toBeGreaterThanOrEqual(mutants[0]);
    expect(passed).toContain('passed 5 times in changing order');
    expect(possibleBugs).toEqual([]);
    expect(contents(name)).toEqual(before);
    const said = client.notifications
      .filter(({ method, params }) => method === '$/progress' && (params as { token: string }).token === 'price')
      .map(({ params }) => (params as { value: { kind: string; message?: string } }).value);
    expect(said[0]?.kind).toBe('begin');
    expect(said.map(({ message }) => message)).toContain(`Running ${cases.length} tests`);
    expect(said.at(-1)?.kind).toBe('end');

    const all = proposed(await testFile(id, [...cases.keys()]));
    expect(all).toMatchObject({ title: 'Tests of price', documents: [{ uri, version: null }], passed, warnings: [] });
    const text = applied(all, '');
    for (const { code } of cases) for (const line of code.split('\n')) expect(text).toContain(line.trim());

    const first = proposed(await testFile(id, [0]));
    expect(first.passed).toEqual([]);
    expect(first.unchecked).toContain('The chosen tests were run together with the others.');
    expect(applied(first, '').match(/^ *(?:it|test)\(/gm)).toHaveLength(1);
    expect(text.match(/^ *(?:it|test)\(/gm)).toHaveLength(cases.length);

    expect(await testFile(id, [])).toEqual({ reason: 'No test was chosen.' });
    expect(await testFile(4711, [0])).toEqual({ reason: 'These tests are not known any more. Ask again.' });
    expect(contents(name)).toEqual(before);

    // Written down by somebody, they pass without us, and are no new file any more.
    const file = new URL(uri);
    fs.mkdirSync(new URL('.', file), { recursive: true });
    fs.writeFileSync(file, text);
    execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], { cwd: at(name, ''), stdio: 'pipe' });
    expect(await testFile(id, [0])).toEqual({ reason: CHANGED });
  });

  it('extend the test file as it is in the editor, and nothing else', async () => {
    const code = `def clamp(value, low, high):
    if low > high:
        raise ValueError('low is above high')
    ‸return max(low, min(value, high))
`;
    const existing = 'from clamps import clamp\n\n\ndef test_middle():\n    assert clamp(2, 1, 3) == 2\n';
    const name = written({
      'pyproject.toml': '[project]\nname = "p"\n\n[tool.pytest.ini_options]\npythonpath = ["."]\n',
      'clamps.py': code,
      'test_clamps.py': existing,
    });
    const before = contents(name);
    const open = client.open(`${name}/test_clamps.py`, 'python', existing + '‸');
    open.type('\n\ndef test_not_saved():\n    assert clamp(3, 1, 3) == 3\n');
    const editor = client.open(`${name}/clamps.py`, 'python', code);
    const { id, cases, uri, before: reached, branches } = proven(await testsOf(editor));
    expect(uri).toBe(open.uri);
    expect(cases.length).toBeGreaterThan(1);
    expect(reached?.branches).toBe(1);
    expect(branches).toEqual([2, 2]);

    const proposal = proposed(await testFile(id, [...cases.keys()]));
    expect(proposal.documents).toMatchObject([{ uri: open.uri, version: 2 }]);
    const text = applied(proposal, open.text);
    expect(text).toContain('def test_middle():\n    assert clamp(2, 1, 3) == 2\n');
    expect(text).toContain('def test_not_saved():\n    assert clamp(3, 1, 3) == 3\n');
    expect(text.match(/^def test_/gm)).toHaveLength(2 + cases.length);
    expect(contents(name)).toEqual(before);

    open.type('# and on\n');
    expect(await testFile(id, [...cases.keys()])).toEqual({ reason: CHANGED });
    open.close();
  });
});

describe('a failing test', () => {
  const MEAN = `/** The mean of numbers, 0 of none. */
export function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  ‸return sum / values.length;
}
`;

  const TOTAL = `/** What all prices come to. */
export function total(prices) {
  let sum = 1;
  ‸for (const price of prices) sum += price;
  return sum;
}
`;

  it('shows what is reported, and passes with the fix that is made from it', async () => {
    const name = written({ 'package.json': NODE_PACKAGE, 'src/total.js': TOTAL });
    const before = contents(name);
    const editor = client.open(`${name}/src/total.js`, 'javascript', TOTAL);
    const test = shown(await failingTestOf(editor, 'total([]) gives 1, should be 0'));
    expect(test.why).toBe('total([]) gives 1, and should give 0.');
    expect(test.title).toBe('bug: total([]) gives 1, should be 0');
    expect(test.passed[0]).toBe('failed 3 times by what it asserts');
    expect(test.proposal).toMatchObject({ title: 'A failing test of total', documents: [{ version: null }] });
    expect(contents(name)).toEqual(before);

    // The file that is proposed needs not be there for the fix.
    const fix = proposed(await fixOf(editor, test.id));
    expect(fix.title).toBe(`Fix: ${test.why}`);
    expect(fix.documents).toMatchObject([{ uri: editor.uri, version: 1 }]);
    expect(contents(name)).toEqual(before);

    const file = new URL(test.proposal.documents[0]?.uri ?? '');
    fs.mkdirSync(new URL('.', file), { recursive: true });
    fs.writeFileSync(file, applied(test.proposal, ''));
    const run = () => execFileSync(process.execPath, ['--test'], { cwd: at(name, ''), stdio: 'pipe' });
    expect(run).toThrow(/Command failed/);
    fs.writeFileSync(at(name, 'src/total.js'), applied(fix, editor.text));
    expect(run).not.toThrow();

    editor.type('// changed\n  ');
    expect(await fixOf(editor, test.id, 2)).toEqual({ reason: STALE });
    expect(await fixOf(editor, 4711, 2)).toEqual({ reason: 'This test is not known any more. Ask again.' });
  });

  it('is not made up for a report that is wrong about its call, or says nothing', async () => {
    const name = written({ 'package.json': NODE_PACKAGE, 'src/mean.js': MEAN });
    const editor = client.open(`${name}/src/mean.js`, 'javascript', MEAN);
    expect(await failingTestOf(editor, 'mean([2, 4]) should be 3')).toEqual({
      reason: 'mean([2, 4]) gives 3, as it should.',
    });
    expect(await failingTestOf(editor, 'mean([2, 4]) gives 4 instead of 6')).toEqual({
      reason: 'mean([2, 4]) gives 3, not 4 as reported.',
    });
    for (const empty of ['', ' \n', null])
      expect(await failingTestOf(editor, empty)).toEqual({ reason: 'Say what is wrong.' });
  });
});

describe('nothing is run', () => {
  /** Code that tells where it is run, by a pipe: runs can write to no file out there. */
  function traced() {
    const trace = path.join(client.folder, `ran${packages + 1}`);
    execFileSync('mkfifo', [trace]);
    const { O_RDONLY, O_NONBLOCK } = fs.constants;
    const pipe = fs.openSync(trace, O_RDONLY | O_NONBLOCK);
    onTestFinished(() => fs.closeSync(pipe));
    let told = false;
    const code = `import fs from 'node:fs';

fs.writeSync(fs.openSync(${JSON.stringify(trace)}, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK), 'x');

export function half(number) {
  ‸return number / 3;
}
`;
    const name = written({ 'package.json': NODE_PACKAGE, 'src/half.js': code });
    const editor = client.open(`${name}/src/half.js`, 'javascript', code);
    return { editor, name, hasRun: () => (told ||= fs.readSync(pipe, Buffer.alloc(1)) > 0) };
  }
  const REPORT = 'half(3) gives 1, should be 1.5';
  const reason = `${NOT_ALLOWED} Whether a test fails for the bug shows only when it is run.`;
  afterEach(() => client.changeSettings(SETTINGS));

  it('where the user refuses: tests are a draft that says so, and there is no failing test', async () => {
    allows = false;
    const { editor, name, hasRun } = traced();
    const before = contents(name);
    const asked = consents().length;
    expect(await failingTestOf(editor, REPORT)).toEqual({ reason });
    const result = await testsOf(editor);
    if (!('draft' in result)) throw new Error(JSON.stringify(result));
    expect(result.draft).toMatchObject({ languageId: 'javascript', reason: NOT_ALLOWED });
    expect(result.draft.text).toMatch(/^\/\/ NOT RUN: .*\n.*half/s);
    expect(consents().slice(asked)).toMatchObject([
      { purpose: 'tests', folder: pathToFileURL(client.folder).href },
      { purpose: 'tests', folder: pathToFileURL(client.folder).href },
    ]);
    expect(hasRun()).toBe(false);
    expect(contents(name)).toEqual(before);
  });

  it('where the setting says never, also not for a test that was made before; with always nobody is asked', async () => {
    allows = false;
    const { editor, hasRun } = traced();
    const asked = consents().length;
    client.changeSettings({ ...SETTINGS, runTests: 'never' });
    expect(await failingTestOf(editor, REPORT)).toEqual({ reason });
    expect(hasRun()).toBe(false);
    client.changeSettings({ ...SETTINGS, runTests: 'always' });
    const { id } = shown(await failingTestOf(editor, REPORT));
    expect(hasRun()).toBe(true);
    client.changeSettings({ ...SETTINGS, runTests: 'never' });
    expect(await fixOf(editor, id)).toEqual({ reason });
    expect(consents()).toHaveLength(asked);
  });

  it.each<[string, string, string, string, string]>([
    [
      'outside of functions',
      'src/a.js',
      '‸export const a = 1;\n',
      'javascript',
      'There is no function here that a test could call.',
    ],
    [
      'in a test',
      'test/a.test.js',
      "import { test } from 'node:test';\n\ntest('a', () => {\n  ‸a();\n});\n",
      'javascript',
      'This file is itself a test.',
    ],
    ['in a language without', 'a.css', 'a { ‸ }\n', 'css', 'Tests in this language (css) cannot be written here.'],
  ])('%s', async (_, file, text, languageId, why) => {
    const name = written({ 'package.json': NODE_PACKAGE, [file]: text });
    const editor = client.open(`${name}/${file}`, languageId, text);
    expect(await testsOf(editor)).toEqual({ reason: why });
    expect(await failingTestOf(editor, REPORT)).toEqual({ reason: why });
  });

  it('for secrets, files without a place, other versions and what is not open', async () => {
    const name = written({ 'package.json': NODE_PACKAGE, '.env': MEAN_OF_TWO });
    const both = async (editor: Editor) => [await testsOf(editor), await failingTestOf(editor, REPORT)];
    const secret = client.open(`${name}/.env`, 'javascript', MEAN_OF_TWO);
    for (const result of await both(secret))
      expect(result).toEqual({ reason: expect.stringContaining('.env') as string });
    const unsaved = client.openUri('untitled:Untitled-1', 'javascript', MEAN_OF_TWO);
    for (const result of await both(unsaved))
      expect(result).toEqual({ reason: 'Save this file first: tests stand in a file beside it.' });
    const editor = client.open(`${name}/src/a.js`, 'javascript', MEAN_OF_TWO);
    editor.type('// changed\n  ');
    for (const result of await both(editor)) expect(result).toEqual({ reason: STALE });
    editor.close();
    for (const result of await both(editor))
      expect(result).toEqual({ reason: 'The editor has not opened this document here.' });
  });
});

const MEAN_OF_TWO = 'export function mean(a, b) {\n  ‸return (a + b) / 2;\n}\n';

it.each<[string, string, object]>([
  ['tests', 'local-forge/tests', {}],
  ['a failing test', 'local-forge/failingTest', { report: 'mean(1, 3) gives 3, should be 2' }],
])('ends the runs for %s and removes the copy when it is cancelled', async (_, method, more) => {
  const text = `await new Promise((resolve) => setTimeout(resolve, 100_000));\n\n${MEAN_OF_TWO}`;
  const name = written({ 'package.json': NODE_PACKAGE, 'src/mean.js': text });
  const before = contents(name);
  const editor = client.open(`${name}/src/mean.js`, 'javascript', text);
  const source = new CancellationTokenSource();
  const answer = client
    .request(method, { ...place(editor), ...more }, source)
    .catch((error: unknown) => ({ reason: String(error) }));
  const runs = await eventually('a test is run', () => {
    const found = runsOf(client.pid);
    return found.some((pid) => statOf(pid)?.command.includes('--test')) && found;
  });
  expect(fs.readdirSync(scratch)).toHaveLength(1);
  source.cancel();
  expect(((await answer) as { reason: string }).reason).toMatch(/ancel/);
  await eventually('the runs have ended', () => runs.every((pid) => statOf(pid) === undefined));
  await eventually('the copy is gone', () => fs.readdirSync(scratch).length === 0);
  expect(contents(name)).toEqual(before);
});

describe('without a model', () => {
  const CODE = `import { log } from './log.js';

export function half(number) {
  return number / 2;
}

export class Box {
  open(key) {
    return key === 1;
  }
}
‸`;
  let other: LspClient;
  afterEach(async () => {
    expect(other.status()?.state).not.toMatch(/^(?:loading|ready)$/);
    expect(await other.stop()).toBe(0);
  });

  const problemAt = (editor: Editor, code: string): Diagnostic => {
    const from = editor.text.indexOf(code);
    const range = { start: editor.positionAt(from), end: editor.positionAt(from + code.length) };
    return { range, message: `Something is wrong with ${code}.`, severity: 2, source: 'lint' };
  };
  async function actionsAt(editor: Editor, code: string, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
    const { range } = problemAt(editor, code);
    const context = { diagnostics, triggerKind: 1 };
    const params = { textDocument: { uri: editor.uri }, range, context };
    return (await other.request('textDocument/codeAction', params)) as CodeAction[];
  }
  const aboutTests = (actions: readonly CodeAction[]) =>
    actions.filter(({ title }) => /test/i.test(title)).map(({ title, command }) => [title, command?.command]);

  it('offers tests of a function, and failing tests for what is reported in one', async () => {
    other = await start();
    const editor = other.open('half.js', 'javascript', CODE);
    const generate = ['Generate tests with Local Forge', 'localForge.testsAt'];
    const failing = (code: string) => [
      `Write a failing test with Local Forge: Something is wrong with ${code}.`,
      'localForge.failingTestAt',
    ];
    const inside = await actionsAt(editor, 'number / 2', [problemAt(editor, 'number / 2'), problemAt(editor, 'log')]);
    expect(aboutTests(inside)).toEqual([failing('number / 2'), generate]);
    expect(aboutTests(await actionsAt(editor, 'key ===', [problemAt(editor, 'key ===')]))).toEqual([
      failing('key ==='),
      generate,
    ]);
    const { command } = inside.find(({ title }) => title.startsWith('Write')) ?? {};
    expect(command?.arguments).toEqual([
      {
        textDocument: { uri: editor.uri, version: 1 },
        range: problemAt(editor, 'number / 2').range,
        report: 'Something is wrong with number / 2.',
      },
    ]);
    expect(aboutTests(await actionsAt(editor, 'import', [problemAt(editor, 'log')]))).toEqual([generate]);
    const style = other.open('a.css', 'css', 'a { color: red; }\n‸');
    expect(aboutTests(await actionsAt(style, 'color', [problemAt(style, 'color')]))).toEqual([]);
    const test = other.open('half.test.js', 'javascript', CODE);
    expect(aboutTests(await actionsAt(test, 'number / 2', [problemAt(test, 'number / 2')]))).toEqual([]);
    const secret = other.open('.env', 'javascript', CODE);
    expect(await actionsAt(secret, 'number / 2', [problemAt(secret, 'number / 2')])).toEqual([]);
  });

  it('offers none to clients that do not show edits', async () => {
    other = await start({});
    expect(other.initialized?.capabilities.codeLensProvider).toBeUndefined();
    const editor = other.open('half.js', 'javascript', CODE);
    const found = await actionsAt(editor, 'number / 2', [problemAt(editor, 'number / 2')]);
    expect(found.length).toBeGreaterThan(0);
    expect(aboutTests(found)).toEqual([]);
  });

  it('shows a link above each function where the user wants it', async () => {
    other = await start();
    const editor = other.open('half.js', 'javascript', CODE);
    const lenses = async ({ uri }: Editor) =>
      (await other.request('textDocument/codeLens', { textDocument: { uri } })) as CodeLens[];
    expect(await lenses(editor)).toEqual([]);
    other.changeSettings({ ...SETTINGS, testLens: true });
    const found = await lenses(editor);
    expect(found.map(({ range, command }) => [range.start.line, command?.title, command?.tooltip])).toEqual([
      [2, 'Generate Tests', 'half'],
      [7, 'Generate Tests', 'Box.open'],
    ]);
    expect(found.every(({ command }) => command?.command === 'localForge.testsAt')).toBe(true);
    expect(await lenses(other.open('.env', 'javascript', CODE))).toEqual([]);
    expect(await lenses(other.open('test_half.py', 'python', 'def test_half():\n    assert half(2) == 1\n‸'))).toEqual(
      [],
    );
    expect(await lenses(other.open('a.css', 'css', 'a { color: red; }\n‸'))).toEqual([]);
  });
});
