/** A failing test and the fix with which it passes, in the terminal, with the project's own vitest. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cli, root } from './lsp-client.ts';

const SUM = `/** The sum of the numbers from \`first\` to \`last\`, both included. */
export function sumBetween(first: number, last: number): number {
  let sum = 0;
  for (let n = first; n < last; n++) {
    sum += n;
  }
  return sum;
}
`;
const REPORT = 'sumBetween(1, 3) should be 6 but is 3';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-cli-')));
  fs.writeFileSync(path.join(folder, 'sum.ts'), SUM);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module", "devDependencies": { "vitest": "*" } }');
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  try {
    const stdio = ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'];
    const options = { cwd: folder, input: '', encoding: 'utf8' as const, stdio };
    return {
      code: 0,
      stdout: execFileSync(process.execPath, [cli, 'test', ...args, '--threads', '1'], options),
      stderr: '',
    };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, stdout, stderr };
  }
}

it('writes the test and the fix, each checked', () => {
  const { code, stdout } = run('sum.ts:sumBetween', '--bug', REPORT, '--fix', '--run', '--apply', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    file: path.join(folder, 'sum.test.ts'),
    why: 'sumBetween(1, 3) gives 3, and should give 6.',
    applied: true,
    fix: { file: path.join(folder, 'sum.ts'), applied: true, passed: ['parses', 'the failing test passes'] },
  });
  expect(fs.readFileSync(path.join(folder, 'sum.ts'), 'utf8')).toBe(SUM.replace('n < last', 'n <= last'));
  expect(fs.readFileSync(path.join(folder, 'sum.test.ts'), 'utf8')).toContain('expect(sumBetween(1, 3)).toBe(6)');
}, 120_000);

it('writes nothing for a report that does not hold', () => {
  const { code, stderr } = run(
    'sum.ts:sumBetween',
    '--bug',
    'sumBetween(1, 2) should be 1',
    '--fix',
    '--run',
    '--apply',
  );
  expect(code).toBe(1);
  expect(stderr).toContain('sumBetween(1, 2) gives 1, as it should.');
  expect(fs.readFileSync(path.join(folder, 'sum.ts'), 'utf8')).toBe(SUM);
  expect(fs.existsSync(path.join(folder, 'sum.test.ts'))).toBe(false);
}, 120_000);

it('fixes only what a report shows', () => {
  const { code, stderr } = run('sum.ts:sumBetween', '--fix', '--run');
  expect(code).toBe(2);
  expect(stderr).toContain('--fix and --check go with --bug');
});
