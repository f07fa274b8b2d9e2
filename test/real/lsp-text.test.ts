import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoding } from './editor.ts';
import { CURSOR, itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';

const lineOf = (text: string, part: string) => text.split(/\r?\n/).find((line) => line.includes(part));

describe('texts out of the ordinary', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start();
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('completes below one line of a megabyte', async () => {
    const entries = Array.from({ length: 80_000 }, (_, index) => `"entry${index}"`).join(',');
    expect(entries.length).toBeGreaterThan(1_000_000);
    const marked = `const data = [${entries}];\n${longFile(0, 'megabyte')}`.replace(CURSOR, 'total += it‸');
    const editor = client.open('data.ts', 'typescript', marked);
    expect((await editor.complete())?.insertText).toMatch(/^em\.quantity/);
    editor.type('em.');
    expect((await editor.complete())?.insertText).toMatch(/^quantity/);
  });

  it('answers in the middle of one line of a megabyte', async () => {
    const half = 'f(a, b); '.repeat(60_000);
    itemsOf(await client.open('middle.js', 'javascript', `${half}f(‸ ${half}`).ask());
  });

  it('completes in the middle of 20,000 lines', async () => {
    const above = Array.from({ length: 10_000 }, (_, index) => `export const above${index} = ${index};`).join('\n');
    const below = Array.from({ length: 10_000 }, (_, index) => `export const below${index} = ${index};`).join('\n');
    const here = longFile(0, 'long').replace(CURSOR, 'total += it‸');
    const editor = client.open('long.ts', 'typescript', `${above}\n${here}${below}\n`);
    const item = await editor.complete();
    expect(item?.insertText).toMatch(/^em\.quantity/);
    expect(item?.range.start.line).toBe(above.split('\n').length + here.split('\n').findIndex((l) => l.includes('+=')));
  });

  it('gives several lines of a CRLF document with its line ends, at the right place', async () => {
    const marked = 'def median(values):\n    """Middle of the sorted values, or None where there are none."""\n    ‸\n';
    const editor = client.open('crlf.py', 'python', marked.replaceAll('\n', '\r\n'));
    const item = await editor.complete({ invoked: true });
    expect(item?.range.start).toEqual({ line: 2, character: 4 });
    const lines = item?.insertText.split('\r\n') ?? [];
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).not.toMatch(/[\r\n]/);
  });

  it('stays in step with edits of a CRLF document', async () => {
    const editor = client.open('typed.ts', 'typescript', longFile(0, 'crlf').replaceAll('\n', '\r\n'));
    for (const character of 'total += it') editor.type(character);
    expect((await editor.complete())?.insertText).toMatch(/^em\.quantity/);
    // Over a line break: what was two lines becomes one.
    const lineBreak = editor.text.indexOf('\r\n', editor.cursor);
    const cursor = editor.cursor;
    editor.replace(lineBreak, lineBreak + 2, '\r\n\r\n');
    editor.replace(cursor, cursor, 'em.');
    expect((await editor.complete())?.insertText).toMatch(/^quantity/);
  });

  it('sees the document as if the entry selected in the editor’s list had been taken', async () => {
    const editor = client.open('selected.ts', 'typescript', longFile(0, 'list').replace(CURSOR, 'total += item.q‸'));
    const range = { start: editor.positionAt(editor.cursor - 1), end: editor.positionAt(editor.cursor) };
    const item = await editor.complete({ selected: { range, text: 'quantity' } });
    if (item === undefined) throw new Error('nothing was offered');
    expect(item.insertText).toMatch(/^quantity/);
    expect(item.insertText.length).toBeGreaterThan('quantity'.length);
    expect(item.range).toEqual(range);
    expect(lineOf(editor.accept(item), '+=')).toBe('    total += item.quantity;');
  });

  it('takes over several edits of one notification, each of the text that the one before left', async () => {
    const editor = client.open('several.ts', 'typescript', longFile(0, 'several'));
    const at = editor.positionAt(editor.cursor);
    const insert = (character: number, text: string) => ({
      range: { start: { ...at, character }, end: { ...at, character } },
      text,
    });
    client.notify('textDocument/didChange', {
      textDocument: { uri: editor.uri, version: 2 },
      contentChanges: [
        insert(at.character, 'total '),
        insert(at.character + 6, '+= '),
        insert(at.character + 9, 'XY'),
        {
          range: { start: { ...at, character: at.character + 9 }, end: { ...at, character: at.character + 11 } },
          text: 'it',
        },
      ],
    });
    editor.text = editor.text.slice(0, editor.cursor) + 'total += it' + editor.text.slice(editor.cursor);
    editor.cursor += 'total += it'.length;
    expect((await editor.complete())?.insertText).toMatch(/^em\.quantity/);
  });

  it('takes over a whole new text', async () => {
    const editor = client.open('whole.ts', 'typescript', 'nothing here‸');
    editor.text = longFile(0, 'whole').replace(CURSOR, 'total += it');
    editor.cursor = editor.text.indexOf('+= it') + '+= it'.length;
    client.notify('textDocument/didChange', {
      textDocument: { uri: editor.uri, version: 2 },
      contentChanges: [{ text: editor.text }],
    });
    expect((await editor.complete())?.insertText).toMatch(/^em\.quantity/);
  });

  it.each([
    ['a position past the end of the line', { line: 0, character: 100_000 }],
    ['a position past the end of the text', { line: 100_000, character: 0 }],
    ['a position between the halves of a surrogate pair', { line: 1, character: 12 }],
  ])('answers %s', async (_, position) => {
    const editor = client.open('odd.ts', 'typescript', "const a = 1;\nconst b = '🎉';\nconst c‸");
    const params = { textDocument: { uri: editor.uri }, position, context: { triggerKind: 1 } };
    for (const { range, insertText } of itemsOf(await client.request('textDocument/inlineCompletion', params))) {
      expect(insertText).not.toMatch(/\p{Surrogate}/u);
      expect(range.start.line).toBeLessThanOrEqual(2);
    }
  });

  it('keeps its answer’s place when the text above changes while it is computed', async () => {
    const editor = client.open('moving.ts', 'typescript', longFile(60, 'moving').replace(CURSOR, 'total += it‸'));
    const position = editor.positionAt(editor.cursor);
    const answer = editor.ask();
    editor.replace(0, 0, '// A line above.\n// And one more.\n');
    for (const { range } of itemsOf(await answer)) expect(range.start).toEqual(position);
  });
});

it.each<readonly [readonly Encoding[], Encoding]>([
  [['utf-32', 'utf-8'], 'utf-32'],
  [['utf-8', 'utf-16'], 'utf-16'],
  [['utf-7' as Encoding], 'utf-16'],
])('agrees with a client that offers %j on %s', async (encodings, agreed) => {
  const client = await LspClient.start({ encodings });
  expect(client.initialized?.capabilities.positionEncoding).toBe(agreed);
  expect(await client.stop()).toBe(0);
});

/** Asks again until the large prompt has been read, which happens while nobody asks. */
async function untilBetter<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 10; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  return undefined;
}

describe.each<Encoding>(['utf-8', 'utf-16', 'utf-32'])('a client that counts in %s', (agreed) => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start({ encodings: [agreed] });
  });
  afterAll(() => client.stop());

  it(`is served with emoji, surrogate pairs and combining marks before the cursor`, async () => {
    expect(client.initialized?.capabilities.positionEncoding).toBe(agreed);
    const marked = longFile(0, 'encoding').replace(CURSOR, "const note = '🎉 é 漢字 👩‍👩‍👧 𝒳'; total ‸");
    const editor = client.open('emoji.ts', 'typescript', marked);
    for (const character of '+= it') editor.type(character);
    // The small prompt of a first answer is half full of the rare tokens above.
    await editor.complete();
    const item = await untilBetter(() => editor.complete());
    expect(item?.insertText).toMatch(/^em\.quantity/);
    expect(item?.range.start).toEqual(editor.positionAt(editor.cursor));
    expect(editor.positionAt(editor.cursor).character).toBe({ 'utf-8': 70, 'utf-16': 51, 'utf-32': 46 }[agreed]);

    // An edit behind and before the wide characters, then a question on another line.
    const emoji = editor.text.indexOf('🎉');
    editor.replace(emoji, emoji + 2, '🦊🦊');
    editor.cursor = editor.text.indexOf('+= it') + '+= it'.length;
    editor.type('em.');
    expect((await editor.complete())?.insertText).toMatch(/^quantity/);
  });
});
