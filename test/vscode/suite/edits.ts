import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { api, file, until } from './editor.ts';

/** Looking for a fix takes seconds on two cores, and the model is loaded first. */
const SLOW_MS = 120_000;

/** Opens a file with the cursor on `at`, once TypeScript has said how many errors there are. */
async function openBroken(name: string, at: string, errors: number): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(file(name));
  const editor = await vscode.window.showTextDocument(document);
  const place = document.positionAt(document.getText().indexOf(at));
  editor.selection = new vscode.Selection(place, place);
  await until('TypeScript reports the errors', () => problems(document).length === errors, 30_000).catch(
    (error: unknown) => {
      const found = vscode.languages
        .getDiagnostics(document.uri)
        .map(({ message, severity }) => `${severity} ${message}`);
      throw new Error(`${found.join('; ')} in ${JSON.stringify(document.getText())}`, { cause: error });
    },
  );
  return editor;
}

const problems = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`localForge.${command}`);

async function previewOf(
  command: string,
): Promise<NonNullable<ReturnType<Awaited<ReturnType<typeof api>>['preview']>>> {
  const forge = await api();
  void run(command);
  return until('a preview is shown', () => forge.preview(), SLOW_MS);
}

function focusOnPreview(): Promise<unknown> {
  return until(
    'the preview has the focus',
    () => vscode.window.activeTextEditor?.document.uri.scheme === 'local-forge-preview',
  );
}

suite('edits', () => {
  setup(async () => {
    const forge = await api();
    await until('the server runs', () => forge.status());
  });

  teardown(async () => {
    await run('discardAllChanges');
    await run('closeExplanation');
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== 'file' || !document.isDirty) continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('the light bulb offers a fix and an explanation, and loads no model for it', async () => {
    const forge = await api();
    const { document } = await openBroken('cart.ts', 'quantty', 1);
    const [problem] = problems(document);
    assert.ok(problem);
    const found = await until('the actions are there', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
      );
      const own = actions.map(({ title }) => title).filter((title) => title.includes('with Local Forge'));
      return own.some((title) => title.startsWith('Fix')) && own;
    });
    assert.ok(
      found.some((title) => title.startsWith('Explain with Local Forge')),
      found.join(),
    );
    assert.notEqual(forge.status()?.state, 'loading');
    assert.equal(forge.preview(), undefined);
  });

  test('a fix is shown before anything is changed; accepted, it is one step to undo', async () => {
    const { document } = await openBroken('cart.ts', 'quantty', 1);
    const before = document.getText();
    const preview = await previewOf('fixProblem');
    assert.match(preview.text, /item\.quantty;\n.*item\.quantity;/);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
    await focusOnPreview();
    await run('acceptAllChanges');
    await until('the document is fixed', () => document.getText() === before.replace('quantty', 'quantity'));
    await until('the problem is gone', () => problems(document).length === 0);
    await until('the document is in front', () => vscode.window.activeTextEditor?.document === document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  }).timeout(SLOW_MS);

  test('what is discarded leaves the document as it was', async () => {
    const forge = await api();
    const { document } = await openBroken('cart.ts', 'quantty', 1);
    const before = document.getText();
    await previewOf('fixProblem');
    await focusOnPreview();
    await run('discardAllChanges');
    await until('the preview is gone', () => forge.preview() === undefined);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  }).timeout(SLOW_MS);

  test('a second fix takes the place of the one that waits', async () => {
    const forge = await api();
    const { document } = await openBroken('report.ts', 'custmer', 2);
    const first = await previewOf('fixProblem');
    await focusOnPreview(); // VS Code refuses to show a document while another one opens
    const editor = await vscode.window.showTextDocument(document);
    const [, second] = problems(document).sort((a, b) => a.range.start.compareTo(b.range.start));
    assert.ok(second);
    editor.selection = new vscode.Selection(second.range.start, second.range.start);
    await run('fixProblem');
    const preview = forge.preview();
    assert.ok(preview && preview.uri !== first.uri);
    assert.notEqual(preview.text, first.text);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'local-forge-preview',
    );
    assert.equal(shown.length, 1);
  }).timeout(SLOW_MS);

  test('of two changes one can be taken and the other left', async () => {
    const { document } = await openBroken('report.ts', 'custmer', 2);
    const before = document.getText();
    const preview = await previewOf('fixAll');
    assert.equal(preview.hunks, 2, preview.text);
    const uri = vscode.Uri.parse(preview.uri);
    await vscode.commands.executeCommand('localForge.acceptChange', uri, 0);
    await vscode.commands.executeCommand('localForge.discardChange', uri, 1);
    await until('the first is in the document', () => document.getText() === before.replace('custmer', 'customer'));
  }).timeout(SLOW_MS);

  test('a document that was changed meanwhile is left alone, and the preview stays', async () => {
    const forge = await api();
    const { document } = await openBroken('cart.ts', 'quantty', 1);
    await previewOf('fixProblem');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// mine\n');
    await vscode.workspace.applyEdit(edit);
    const changed = document.getText();
    await focusOnPreview();
    await run('acceptAllChanges');
    assert.equal(document.getText(), changed);
    assert.ok(forge.preview());
  }).timeout(SLOW_MS);

  test('an explanation is written beneath the code, and nothing is changed', async () => {
    const forge = await api();
    const { document } = await openBroken('cart.ts', 'quantty', 1);
    await run('explain');
    const [said] = forge.explanations();
    assert.ok(said !== undefined && said.length > 20, said);
    assert.equal(document.isDirty, false);
  }).timeout(SLOW_MS);

  test('closing an explanation ends the writing of it', async () => {
    const forge = await api();
    await openBroken('report.ts', 'custmer', 2);
    const done = run('explain');
    await until('something is written', () => (forge.explanations()[0] ?? '…') !== '…', SLOW_MS);
    await run('closeExplanation');
    await done;
    assert.deepEqual(forge.explanations(), []);
  }).timeout(SLOW_MS);
});
