import { expect, it } from 'vitest';
import { longFile } from './long-file.ts';
import { LspClient } from './lsp-client.ts';

interface Timing {
  readonly uri: string;
  readonly promptTokensEvaluated: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('reads the place where the cursor rests before anybody types there', async () => {
  const client = await LspClient.start({ timing: true });
  const costOf = (name: string): number | undefined =>
    client.notifications
      .filter(({ method }) => method === 'local-forge/timing')
      .map(({ params }) => params as Timing)
      .findLast(({ uri }) => uri === client.uri(name))?.promptTokensEvaluated;

  // No model is loaded for a cursor.
  const first = client.open('first.ts', 'typescript', longFile(9, 'first'));
  client.notify('local-forge/cursor', { uri: first.uri, position: first.positionAt(first.cursor) });
  await pause(500);
  expect(client.statuses().some(({ state }) => state === 'loading' || state === 'ready')).toBe(false);
  first.type('t');
  await first.complete();
  expect(costOf('first.ts')).toBeGreaterThan(50);

  const second = client.open('second.ts', 'typescript', longFile(9, 'second'));
  client.notify('local-forge/cursor', { uri: second.uri, position: second.positionAt(second.cursor) });
  await pause(6000);
  second.type('t');
  await second.complete();
  expect(costOf('second.ts')).toBeLessThan(10);
  expect(await client.stop()).toBe(0);
});
