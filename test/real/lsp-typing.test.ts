import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from './editor.ts';
import { itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';

const ORDER = `interface Item {
  readonly name: string;
  readonly quantity: number;
}

/** How many things were ordered in all. */
function totalQuantity(items: readonly Item[]): number {
  let total = 0;
  for (const item of items) {
    ‸
  }
  return total;
}
`;

describe('a line typed character by character', () => {
  let client: LspClient;
  const answers = new Map<string, Item | undefined>();

  beforeAll(async () => {
    client = await LspClient.start();
    const editor = client.open('order.ts', 'typescript', ORDER);
    for (const character of 'total += item.quantity;') {
      editor.type(character);
      answers.set(
        editor.text.slice(editor.text.lastIndexOf('\n', editor.cursor - 1) + 1, editor.cursor).trim(),
        await editor.complete(),
      );
    }
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('is completed with what a reader expects', () => {
    expect(answers.get('total += it')?.insertText).toMatch(/^em\.quantity/);
  });

  it('is answered with the rest while the suggestion is typed through', () => {
    const suggestion = answers.get('total += it')?.insertText ?? '';
    expect(suggestion.length).toBeGreaterThan('em.quantity'.length - 1);
    for (let typed = 1; typed < 'em.quantity'.length; typed++) {
      expect(answers.get('total += it' + suggestion.slice(0, typed))?.insertText).toBe(suggestion.slice(typed));
    }
  });

  it('is offered something on most keystrokes', () => {
    const offered = [...answers.values()].filter((item) => item !== undefined);
    expect(offered.length).toBeGreaterThan(answers.size / 2);
  });

  it('is not completed behind its end', () => {
    expect(answers.has('total += item.quantity;')).toBe(true);
    expect(answers.get('total += item.quantity;')).toBeUndefined();
  });
});

describe('nothing to suggest is an empty list', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start();
    // The model is loaded, and it does have a suggestion for this text.
    expect(await client.open('good.ts', 'typescript', COMPLETABLE).complete()).toBeDefined();
  });
  afterAll(() => client.stop());

  const COMPLETABLE = ORDER.replace('‸', 'total += it‸');
  const ask = async (name: string, languageId: string, marked: string) => client.open(name, languageId, marked).ask();

  it('for a document that was never opened', async () => {
    const params = {
      textDocument: { uri: client.uri('unknown.ts') },
      position: { line: 0, character: 0 },
      context: { triggerKind: 2 },
    };
    expect(await client.request('textDocument/inlineCompletion', params)).toEqual({ items: [] });
  });

  it('for a document that was closed', async () => {
    const editor = client.open('closed.ts', 'typescript', COMPLETABLE);
    editor.close();
    expect(await editor.ask()).toEqual({ items: [] });
  });

  it('for an empty document', async () => {
    expect(await ask('empty.ts', 'typescript', '‸')).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toBe('The document is empty.');
  });

  it('inside a word', async () => {
    expect(await ask('word.ts', 'typescript', COMPLETABLE.replace('it‸', 'it‸em'))).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toBe('The cursor is inside a word.');
  });

  it.each(['.env', '.env.production', 'server.pem', 'id_rsa'])('in %s', async (name) => {
    expect(await ask(name, 'typescript', COMPLETABLE)).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toMatch(/^This file is left out: /);
  });

  it('in a file that .local-forge-ignore names', async () => {
    const editor = client.open('private/keys.ts', 'typescript', COMPLETABLE);
    expect(itemsOf(await editor.ask())).toHaveLength(1);
    fs.writeFileSync(path.join(client.folder, '.local-forge-ignore'), 'private/\n');
    expect(await client.open('private/other.ts', 'typescript', COMPLETABLE).ask()).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toContain('.local-forge-ignore');
  });

  it('in a file that the setting excludes, from the next request on', async () => {
    client.changeSettings({ exclude: ['*.gen.ts'] });
    expect(await ask('made.gen.ts', 'typescript', COMPLETABLE)).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toContain('*.gen.ts');
  });

  it('in a language that is turned off', async () => {
    client.changeSettings({ languages: { typescript: false } });
    expect(await ask('off.ts', 'typescript', COMPLETABLE)).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toBe('Completions are off for typescript.');
  });

  it('where completions are turned off, and something again where they are turned on', async () => {
    client.changeSettings({ enable: false });
    const editor = client.open('all-off.ts', 'typescript', COMPLETABLE);
    expect(await editor.ask()).toEqual({ items: [] });
    expect(client.status()?.nothing?.message).toBe('Completions are off.');
    client.changeSettings({});
    expect(itemsOf(await editor.ask())).toHaveLength(1);
    expect(client.status()?.nothing?.message).toBeUndefined();
  });
});
