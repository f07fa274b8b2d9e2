import { expect, it } from 'vitest';
import { longFile } from './long-file.ts';
import { LspClient } from './lsp-client.ts';

const timings = (client: LspClient) =>
  client.notifications.filter(({ method }) => method === 'local-forge/timing').map(({ params }) => params);

it('tells a client that asks what each request cost, and what an answer that was known did not cost', async () => {
  const client = await LspClient.start({ timing: true });
  const editor = client.open('a.ts', 'typescript', longFile(5, 'timing').replace('‸', 'total += ‸'));
  expect(await editor.complete()).toBeDefined();
  expect(await editor.complete()).toBeDefined();
  const [first, again] = timings(client);
  expect(first).toMatchObject({ uri: client.uri('a.ts'), reused: false, cancelled: false, shown: true });
  expect(first).not.toMatchObject({ promptTokensEvaluated: 0 });
  expect(again).toMatchObject({ reused: true, shown: true, promptTokensEvaluated: 0, tokensDecoded: 0, totalMs: 0 });
  expect(await client.stop()).toBe(0);
});

it('tells nobody else', async () => {
  const client = await LspClient.start();
  expect(await client.open('a.ts', 'typescript', longFile(1, 'quiet')).complete()).toBeDefined();
  expect(timings(client)).toEqual([]);
  expect(await client.stop()).toBe(0);
});
