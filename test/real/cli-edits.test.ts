/** fix, edit, explain and commit in the terminal, with the real model and the project's own TypeScript. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cli, root } from './lsp-client.ts';

const BROKEN = `interface Item {
  price: number;
  quantity: number;
}

export function total(items: Item[]): number {
  let sum = 0;
  for (const item of items) {
    sum += item.price * item.quantty;
  }
  return sum;
}
`;
const FIXED = BROKEN.replace('quantty', 'quantity');
const REPORT = "cart.ts(9,30): error TS2551: Property 'quantty' does not exist on type 'Item'.\n";

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-cli-')));
  fs.writeFileSync(path.join(folder, 'cart.ts'), BROKEN);
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = '') {
  try {
    const stdio = ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'];
    const options = { cwd: folder, input, encoding: 'utf8' as const, stdio };
    return { code: 0, stdout: execFileSync(process.execPath, [cli, ...args, '--threads', '1'], options), stderr: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, stdout, stderr };
  }
}

const cart = (): string => fs.readFileSync(path.join(folder, 'cart.ts'), 'utf8');
const git = (args: readonly string[], input = ''): string =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' });

it("fixes what the project's tsc reports, as a diff that git applies", () => {
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  git(['init', '-q']);
  const { code, stdout } = run(['fix', 'cart.ts', '--check', 'tsc']);
  expect(code).toBe(0);
  expect(cart()).toBe(BROKEN);
  git(['apply', '-'], stdout);
  expect(cart()).toBe(FIXED);
});

it('takes a report from stdin, writes the file with --apply, and says all of it with --json', () => {
  const { code, stdout } = run(['fix', 'cart.ts:9', '--from', '-', '--apply', '--json'], REPORT);
  expect(code).toBe(0);
  expect(cart()).toBe(FIXED);
  expect(JSON.parse(stdout)).toMatchObject({
    applied: true,
    passed: ['parses'],
    unchecked: ['Whether the problem is gone: no checker that was run reports it.'],
    warnings: [],
  });
});

it('keeps line ends and mode of the file', () => {
  const windows = BROKEN.replaceAll('\n', '\r\n');
  fs.writeFileSync(path.join(folder, 'cart.ts'), windows, { mode: 0o755 });
  fs.chmodSync(path.join(folder, 'cart.ts'), 0o755);
  expect(run(['fix', 'cart.ts:9', '--from', 'tsc', '--apply'], REPORT).code).toBe(0);
  expect(cart()).toBe(windows.replace('quantty', 'quantity'));
  expect(fs.statSync(path.join(folder, 'cart.ts')).mode & 0o777).toBe(0o755);
});

it('edits what the instruction names, on the lines that were given', () => {
  const { code, stdout } = run(['edit', 'cart.ts:6-12', '-m', 'rename the function total to sumOf']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\+export function sumOf/m);
  expect(cart()).toBe(BROKEN);
});

it('explains a problem, or text from stdin', () => {
  const problem = run(['explain', 'cart.ts:9', '--from', 'tsc'], REPORT);
  expect(problem.code).toBe(0);
  expect(problem.stdout).toContain('quantty');
  const text = run(['explain', '-', '--language', 'typescript', '--json'], 'const a = [1, 2].map((x) => x * 2);\n');
  expect((JSON.parse(text.stdout) as { text: string }).text.length).toBeGreaterThan(20);
});

it('writes a message for what is staged, or for a diff from stdin, and commits nothing', () => {
  git(['init', '-q']);
  git(['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'start']);
  git(['add', 'cart.ts']);
  const { code, stdout } = run(['commit']);
  expect(code).toBe(0);
  expect(stdout.trim()).toMatch(/^\S.{3,71}$/);
  expect(git(['log', '--format=%s']).trim()).toBe('start');
  expect(run(['commit', '-'], git(['diff', '--staged'])).stdout.trim()).toMatch(/^\S.{3,71}$/);
});

it.each([
  [['fix', 'cart.ts'], 2, 'Say where the problems come from'],
  [['fix'], 2, 'Say what to fix'],
  [['fix', 'cart.ts', '--check', 'nonsense'], 2, 'There is no checker "nonsense"'],
  [['fix', 'cart.ts', '--from', 'nonsense'], 2, '--from takes one of'],
  [['fix', 'nowhere.ts', '--from', 'tsc'], 1, 'there is no such file'],
  [['fix', 'cart.ts:99', '--from', 'tsc'], 2, 'There is no line 99'],
  [['fix', 'cart.ts:1', '--from', 'tsc'], 1, 'no error or warning on these lines'],
  [['edit', 'cart.ts'], 2, 'Say what to change where'],
  [['explain'], 2, 'Say what to explain'],
  [['commit', 'cart.ts'], 2, 'takes no file'],
] as const)('%j ends with one clear sentence', (args, exitCode, sentence) => {
  const { code, stdout, stderr } = run(args, REPORT);
  expect(code).toBe(exitCode);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(sentence);
  expect(cart()).toBe(BROKEN);
});
