import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemsOf } from './editor.ts';
import { cli, LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { engineOf, eventually, statOf, treeOf } from './processes.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-models-'));
const installed = spawnSync(process.execPath, [cli, 'models', 'path'], { encoding: 'utf8' }).stdout.trim();

/** The first `bytes` bytes of the default model, with a change made to them. */
function damaged(name: string, bytes: number, change: (data: Buffer) => void = () => undefined): string {
  const file = path.join(folder, name);
  const data = Buffer.alloc(bytes);
  const source = fs.openSync(installed, 'r');
  fs.readSync(source, data, 0, bytes, 0);
  fs.closeSync(source);
  change(data);
  fs.writeFileSync(file, data);
  return file;
}

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true });
});

const document = (name: string) =>
  client.open(`${name}.ts`, 'typescript', longFile(2, name).replace('‸', 'total += it‸'));

/** An empty list, and a status that says which state and why, within one sentence. */
async function expectNothing(model: string, state: string, sentence: RegExp): Promise<void> {
  client.changeSettings({ model });
  expect(await document(path.basename(model, '.gguf').replaceAll(/\W/g, '')).ask()).toEqual({ items: [] });
  expect(client.status()).toMatchObject({ state });
  expect(client.status()?.message).toMatch(sentence);
  expect(client.status()?.message).toMatch(/^\S.{10,300}\.$/);
}

it('a path where nothing is', async () => {
  await expectNothing(path.join(folder, 'nowhere.gguf'), 'no-model', /nowhere\.gguf/);
});

it('a model name that nobody knows', async () => {
  await expectNothing('gpt-17', 'no-model', /gpt-17/);
});

it('a truncated GGUF', async () => {
  await expectNothing(damaged('truncated.gguf', 20_000_000), 'failed', /truncated\.gguf/);
});

it('a GGUF cut off in its header', async () => {
  await expectNothing(damaged('header.gguf', 1000), 'failed', /header\.gguf/);
});

it('a GGUF whose header lies about its sizes', async () => {
  const file = damaged('hostile.gguf', 100_000, (data) => data.writeBigUInt64LE(0xffff_ffff_ffffn, 8));
  await expectNothing(file, 'failed', /hostile\.gguf/);
});

it('a text file named .gguf', async () => {
  const file = path.join(folder, 'text.gguf');
  fs.writeFileSync(file, 'This is no model.\n');
  await expectNothing(file, 'failed', /text\.gguf/);
});

it('a folder named .gguf', async () => {
  const file = path.join(folder, 'folder.gguf');
  fs.mkdirSync(file);
  await expectNothing(file, 'failed', /folder\.gguf/);
});

it('an empty cache folder', async () => {
  const fresh = await LspClient.start({ env: { LOCAL_FORGE_CACHE: path.join(folder, 'empty') } });
  expect(await fresh.open('a.ts', 'typescript', longFile(1, 'a')).ask()).toEqual({ items: [] });
  const status = await eventually('the status has an offer', () => fresh.status()?.offer && fresh.status());
  expect(status).toMatchObject({
    state: 'no-model',
    offer: { bytes: 491_400_064 },
    action: { command: 'localForge.pull' },
  });
  expect(await fresh.stop()).toBe(0);
});

it('tries again with the action of the status, and works once the setting is right', async () => {
  const file = path.join(folder, 'later.gguf');
  fs.writeFileSync(file, 'not yet');
  await expectNothing(file, 'failed', /later\.gguf/);
  const action = client.status()?.action?.command ?? '';
  fs.rmSync(file);
  fs.symlinkSync(installed, file);
  expect(await client.execute(action)).toBeNull();
  expect(client.status()?.state).toBe('unloaded');
  expect(itemsOf(await document('later').ask())).toHaveLength(1);
  expect(client.status()).toMatchObject({ state: 'ready', model: 'later' });
});

it('another model is loaded when the setting changes, and the first one is given back', async () => {
  const before = await eventually('the engine runs', () => engineOf(client.pid));
  client.changeSettings({});
  const editor = document('switched');
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(client.status()).toMatchObject({ state: 'ready', model: 'Qwen2.5-Coder-0.5B-Instruct Q4_K_M' });
  expect(statOf(before)).toBeUndefined();
});

it('a change in the middle of loading leaves one engine, with the last model', async () => {
  const file = path.join(folder, 'later.gguf');
  client.changeSettings({ model: file });
  const lost = document('loading').ask();
  await eventually('the model is loading', () => client.status()?.state === 'loading');
  client.changeSettings({});
  const editor = document('last');
  const answer = editor.ask();
  expect(await lost).toEqual({ items: [] });
  expect(itemsOf(await answer)).toHaveLength(1);
  expect(client.status()).toMatchObject({ state: 'ready', model: 'Qwen2.5-Coder-0.5B-Instruct Q4_K_M' });
  expect(treeOf(client.pid)).toHaveLength(2);
});
