/** A real editor that knows nothing of us: headless Neovim with a plain LSP client. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { run } from '../real/command.ts';
import { itemsOf, type Position } from '../real/editor.ts';
import { cli, root } from '../real/lsp-client.ts';
import { longFile } from '../real/long-file.ts';

interface Answer {
  readonly error?: unknown;
  readonly result: unknown;
  readonly position: Position;
}

interface Session {
  readonly failure?: string;
  readonly provider: boolean;
  readonly answers: Record<'superseded' | 'typed' | 'rest' | 'accepted', Answer>;
  readonly line: string;
  readonly messages: readonly string[];
  readonly exitCode: number;
}

let session: Session;

beforeAll(async () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-neovim-')));
  const file = path.join(folder, 'order.ts');
  const out = path.join(folder, 'result.json');
  // Wide characters before the cursor: Neovim counts in bytes, the wire in UTF-16.
  fs.writeFileSync(file, longFile(0, 'neovim').replace('‸', "note('🎉é'); total += "));
  const script = path.join(root, 'test', 'fixtures', 'neovim', 'session.lua');
  const { code, err } = await run('nvim', ['--headless', '--clean', '-n', '-c', `luafile ${script}`], {
    env: { FORGE_COMMAND: JSON.stringify([process.execPath, cli, 'lsp', '--stdio']), FORGE_FILE: file, FORGE_OUT: out },
  }).catch((error: unknown) => {
    throw new Error('These tests need Neovim 0.7 or newer as "nvim" on the PATH (on Debian: apt-get install neovim).', {
      cause: error,
    });
  });
  if (!fs.existsSync(out)) throw new Error(`Neovim ended with code ${String(code)} and no result: ${err}`);
  session = JSON.parse(fs.readFileSync(out, 'utf8')) as Session;
  fs.rmSync(folder, { recursive: true });
});

it('runs the session to its end, without a complaint of client or server', () => {
  expect(session.failure).toBeUndefined();
  expect(session.messages).toEqual([]);
  expect(session.provider).toBe(true);
  expect(session.exitCode).toBe(0);
  for (const { error } of Object.values(session.answers)) expect(error).toBeUndefined();
});

it('gets an empty list for the request that typing on made obsolete, though Neovim cancelled nothing', () => {
  expect(session.answers.superseded.result).toEqual({ items: [] });
});

it('gets a completion for the line, in the place where Neovim’s cursor is', () => {
  const { result, position } = session.answers.typed;
  const [item] = itemsOf(result);
  expect(item?.insertText).toMatch(/^em\.quantity/);
  expect(item?.range).toEqual({ start: position, end: position });
});

it('gets the rest after typing on', () => {
  const [typed] = itemsOf(session.answers.typed.result);
  const [rest] = itemsOf(session.answers.rest.result);
  expect(rest?.insertText).toBe(typed?.insertText.slice('em'.length));
  expect(rest?.range.start.character).toBe(session.answers.typed.position.character + 'em'.length);
});

it('has the line whole once the suggestion is taken, and nothing more to add', () => {
  expect(session.line).toBe("    note('🎉é'); total += item.quantity;");
  expect(itemsOf(session.answers.accepted.result)).toEqual([]);
});
