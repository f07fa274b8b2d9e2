import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { cpuShare, engineOf, eventually } from './processes.ts';

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.stop());

const engine = () => eventually('the engine runs', () => engineOf(client.pid));
const document = (name: string) =>
  client.open(`${name}.ts`, 'typescript', longFile(20, name).replace('‸', 'total += it‸'));

it('answers with nothing when the engine is killed in the middle of a request, and the next one with a suggestion', async () => {
  const editor = client.open('killed.ts', 'typescript', longFile(200, 'killed').replace('‸', 'total += it‸'));
  expect(await document('first').complete()).toBeDefined();
  const pid = await engine();
  const answer = editor.ask();
  expect(await cpuShare(pid, 300)).toBeGreaterThan(0.3);
  process.kill(pid, 'SIGKILL');
  expect(await answer).toEqual({ items: [] });
  expect(client.status()?.nothing?.message).toMatch(/^The model process ended unexpectedly/);

  expect((await editor.complete())?.insertText).toMatch(/^em/);
  expect(await engine()).not.toBe(pid);
  expect(client.status()).toMatchObject({ state: 'ready' });
});

it('stays down after the fifth crash in a row, says so, and comes back with the restart command', async () => {
  for (let crashes = 2; crashes <= 5; crashes++) {
    const answer = document(`crash${crashes}`).ask();
    const pid = await engine();
    process.kill(pid, 'SIGKILL');
    expect(await answer).toEqual({ items: [] });
    await eventually('the engine is gone', () => engineOf(client.pid) === undefined);
  }
  const status = client.status();
  expect(status).toMatchObject({ state: 'down', action: { title: 'Restart' } });
  expect(status?.message).toMatch(/^The model process crashed too often .*\.$/);

  const editor = document('afterwards');
  expect(await editor.ask()).toEqual({ items: [] });
  expect(engineOf(client.pid)).toBeUndefined();

  const restart = status?.action?.command ?? '';
  expect(client.initialized?.capabilities.executeCommandProvider?.commands).toContain(restart);
  expect(await client.execute(restart)).toBeNull();
  expect(client.status()?.state).toBe('unloaded');
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(client.status()?.state).toBe('ready');
});

it('answers the accept command with null, and one it does not know without dying', async () => {
  expect(await client.execute('localForge.accept', [1])).toBeNull();
  await client.execute('somebody.elses').catch(() => undefined);
  expect(await document('alive').complete()).toBeDefined();
});
