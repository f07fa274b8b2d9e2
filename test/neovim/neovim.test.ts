import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface Answer {
  readonly failure?: unknown;
  readonly result?: { readonly items: readonly { readonly insertText: string; readonly range: unknown }[] };
}

const SOURCE = `interface Item {
  price: number;
  quantity: number;
}

export function totalPrice(items: Item[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.quantity;
  }
  return total;
}

export function totalQuantity(items: Item[]): number {
  let total = 0;
  for (const item of items) {
    total += it
  }
  return total;
}
`;

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-neovim-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('serves a real Neovim that knows nothing of it', () => {
  const version = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  if (version.error) throw new Error('This test needs nvim on the PATH (Debian: apt-get install neovim).');
  const file = path.join(folder, 'items.ts');
  fs.writeFileSync(file, SOURCE);
  const script = path.join(root, 'test/fixtures/neovim/session.lua');
  const run = spawnSync('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', file, '-c', `luafile ${script}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, NODE: process.execPath, CLI: path.join(root, 'dist/cli.js') },
  });
  const line = (run.stdout + run.stderr).split('\n').find((text) => text.startsWith('{'));
  expect(line, `Neovim printed: ${run.stdout}${run.stderr}`).toBeDefined();
  const answers = JSON.parse(line ?? '{}') as { provider?: boolean; first?: Answer; typed_on?: Answer };

  expect(answers.provider).toBe(true);
  expect(answers.first?.failure).toBeUndefined();
  expect(answers.first?.result?.items[0]?.insertText).toMatch(/^em\.quantity;?$/);
  expect(answers.typed_on?.result?.items[0]?.insertText).toMatch(/^quantity;?$/);
  expect(answers.first?.result?.items[0]?.range).toEqual({
    start: { line: 16, character: 15 },
    end: { line: 16, character: 15 },
  });
});
