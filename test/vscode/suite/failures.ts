import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/main.ts';
import { accept, api, closeAll, file, openAt, set, type, until } from './editor.ts';
import { engineOf } from './processes.ts';

const HOLE = 'total += line.product.';

suite('failures', () => {
  let forge: Api;
  suiteSetup(async () => {
    forge = await api();
  });
  setup(closeAll);
  teardown(closeAll);

  /** Suggestions come, in the file of the tests. */
  async function works(): Promise<void> {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await type('pri');
    assert.match(await accept(editor), /^ce/);
    await closeAll();
  }

  const engine = () => engineOf(forge.serverPid());

  test('the engine dies while the user types: the next keys bring it back', async () => {
    await works();
    const editor = await openAt(file('inventory.ts'), HOLE);
    const before = await until('the engine runs', engine);
    await type('p');
    process.kill(before, 'SIGKILL');
    await type('ric');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    assert.match(await accept(editor), /^e/);
    assert.notEqual(engine(), before);
  });

  test('the server dies while the user types: it is started again', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    const before = await until('the server runs', () => forge.serverPid());
    process.kill(before, 'SIGKILL');
    await type('pri');
    await until('another server runs', () => forge.serverPid() !== before && forge.status() !== undefined);
    // No further key: the extension has VS Code ask again.
    assert.match(await accept(editor), /^ce/);
  });

  test('the model’s file is removed while it is loaded: it goes on, and a restart says what is missing', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lf-model-'));
    const model = path.join(folder, 'mine.gguf');
    const installed = process.env['LOCAL_FORGE_TEST_MODEL'] ?? '';
    assert.ok(fs.existsSync(installed), 'LOCAL_FORGE_TEST_MODEL names the default model');
    fs.copyFileSync(installed, model, fs.constants.COPYFILE_FICLONE);
    await set('model', model);
    await until('the other model is in use', () => forge.status()?.model === 'mine');
    await works();
    // Windows does not let go of a file that is mapped.
    if (process.platform !== 'win32') {
      fs.rmSync(model);
      await works();
      process.kill(await until('the engine runs', engine), 'SIGKILL');
      const editor = await openAt(file('inventory.ts'), HOLE);
      await type('p');
      await until('the status says so', () => {
        const { text, severity, detail } = forge.presentation().bar;
        return severity === 'error' && ['Model not loaded', 'No model'].includes(text) && detail.includes('mine');
      });
      assert.match(editor.document.getText(), /total \+= line\.product\.p/);
    }
    await set('model', undefined);
    await until('the default is back', () => forge.status()?.model?.startsWith('Qwen'));
    await works();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test('a server that dies again and again is left alone, and the status offers the restart that works', async () => {
    for (let deaths = 0; deaths < 8 && forge.presentation().bar.text !== 'Stopped'; deaths++) {
      const pid = forge.serverPid();
      if (pid !== undefined && forge.status() !== undefined) process.kill(pid, 'SIGKILL');
      await until('it is another server, or none', () => {
        const stopped = forge.presentation().bar.text === 'Stopped';
        return stopped || (forge.serverPid() !== pid && forge.status() !== undefined);
      });
    }
    const { text, action } = forge.presentation().bar;
    assert.equal(text, 'Stopped');
    assert.ok(action);
    await vscode.commands.executeCommand(action.command);
    await until('the server runs', () => forge.status()?.state === 'unloaded');
    await works();
  });
});
