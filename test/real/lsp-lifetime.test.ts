import { afterEach, expect, it } from 'vitest';
import { itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { engineOf, eventually, statOf } from './processes.ts';

let client: LspClient;
afterEach(() => client.stop());

const engine = () => eventually('the engine runs', () => engineOf(client.pid));
const document = () => client.open('order.ts', 'typescript', longFile(0, 'lifetime').replace('‸', 'total += it‸'));

it('starts no engine before the first request', async () => {
  client = await LspClient.start();
  document();
  await client.execute('localForge.accept');
  expect(engineOf(client.pid)).toBeUndefined();
});

it('gives the model back after an idle time, and loads it again for the next request', async () => {
  client = await LspClient.start({ settings: { idleUnloadMinutes: 0.02 } });
  const editor = document();
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  const pid = await engine();
  await eventually('the engine has ended', () => statOf(pid) === undefined);
  await eventually('the status says so', () => client.status()?.state === 'unloaded');

  editor.type('em.');
  editor.type('qu');
  expect((await editor.complete({ invoked: true }))?.insertText).toMatch(/^antity/);
  expect(await engine()).not.toBe(pid);
});

it('ends itself and the engine with shutdown and exit', async () => {
  client = await LspClient.start();
  expect(itemsOf(await document().ask())).toHaveLength(1);
  const pid = await engine();
  expect(await client.stop()).toBe(0);
  await eventually('the engine has ended', () => statOf(pid) === undefined);
});

it('ends itself and the engine with shutdown and exit in the middle of a request', async () => {
  client = await LspClient.start();
  const answer = document().ask();
  const pid = await engine();
  expect(await client.stop()).toBe(0);
  expect(await answer).toEqual({ items: [] });
  await eventually('the engine has ended', () => statOf(pid) === undefined);
});

it('ends with code 1 on an exit without shutdown', async () => {
  client = await LspClient.start();
  client.notify('exit', undefined);
  expect(await client.exited).toBe(1);
});

it('ends itself and the engine when the client dies', async () => {
  client = await LspClient.start();
  const editor = document();
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  const pid = await engine();
  client.process.stdin?.end();
  expect(await client.exited).toBe(1);
  await eventually('the engine has ended', () => statOf(pid) === undefined);
});

it('takes the engine along when it is killed itself', async () => {
  client = await LspClient.start();
  expect(itemsOf(await document().ask())).toHaveLength(1);
  const pid = await engine();
  client.process.kill('SIGKILL');
  await client.exited;
  await eventually('the engine has ended', () => statOf(pid) === undefined);
});
