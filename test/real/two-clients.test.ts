import { expect, it } from 'vitest';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { engineOf } from './processes.ts';

it('serves two editors with the same file at once, each from its own server and engine', async () => {
  const clients = await Promise.all([LspClient.start(), LspClient.start()]);
  const marked = longFile(0, 'shared').replace('‸', 'total += it‸');
  const uri = clients[0].uri('shared.ts');
  const editors = clients.map((client) => client.openUri(uri, 'typescript', marked));
  for (const item of await Promise.all(editors.map((editor) => editor.complete()))) {
    expect(item?.insertText).toMatch(/^em\.quantity/);
  }
  const [one, two] = clients.map(({ pid }) => engineOf(pid));
  expect(one).toBeDefined();
  expect(two).toBeDefined();
  expect(one).not.toBe(two);

  // What one types, and that it leaves, is nothing to the other.
  editors[0]?.type('em.');
  expect((await editors[0]?.complete())?.insertText).toMatch(/^quantity/);
  expect(await clients[0].stop()).toBe(0);
  editors[1]?.type('em.quan');
  expect((await editors[1]?.complete())?.insertText).toMatch(/^tity/);
  expect(await clients[1].stop()).toBe(0);
});
