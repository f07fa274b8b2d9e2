import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { cpuShare, engineOf, eventually } from './processes.ts';

/** A cancelled request must be answered within this time, although the machine may be busy with other work. */
const ANSWERED_WITHIN_MS = 1000;

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
  expect(await client.open('warm.ts', 'typescript', longFile(5, 'warm')).complete()).toBeDefined();
});
afterAll(() => client.stop());

const engine = () => eventually('the engine runs', () => engineOf(client.pid));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('answers a cancelled request at once, in the middle of a cold prompt, and stops computing', async () => {
  const editor = client.open('cold.ts', 'typescript', longFile(200, 'cold'));
  const source = new CancellationTokenSource();
  const pid = await engine();
  const answer = editor.ask({ source });
  // Proof that there is something to cancel: the engine computes and no answer is there yet.
  expect(await cpuShare(pid, 300)).toBeGreaterThan(0.3);
  expect(await Promise.race([answer, pause(0).then(() => 'unanswered')])).toBe('unanswered');

  const cancelledAt = performance.now();
  source.cancel();
  expect(await answer).toEqual({ items: [] });
  expect(performance.now() - cancelledAt).toBeLessThan(ANSWERED_WITHIN_MS);
  await pause(200);
  expect(await cpuShare(pid, 500)).toBeLessThan(0.1);
  expect(engineOf(client.pid)).toBe(pid);
});

it('answers a request that was cancelled before it was read', async () => {
  const editor = client.open('early.ts', 'typescript', longFile(50, 'early'));
  const source = new CancellationTokenSource();
  const answer = editor.ask({ source });
  source.cancel();
  // The JSON-RPC library may answer such a request itself, with the error that LSP has for it.
  const outcome = await answer.then(itemsOf, (error: unknown) => error);
  if (Array.isArray(outcome)) expect(outcome).toEqual([]);
  else expect(outcome).toMatchObject({ code: -32800 });
});

it('answers a superseded request with nothing and serves the newest, without any cancel', async () => {
  const editor = client.open('superseded.ts', 'typescript', longFile(120, 'superseded').replace('‸', 'total += ‸'));
  const first = editor.ask();
  await pause(100);
  editor.type('i');
  const second = editor.ask();
  editor.type('t');
  const third = editor.complete();
  expect(await first).toEqual({ items: [] });
  expect(await second).toEqual({ items: [] });
  expect((await third)?.insertText).toMatch(/^em/);
});

it('lets requests of two documents both live', async () => {
  const one = client.open('one.ts', 'typescript', longFile(10, 'one'));
  const two = client.open('two.ts', 'typescript', longFile(10, 'two'));
  const [first, second] = await Promise.all([one.complete(), two.complete()]);
  expect(first).toBeDefined();
  expect(second).toBeDefined();
});

it('survives a hundred requests that are cancelled at once', async () => {
  const editor = client.open('many.ts', 'typescript', longFile(30, 'many').replace('‸', 'total += ‸'));
  const answers = Array.from({ length: 100 }, () => {
    const source = new CancellationTokenSource();
    const answer = editor.ask({ source }).catch(() => ({ items: [] }));
    source.cancel();
    return answer;
  });
  for (const answer of await Promise.all(answers)) expect(answer).toEqual({ items: [] });
  editor.type('it');
  expect((await editor.complete())?.insertText).toMatch(/^em/);
});
