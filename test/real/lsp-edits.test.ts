import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, type CodeAction, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { afterEach, expect, it } from 'vitest';
import type { EditResult } from '../../src/protocol/messages.ts';
import type { Editor } from './editor.ts';
import { LspClient, type Options } from './lsp-client.ts';

const typescript = createRequire(import.meta.url).resolve('typescript/lib/typescript.js');
const FIX_SETTINGS = { fixSeconds: 20, runCheckers: 'never' };

let client: LspClient;
afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

const BROKEN = `interface Item {
  name: string;
  price: number;
  quantity: number;
}

export function total(items: Item[]): number {
  let sum = 0;
  for (const item of items) {
    sum += item.price * item.quantty;
  }
  return sum;
}
`;
const MESSAGE = "Property 'quantty' does not exist on type 'Item'. Did you mean 'quantity'?";

async function start(options: Options = {}, text = BROKEN, name = 'cart.ts'): Promise<Editor> {
  client = await LspClient.start({
    annotations: true,
    initialization: { typescript, ...options.initialization },
    ...options,
    settings: { ...FIX_SETTINGS, ...options.settings },
  });
  return client.open(name, 'typescript', text + '‸');
}

function problem(editor: Editor, at: string, message: string, code: string | number = 2551): Diagnostic {
  const start = editor.text.indexOf(at);
  const range = { start: editor.positionAt(start), end: editor.positionAt(start + at.length) };
  return { range, message, severity: 1, code, source: 'ts' };
}

const actions = async (editor: Editor, diagnostics: Diagnostic[], only?: string[]): Promise<CodeAction[]> =>
  (await client.request('textDocument/codeAction', {
    textDocument: { uri: editor.uri },
    range: diagnostics[0]?.range ?? { start: editor.positionAt(0), end: editor.positionAt(editor.text.length) },
    context: { diagnostics, triggerKind: 1, ...(only && { only }) },
  })) as CodeAction[];

const resolve = async (action: CodeAction | undefined, source?: CancellationTokenSource): Promise<CodeAction> =>
  (await client.request('codeAction/resolve', action, source)) as CodeAction;

/** What the server showed as messages. */
const shown = (): string[] =>
  client.notifications
    .filter(({ method }) => method === 'window/showMessage')
    .map(({ params }) => (params as { message: string }).message);

function applied(editor: Editor, { edit }: CodeAction): string {
  let { text } = editor;
  const [change] = edit?.documentChanges ?? [];
  if (change === undefined || !('edits' in change)) throw new Error('No edit of the document.');
  for (const one of [...change.edits].reverse()) {
    if (!('newText' in one)) throw new Error('A snippet, which is not text.');
    text = text.slice(0, editor.offsetAt(one.range.start)) + one.newText + text.slice(editor.offsetAt(one.range.end));
  }
  return text;
}

it('offers a fix and an explanation for an error without asking the model', async () => {
  const editor = await start();
  const found = await actions(editor, [problem(editor, 'quantty', MESSAGE)], ['quickfix']);
  expect(found.map(({ title }) => title)).toEqual([
    "Fix with Local Forge: Property 'quantty' does not exist on type 'Item'. Did you m…",
    "Explain with Local Forge: Property 'quantty' does not exist on type 'Item'. Did you m…",
  ]);
  expect(found[0]).toMatchObject({ kind: 'quickfix', tags: [1] });
  expect(found[0]?.edit).toBeUndefined();
  expect(client.status()?.state).not.toBe('ready');
});

it('makes a fix that holds when it is resolved, for the version that was asked about, and says what was checked', async () => {
  const editor = await start();
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  const resolved = await resolve(fix);
  expect(applied(editor, resolved)).toBe(BROKEN.replace('quantty', 'quantity'));
  expect(resolved.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri: editor.uri, version: 1 } });
  const [annotation] = Object.values(resolved.edit?.changeAnnotations ?? {});
  expect(annotation?.label).toContain('Fix');
  expect(annotation?.description).toContain('parses');
  expect(annotation?.description).toContain('types clean (tsc)');
});

it('gives clients that show edits themselves a command instead, and answers it with a proposal', async () => {
  const editor = await start({ initialization: { typescript, edits: true } });
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  expect(fix?.command?.command).toBe('localForge.editAt');
  const result = (await client.request('local-forge/edit', {
    ...(fix?.command?.arguments?.[0] as object),
    workDoneToken: 'work',
  })) as EditResult;
  if (!('proposal' in result)) throw new Error(result.reason);
  expect(result.proposal.passed).toContain('types clean (tsc)');
  expect(result.proposal.documents).toMatchObject([
    { uri: editor.uri, version: 1, edits: [{ newText: expect.any(String) as string }] },
  ]);
  const kinds = client.notifications
    .filter(({ method }) => method === '$/progress')
    .map(({ params }) => params as { token: string; value: { kind: string } })
    .filter(({ token }) => token === 'work')
    .map(({ value }) => value.kind);
  expect(kinds[0]).toBe('begin');
  expect(kinds.at(-1)).toBe('end');
});

it('refuses an edit of a text that was changed meanwhile', async () => {
  const editor = await start();
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  editor.cursor = 0;
  editor.type('// hello\n');
  expect((await resolve(fix)).edit).toBeUndefined();
  expect(shown()).toEqual(['Local Forge: The document was changed meanwhile. Ask again.']);
});

it('offers nothing where nothing holds, and says so', async () => {
  // Nothing that is written here can make the module be there.
  const editor = await start(
    { settings: { fixSeconds: 1 } },
    "import './nowhere-to-be-found.ts';\nexport const a: number = 'b' as never as missing;\n",
  );
  const [fix] = await actions(editor, [
    problem(
      editor,
      './nowhere-to-be-found.ts',
      "Cannot find module './nowhere-to-be-found.ts' or its corresponding type declarations.",
      2307,
    ),
  ]);
  const resolved = await resolve(fix);
  if (resolved.edit === undefined)
    expect(shown()[0]).toMatch(
      /^Local Forge: (None of \d+ candidates held|The model proposed nothing|.* but none is likely enough)/,
    );
  else expect(applied(editor, resolved)).not.toContain('nowhere-to-be-found');
});

it('ends when it is cancelled, and the document stays as it is', async () => {
  const editor = await start();
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  const source = new CancellationTokenSource();
  const answer = resolve(fix, source);
  setTimeout(() => source.cancel(), 50);
  await expect(answer).rejects.toThrow(/ancel/);
  expect(editor.text).toBe(BROKEN);
});

it('fixes everything in a file only for who asks by that name', async () => {
  const editor = await start();
  const diagnostics = [problem(editor, 'quantty', MESSAGE)];
  const kinds = async (only: string[]) => (await actions(editor, diagnostics, only)).map(({ kind }) => kind);
  expect(await kinds(['source.fixAll'])).toEqual([]);
  expect(await kinds(['source.fixAll.localForge'])).toEqual(['source.fixAll.localForge']);
});

it('offers nothing for secrets and ignored files', async () => {
  const editor = await start({}, BROKEN, '.env');
  expect(await actions(editor, [problem(editor, 'quantty', MESSAGE)])).toEqual([]);
});

it('writes documentation on a selection, and leaves the code alone', async () => {
  const text = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';
  const editor = await start({ initialization: { typescript, edits: true } }, text);
  const found = await actions(editor, [], ['refactor']);
  const action = found.find(({ title }) => title.includes('documentation'));
  const result = (await client.request('local-forge/edit', action?.command?.arguments?.[0])) as EditResult;
  if (!('proposal' in result)) throw new Error(result.reason);
  const [edit] = result.proposal.documents[0]?.edits ?? [];
  expect(edit?.newText).toMatch(/^\/\*\*\n \* .+\n \*\/\n$/s);
  expect(result.proposal.passed).toEqual(expect.arrayContaining(['parses', 'types clean (tsc)', 'code unchanged']));
});

it('explains a problem in a few sentences, as they are written', async () => {
  const editor = await start();
  const diagnostic = problem(editor, 'quantty', MESSAGE);
  const params = { textDocument: { uri: editor.uri, version: 1 }, range: diagnostic.range, diagnostic };
  const result = await client.request('local-forge/explain', { ...params, partialResultToken: 'text' });
  const { text } = result as { text: string };
  expect(text.length).toBeGreaterThan(20);
  expect(text).not.toContain('```');
  const parts = client.notifications
    .filter(({ method }) => method === '$/progress')
    .map(({ params: progress }) => (progress as { value: { text?: string } }).value.text)
    .filter((part) => part !== undefined);
  expect(parts.length).toBeGreaterThan(1);
});

it('edits nothing outside of the workspace, be it over a link', async () => {
  const editor = await start();
  const outside = fs.mkdtempSync(path.join(path.dirname(client.folder), 'local-forge-outside-'));
  try {
    const file = path.join(outside, 'other.ts');
    fs.writeFileSync(file, BROKEN);
    fs.symlinkSync(file, path.join(client.folder, 'link.ts'));
    for (const uri of [pathToFileURL(file).href, client.uri('link.ts')]) {
      const other = client.openUri(uri, 'typescript', BROKEN + '‸');
      const [fix] = await actions(other, [problem(editor, 'quantty', MESSAGE)]);
      expect((await resolve(fix)).edit).toBeUndefined();
      expect(shown().at(-1)).toMatch(/^Local Forge: This file is outside of the workspace/);
    }
  } finally {
    fs.rmSync(outside, { recursive: true, force: true });
  }
});

it('has the change to a file that runs commands looked at first', async () => {
  const editor = await start({}, BROKEN, '.vscode/extension.ts');
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  const [annotation] = Object.values((await resolve(fix)).edit?.changeAnnotations ?? {});
  expect(annotation).toMatchObject({ needsConfirmation: true });
  expect(annotation?.description).toContain("the editor's settings");
});

it('makes no edit of such a file where the client cannot show it first', async () => {
  const editor = await start({ annotations: false }, BROKEN, '.vscode/extension.ts');
  const [fix] = await actions(editor, [problem(editor, 'quantty', MESSAGE)]);
  expect((await resolve(fix)).edit).toBeUndefined();
  expect(shown().at(-1)).toContain('offers no edit here');
});
