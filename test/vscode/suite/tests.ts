import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { api, file, set, until } from './editor.ts';

/** Making tests takes seconds on two cores, and the model is loaded first. */
const SLOW_MS = 120_000;
const PREVIEW = 'local-forge-tests';

/** What the question about running tests is answered with, and how often it was asked. */
const consent = { answer: 'Allow in This Folder' as string | undefined, asked: [] as string[] };

async function openAtFunction(at: string, ...parts: readonly string[]): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(...parts)));
  const offset = editor.document.getText().indexOf(at);
  assert.ok(offset >= 0, at);
  const place = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(place, place);
  return editor;
}

const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);
const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const unsaved = (): vscode.TextDocument[] => vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
/** Copies of the project that tests are run in. */
const copies = (): string[] => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('local-forge-check-'));

/** Asks for tests; gives what is offered, and what tells when all is done. */
async function offered() {
  const forge = await api();
  const done = Promise.resolve(run('localForge.generateTests'));
  const tests = await until('tests are offered', () => forge.offeredTests(), SLOW_MS);
  await until('the test file is shown behind the list', () => preview() !== undefined);
  return { tests, done };
}

/** The test file as it would be with the ticked cases. */
function preview(): string | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === PREVIEW)?.document.getText();
}

suite('tests', () => {
  suiteSetup(async () => {
    const forge = await api();
    forge.answerQuestions((message) => {
      consent.asked.push(message);
      return Promise.resolve(consent.answer);
    });
  });

  setup(async () => {
    const forge = await api();
    await until('the server runs', () => forge.status());
  });

  teardown(async () => {
    await run('workbench.action.closeQuickOpen');
    await run('localForge.discardAllChanges');
    while (vscode.window.activeTextEditor?.document.isDirty === true) {
      await run('workbench.action.revertAndCloseActiveEditor');
    }
    await run('workbench.action.closeAllEditors');
  });

  test('a link above each function is there only where the setting says so', async () => {
    const { document } = await openAtFunction('function shippingCost', 'src', 'shipping.ts');
    const lenses = async (of = document): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        of.uri,
        10,
      );
      return found
        .filter(({ command }) => command?.command === 'localForge.testsAt')
        .map(({ range }) => of.lineAt(range.start).text);
    };
    assert.deepEqual(await lenses(), []);
    await set('testLens', true);
    const [above] = await until('there is a link', async () => {
      const found = await lenses();
      return found.length > 0 && found;
    });
    assert.match(above ?? '', /What sending a parcel costs/);
    const testFile = await vscode.workspace.openTextDocument(file('billing', 'test_discount.py'));
    assert.deepEqual(await lenses(testFile), []);
    await set('testLens', undefined);
    await until('it is gone', async () => (await lenses()).length === 0);
  });

  test('nobody is asked and nothing is offered where there is no function', async () => {
    await openAtFunction('readonly grams', 'src', 'shipping.ts');
    await run('localForge.generateTests');
    assert.equal((await api()).offeredTests(), undefined);
    assert.deepEqual(consent.asked, []);
    assert.deepEqual(unsaved(), []);
  });

  test('who does not answer gets a draft that says it was not run, and is asked again', async () => {
    consent.answer = undefined;
    await openAtFunction('discounted', 'billing', 'discount.py');
    await run('localForge.generateTests');
    const draft = vscode.window.activeTextEditor?.document;
    assert.match(draft?.getText() ?? '', /^# NOT RUN: /);
    assert.equal(draft?.languageId, 'python');
    assert.equal(draft.isUntitled, true);
    assert.equal(consent.asked.length, 1);
    assert.match(consent.asked[0] ?? '', /workspace/);
  }).timeout(SLOW_MS);

  test('cases that have run are offered; some of them become an unsaved file, in one step', async () => {
    consent.answer = 'Allow in This Folder';
    await openAtFunction('function shippingCost', 'src', 'shipping.ts');
    const { tests, done } = await offered();
    assert.equal(consent.asked.length, 2);
    assert.ok(tests.cases.length >= 3, JSON.stringify(tests));
    assert.ok(tests.passed.some((one) => one.includes('5 times')));
    assert.ok(tests.uri.endsWith('/src/shipping.test.ts'), tests.uri);
    const [first, ...others] = tests.cases;
    assert.ok(first && others.every(({ title }) => preview()?.includes(title.slice(0, 20))), preview());
    // Whoever looks has changed nothing.
    assert.deepEqual(unsaved(), []);
    assert.equal(fs.existsSync(file('src', 'shipping.test.ts').fsPath), false);
    await run('workbench.action.quickPickManyToggle'); // the first of the list is the active one
    await until('the preview shows it', () => preview()?.includes(`'${first.title}'`) === false);
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'untitled');
    assert.equal(document.uri.fsPath, file('src', 'shipping.test.ts').fsPath);
    assert.equal(document.languageId, 'typescript');
    const text = document.getText();
    assert.match(text, /^import \{ .*\bit\b.* \} from 'vitest';\nimport \{ shippingCost \} from '\.\/shipping\.ts';\n/);
    assert.match(text, /describe\('shippingCost/);
    assert.equal(text.match(/\bit\('/g)?.length, others.length, text);
    assert.equal(text.includes(`'${first.title}'`), false);
    assert.equal(
      tabs().some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === PREVIEW),
      false,
    );
    assert.equal(fs.existsSync(document.uri.fsPath), false);
    assert.deepEqual(copies(), []);
    await run('undo');
    assert.equal(document.getText(), '');
    await run('redo');
    await document.save();
    await until('it is the saved file', () => fs.existsSync(document.uri.fsPath));
    assert.equal(fs.readFileSync(document.uri.fsPath, 'utf8'), text);
    fs.rmSync(document.uri.fsPath);
  }).timeout(SLOW_MS);

  test('an existing test file gets them by way of a preview, and nobody is asked a second time', async () => {
    const forge = await api();
    await openAtFunction('discounted', 'billing', 'discount.py');
    const { tests, done } = await offered();
    assert.equal(consent.asked.length, 2);
    assert.ok(tests.cases.length >= 2, JSON.stringify(tests));
    assert.match(preview() ?? '', /def test_rounds_down\(self\)/);
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    const shown = await until('a preview is shown', () => forge.preview());
    assert.match(shown.text, /class TestDiscounted/);
    const document = await vscode.workspace.openTextDocument(file('billing', 'test_discount.py'));
    const before = document.getText();
    assert.equal(document.isDirty, false);
    await until('it has the focus', () => vscode.window.activeTextEditor?.document.uri.toString() === shown.uri);
    await run('localForge.acceptAllChanges');
    await until('the test file has them', () => document.getText() !== before);
    assert.equal(document.getText().match(/def test_/g)?.length, 1 + tests.cases.length);
    assert.ok(document.getText().indexOf('class TestDiscounted') < document.getText().indexOf('__main__'));
    await until('it is in front', () => vscode.window.activeTextEditor?.document === document);
    await run('undo');
    assert.equal(document.getText(), before);
  }).timeout(SLOW_MS);

  test('a bug is shown by a test that fails, and what the button does fixes it', async () => {
    const forge = await api();
    const { document } = await openAtFunction('def is_free', 'billing', 'postage.py');
    const before = document.getText();
    const textDocument = { uri: document.uri.toString(), version: document.version };
    const place = { line: 0, character: 6 };
    await vscode.commands.executeCommand('localForge.failingTestAt', {
      textDocument,
      range: { start: place, end: place },
      report: 'is_free(5000) should be True',
    });
    const shown = forge.failingTest();
    assert.ok(shown, 'no failing test');
    assert.match(shown.test.why, /is_free\(5000\).*False.*True/);
    const testFile = vscode.window.activeTextEditor?.document;
    assert.equal(testFile?.uri.scheme, 'untitled');
    assert.equal(testFile.uri.fsPath, file('billing', 'test_postage.py').fsPath);
    assert.match(testFile.getText(), /self\.assertIs\(is_free\(5000\), True\)/);
    assert.equal(document.getText(), before);
    assert.equal(fs.existsSync(testFile.uri.fsPath), false);
    await set('fixSeconds', 120);
    await shown.fix();
    const fixed = forge.preview();
    assert.ok(fixed, 'no fix was found');
    assert.match(fixed.text, /return price > 5000\n {4}return /);
    assert.equal(document.getText(), before);
    await until('it has the focus', () => vscode.window.activeTextEditor?.document.uri.toString() === fixed.uri);
    await run('localForge.acceptAllChanges');
    await until('it is in the document', () => document.getText() !== before);
    assert.deepEqual(copies(), []);
    await set('fixSeconds', 1);
  }).timeout(3 * SLOW_MS);

  test('putting the list away leaves nothing', async () => {
    const { document } = await openAtFunction('discounted', 'billing', 'discount.py');
    const { done } = await offered();
    await run('workbench.action.closeQuickOpen');
    await done;
    assert.deepEqual(unsaved(), []);
    assert.deepEqual(
      tabs().map(({ label }) => label),
      ['discount.py'],
    );
    assert.equal(vscode.window.activeTextEditor?.document, document);
  }).timeout(SLOW_MS);

  test('what is given up while it runs leaves no copy of the project and offers nothing', async () => {
    const { document } = await openAtFunction('function shippingCost', 'src', 'shipping.ts');
    const done = run('localForge.generateTests');
    await until('a copy is made', () => copies().length > 0, SLOW_MS);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// mine\n');
    await vscode.workspace.applyEdit(edit);
    await done;
    await until('the copy is gone', () => copies().length === 0);
    assert.equal((await api()).offeredTests(), undefined);
    assert.deepEqual(unsaved(), [document]);
  }).timeout(SLOW_MS);
});
