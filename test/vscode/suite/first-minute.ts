import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/main.ts';
import { accept, api, expectNothing, file, openAt, pause, type, until } from './editor.ts';

// In an empty cache folder, with a stand-in for Hugging Face that has the real file (scripts/vscode/model-stand-in.mjs).
suite('the first minute without a model', () => {
  let forge: Api;
  suiteSetup(async () => {
    forge = await api();
  });

  const models = path.join(process.env['LOCAL_FORGE_CACHE'] ?? '', 'models');
  const requests = async (): Promise<string[]> => {
    const answer = await fetch(`${process.env['HF_ENDPOINT'] ?? ''}/requests`);
    return (await answer.json()) as string[];
  };
  const run = (command: string) => vscode.commands.executeCommand(command);
  const received = () => forge.status()?.download?.receivedBytes ?? 0;

  test('the status says what would be fetched, how large and from where; nothing is fetched', async () => {
    const offer = await until('the status has an offer', () => forge.status()?.offer);
    assert.equal(offer.bytes, 491_400_064);
    assert.deepEqual(
      offer.sources.map(({ kind }) => kind),
      ['hugging-face', 'python-index'],
    );
    const { bar } = forge.presentation();
    assert.match(bar.detail, /491 MB, from Hugging Face/);
    assert.equal(bar.action?.command, 'localForge.pullModel');
    const editor = await openAt(file('inventory.ts'), 'total += line.product.');
    await expectNothing(editor);
    await pause(1000);
    assert.deepEqual(await requests(), []);
    assert.ok(!fs.existsSync(models) || fs.readdirSync(models).length === 0);
  });

  test('one click fetches it, with progress, and it can be stopped', async () => {
    const pulling = run('localForge.pullModel');
    await until('some of it is here', () => received() > 20e6 && received() < 400e6);
    const { bar } = forge.presentation();
    assert.match(bar.text, /^Downloading \d+ %$/);
    assert.equal(bar.busy, true);
    await run('localForge.stopDownload');
    await pulling;
    assert.equal(forge.status()?.download?.state, 'stopped');
    await until('what is here is offered to go on from', () => (forge.status()?.offer?.partialBytes ?? 0) > 20e6);
    assert.equal(forge.presentation().bar.action?.title, 'Go On');
  });

  test('it goes on from there, and then suggestions come', async () => {
    await run('localForge.pullModel');
    await until('the model is ready', () => forge.status()?.state === 'ready');
    const ranges = (await requests()).filter((line) => line.includes('bytes='));
    assert.equal(ranges.length, 1);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await type('price');
    assert.match(await accept(editor), /\* line\.quantity/);
  });
});
