import { afterEach, expect, it } from 'vitest';
import { itemsOf, type Editor } from './editor.ts';
import { LspClient, type Options } from './lsp-client.ts';
import { longFile } from './long-file.ts';

let client: LspClient;
afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

async function start(options: Options): Promise<Editor> {
  client = await LspClient.start(options);
  return client.open('order.ts', 'typescript', longFile(0, 'settings').replace('‸', 'total += it‸'));
}

const progress = () =>
  client.notifications
    .filter(({ method }) => method === '$/progress')
    .map(({ params }) => params as { token: unknown; value: { kind: string; title?: string; percentage?: number } });
const asked = (method: string) => client.requests.filter((request) => request.method === method);

it('asks a client that answers workspace/configuration, before the first request is looked at', async () => {
  const editor = await start({ settings: { enable: false } });
  expect(await editor.ask()).toEqual({ items: [] });
  expect(client.status()).toMatchObject({
    state: 'unloaded',
    nothing: { code: 'off', message: 'Completions are off.' },
  });
  expect(asked('workspace/configuration')).toHaveLength(1);
  client.changeSettings({ enable: true });
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(asked('workspace/configuration')).toHaveLength(2);
});

it('takes settings that are pushed, and asks for none', async () => {
  const editor = await start({ settingsBy: 'push', settings: { languages: { typescript: false } } });
  expect(await editor.ask()).toEqual({ items: [] });
  expect(client.status()?.nothing?.message).toBe('Completions are off for typescript.');
  client.changeSettings({});
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(client.requests).toEqual([]);
});

it('takes settings from the initialization options', async () => {
  const editor = await start({ settingsBy: 'initialization', settings: { exclude: ['order.ts'] } });
  expect(await editor.ask()).toEqual({ items: [] });
  expect(client.status()?.nothing?.message).toContain('order.ts');
  expect(client.requests).toEqual([]);
});

it('uses the default for a setting that makes no sense, and says so', async () => {
  const editor = await start({
    settings: { threads: 1, minimumConfidence: 'a lot', languages: 7, nonsense: {} },
  });
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  const logged = client.notifications.filter(({ method }) => method === 'window/logMessage');
  expect(JSON.stringify(logged)).toContain('localForge.minimumConfidence');
  expect(JSON.stringify(logged)).toContain('localForge.languages');
});

it('works with a client that promises its settings and answers with an error', async () => {
  const refuses = ['workspace/configuration'];
  const editor = await start({ refuses, settings: { languages: { typescript: false } } });
  expect(await editor.ask()).toEqual({ items: [] });
  expect(client.status()?.nothing?.message).toBe('Completions are off for typescript.');
});

it('offers only what it is sure enough of, and everything to a user who asks', async () => {
  const editor = await start({ settings: { minimumConfidence: 1 } });
  expect(await editor.ask()).toEqual({ items: [] });
  expect(client.status()?.nothing?.message).toBe('The model is not sure enough.');
  expect(itemsOf(await editor.ask({ invoked: true }))).not.toHaveLength(0);
});

it('shows the loading of the model to a client that shows progress', async () => {
  const editor = await start({ progress: true });
  expect(progress()).toEqual([]);
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(asked('window/workDoneProgress/create')).toHaveLength(1);
  const [first, ...more] = progress();
  expect(first?.value).toMatchObject({ kind: 'begin', title: 'Loading the model' });
  expect(more.at(-1)?.value).toEqual({ kind: 'end' });
  expect(new Set(progress().map(({ token }) => token)).size).toBe(1);
  const percentages = more.slice(0, -1).map(({ value }) => value.percentage ?? -1);
  expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
  expect(percentages.length).toBeGreaterThan(0);
});

it('works with a client that promises to show progress and answers with an error', async () => {
  const editor = await start({ progress: true, refuses: ['window/workDoneProgress/create'] });
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(asked('window/workDoneProgress/create').length).toBeGreaterThan(0);
});

it('shows no progress and sends no status to a client that asked for neither', async () => {
  const editor = await start({ progress: false, status: false });
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  expect(progress()).toEqual([]);
  expect(asked('window/workDoneProgress/create')).toEqual([]);
  expect(client.notifications.filter(({ method }) => method.startsWith('local-forge/'))).toEqual([]);
});

it('tells a client that asked for it where the engine stands, from the start on', async () => {
  const editor = await start({ status: true });
  expect(itemsOf(await editor.ask())).toHaveLength(1);
  const states = client.statuses().map(({ state }) => state);
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['unloaded', 'loading', 'ready']);
  for (const { message } of client.statuses()) expect(message).toMatch(/^[A-Z].*\.$/);
  expect(client.status()).toMatchObject({ fillsInMiddle: true, model: 'Qwen2.5-Coder-0.5B-Instruct Q4_K_M' });
});
