/** A client library that was written without us: Python's pygls, which validates all that it receives against LSP 3.18. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { run } from './command.ts';
import type { Item } from './editor.ts';
import { cli, root } from './lsp-client.ts';
import { longFile } from './long-file.ts';

interface Session {
  readonly server: string;
  readonly capabilities: { readonly executeCommandProvider: { readonly commands: readonly string[] } };
  readonly position: { readonly line: number; readonly character: number };
  readonly first: { readonly items: readonly Item[] };
  readonly second: { readonly items: readonly Item[] };
  readonly unknown: unknown;
  readonly shutdown: unknown;
  readonly exitCode: number;
  readonly logged: readonly string[];
}

const fixtures = path.join(root, 'test', 'fixtures', 'pygls');
let session: Session;

beforeAll(async () => {
  const library = await installed();
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-pygls-')));
  const file = path.join(folder, 'order.ts');
  fs.writeFileSync(file, longFile(0, 'pygls').replace('‸', 'total += '));
  const script = path.join(fixtures, 'session.py');
  const { code, out, err } = await run('python3', [script, file, process.execPath, cli, 'lsp', '--stdio'], {
    env: { PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: '1' },
  });
  fs.rmSync(folder, { recursive: true });
  expect(code, err).toBe(0);
  session = JSON.parse(out) as Session;
});

/** Installs the pinned library through the user's own pip, once per node_modules, and gives its folder. */
async function installed(): Promise<string> {
  const requirements = path.join(fixtures, 'requirements.txt');
  const cache = path.join(root, 'node_modules', '.cache');
  const version = /^pygls==(\S+)$/m.exec(fs.readFileSync(requirements, 'utf8'))?.[1] ?? '';
  const library = path.join(cache, `local-forge-pygls-${version}`);
  if (fs.existsSync(library)) return library;
  fs.mkdirSync(cache, { recursive: true });
  const unfinished = fs.mkdtempSync(`${library}-`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', unfinished];
  const { code, err } = await run('python3', [...pip, '-r', requirements]);
  if (code !== 0) {
    fs.rmSync(unfinished, { recursive: true });
    throw new Error(`pip could not install pygls, which this test drives the server with: ${err}`);
  }
  fs.renameSync(unfinished, library);
  return library;
}

it('shakes hands', () => {
  expect(session.server).toBe('local-forge');
  expect(session.capabilities).toMatchObject({
    inlineCompletionProvider: {},
    textDocumentSync: { openClose: true, change: 2 },
    positionEncoding: 'utf-16',
  });
});

it('is offered a completion of the line', () => {
  const [item, ...more] = session.first.items;
  expect(more).toEqual([]);
  expect(item?.insertText).toMatch(/^item\.quantity/);
  expect(item?.range).toEqual({ start: session.position, end: session.position });
  expect(session.capabilities.executeCommandProvider.commands).toContain(item?.command.command);
});

it('is offered the rest after typing on', () => {
  const here = { ...session.position, character: session.position.character + 2 };
  expect(session.second.items).toHaveLength(1);
  expect(session.second.items[0]?.insertText).toBe(session.first.items[0]?.insertText.slice(2));
  expect(session.second.items[0]?.range).toEqual({ start: here, end: here });
});

it('gets an empty list for a document it never opened', () => {
  expect(session.unknown).toEqual({ items: [] });
});

it('says goodbye', () => {
  expect(session.shutdown).toBeNull();
  expect(session.exitCode).toBe(0);
  expect(session.logged).toEqual([]);
});
