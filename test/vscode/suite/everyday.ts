import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/main.ts';
import { accept, api, closeAll, EXTENSION, expectNothing, file, openAt, pause, set, type, until } from './editor.ts';

const HOLE = 'total += line.product.';

suite('everyday use', () => {
  let forge: Api;
  suiteSetup(async () => {
    forge = await api();
  });
  setup(closeAll);
  teardown(closeAll);

  const shown = () => forge.presentation();
  const nothingIs = (text: string) => until(`the status says "${text}"`, () => shown().document.text === text);

  /** VS Code does not ask again where it got nothing, so a key has to be pressed. */
  const expectSomething = async (editor: vscode.TextEditor) => {
    await type('price');
    assert.match(await accept(editor), /quantity/);
  };

  test('runs from the package, with every command of the manifest registered', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension);
    assert.match(extension.extensionPath, /extensions/);
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = await vscode.commands.getCommands();
    for (const { command } of contributes.commands) assert.ok(registered.includes(command), command);
    assert.ok(forge.activationMs > 0);
  });

  test('a model that is on this machine needs no click', async () => {
    await until('the server found the model', () => forge.status()?.state === 'unloaded');
    assert.equal(shown().bar.icon, 'flame');
  });

  test('ghost text comes while typing and is accepted whole', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await type('price');
    assert.match(await accept(editor), /^ \* line\.quantity;/);
    assert.equal(forge.status()?.state, 'ready');
  });

  test('ghost text is accepted word by word', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await type('price');
    const word = await accept(editor, 'acceptNextWord');
    assert.ok(word.length > 0 && word.length < ' * line.quantity;'.length, word);
    await accept(editor, 'commit');
    assert.match(editor.document.getText(), /total \+= line\.product\.price \* line\.quantity;/);
  });

  test('ghost text is accepted line by line', async () => {
    const editor = await openAt(file('inventory.ts'), 'private lineOf(sku: string): StockLine {');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    const line = await accept(editor, 'acceptNextLine');
    assert.ok(line.trim() !== '' || line.includes('\n'), JSON.stringify(line));
  });

  test('alternatives can be cycled through where they were asked for', async () => {
    const first = await openAt(file('inventory.ts'), 'const low');
    await vscode.commands.executeCommand('localForge.trigger');
    const greedy = await accept(first);
    await closeAll();
    const second = await openAt(file('inventory.ts'), 'const low');
    await vscode.commands.executeCommand('localForge.trigger');
    await pause(3000);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.showNext');
    const other = await accept(second);
    assert.notEqual(other, greedy);
  });

  test('an unsaved document gets suggestions', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'python',
      content: 'def square(number):\n    """The square of a number."""\n    ',
    });
    const editor = await vscode.window.showTextDocument(document);
    const end = document.positionAt(document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    await type('return');
    assert.match(await accept(editor), /number/);
  });

  test('the example of the walkthrough gets a suggestion', async () => {
    await vscode.commands.executeCommand('localForge.openExample');
    const editor = await until('the example is open', () => vscode.window.activeTextEditor);
    assert.match(await accept(editor), /price|quantity/);
  });

  test('a cell of a notebook gets suggestions', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(file('sums.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.cell.edit');
    const editor = await until('the cell is edited', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.scheme === 'vscode-notebook-cell' && active;
    });
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    await type('number');
    assert.match(await accept(editor), /number/);
  });

  test('a language is switched off and on', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await vscode.commands.executeCommand('localForge.toggleLanguage');
    await nothingIs('Off for typescript');
    await expectNothing(editor);
    assert.equal(shown().bar.action?.command, 'localForge.toggleLanguage');
    await vscode.commands.executeCommand('localForge.toggleLanguage');
    await nothingIs('On for typescript');
    await expectSomething(editor);
  });

  test('a folder with the setting off gets nothing, another one does, and the command switches it', async () => {
    const quiet = vscode.workspace.workspaceFolders?.[1];
    assert.ok(quiet, 'the workspace has two folders');
    const editor = await openAt(vscode.Uri.joinPath(quiet.uri, 'add.ts'), '  return a');
    await nothingIs('Off');
    await expectNothing(editor);
    await vscode.commands.executeCommand('localForge.toggleFolder');
    await nothingIs('On for typescript');
    await type(' ');
    assert.match(await accept(editor), /b/);
  });

  test('a pause holds everything back until it is ended', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await vscode.commands.executeCommand('localForge.pause');
    assert.equal(shown().bar.text, 'Paused');
    await expectNothing(editor);
    await vscode.commands.executeCommand('localForge.resume');
    await expectSomething(editor);
  });

  test('everything is switched off and on', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await vscode.commands.executeCommand('localForge.toggle');
    await nothingIs('Off');
    await expectNothing(editor);
    await vscode.commands.executeCommand('localForge.toggle');
    await nothingIs('On for typescript');
  });

  test('a file with secrets gets nothing, and the status says why as soon as it is open', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('.env')));
    await nothingIs('Left out');
    assert.match(shown().bar.detail, /left out/);
  });

  test('an ignored file gets nothing, and the status offers the setting', async () => {
    const editor = await openAt(file('table.gen.ts'), 'export const generated');
    await nothingIs('Left out');
    assert.deepEqual(shown().bar.action?.arguments, ['localForge.respectGitignore']);
    await expectNothing(editor);
    await set('respectGitignore', false);
    await nothingIs('On for typescript');
    await set('respectGitignore', undefined);
    await nothingIs('Left out');
  });

  test('a very large file says so', async () => {
    const large = file('large.txt');
    fs.writeFileSync(large.fsPath, 'a line of some data\n'.repeat(250_000));
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(large));
    await nothingIs('Too large');
    await expectNothing(editor);
  });

  test('VS Code’s own switch is told apart', async () => {
    await openAt(file('inventory.ts'), HOLE);
    const editor = vscode.workspace.getConfiguration('editor');
    await editor.update('inlineSuggest.enabled', false, vscode.ConfigurationTarget.Global);
    await nothingIs('Off in VS Code');
    await editor.update('inlineSuggest.enabled', true, vscode.ConfigurationTarget.Global);
    await nothingIs('On for typescript');
  });

  test('settings of the machine take effect while running', async () => {
    const editor = await openAt(file('inventory.ts'), HOLE);
    await set('model', path.join(file('').fsPath, 'nowhere.gguf'));
    await until('the model is missing', () => forge.status()?.state === 'no-model');
    assert.equal(shown().bar.action?.command, 'localForge.chooseModel');
    await expectNothing(editor);
    await set('model', undefined);
    await until('the model is there', () => forge.status()?.state === 'unloaded');
    await expectSomething(editor);
  });

  test('no key is taken from a command of VS Code', async () => {
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const text = await until('the default keys are shown', () => {
      const shownText = vscode.window.activeTextEditor?.document.getText() ?? '';
      return shownText.includes('"command"') && shownText;
    });
    const all = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*\])/g, '$1')) as {
      key: string;
      command: string;
      when?: string;
    }[];
    // In a preview, which is a document of ours, keys decide about the changes.
    const ours = all.filter(
      ({ command, when = '' }) => command.startsWith('localForge.') && !when.includes('local-forge-preview'),
    );
    assert.equal(ours.length, 2);
    for (const { key } of ours) {
      const others = all.filter((binding) => binding.key === key && !binding.command.startsWith('localForge.'));
      assert.deepEqual(others, []);
    }
  });

  test('the log holds no code', async () => {
    const marker = 'unmistakableName';
    const editor = await openAt(file('inventory.ts'), HOLE);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `const ${marker} = 1;\n`));
    await expectSomething(editor);
    const text = await until('the log is written', () => {
      const found = logOf(forge.logFolder);
      return found.includes('Activated in') && found;
    });
    assert.ok(!text.includes(marker));
    assert.ok(!text.includes('lineOf'));
  });
});

function logOf(folder: string): string {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n');
}
