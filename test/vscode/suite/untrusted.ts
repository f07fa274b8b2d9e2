import assert from 'node:assert/strict';
import fs from 'node:fs';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { accept, api, file, openAt, type, until } from './editor.ts';

suite('a workspace that is not trusted', () => {
  test('gets suggestions, and its settings let in nothing that is left out', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const forge = await api();
    await until('the model was found', () => forge.status()?.state === 'unloaded');
    const settings = fs.readFileSync(file('.vscode', 'settings.json').fsPath, 'utf8');
    assert.match(settings, /"localForge.respectGitignore": false/);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('table.gen.ts')));
    await until('it is left out all the same', () => forge.presentation().document.text === 'Left out');
    const editor = await openAt(file('inventory.ts'), 'total += line.product.');
    await type('price');
    assert.match(await accept(editor), /\* line\.quantity/);
  });

  test('lets none of its programs be run, and nobody is asked', async () => {
    const forge = await api();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    assert.equal(await forge.mayRun(folder.uri.toString(), ['node_modules/.bin/eslint']), false);
  });

  test('gets tests as a draft that says it was not run, whatever its settings say, and nobody is asked', async () => {
    const forge = await api();
    const asked: string[] = [];
    forge.answerQuestions((message) => {
      asked.push(message);
      return Promise.resolve(undefined);
    });
    const settings = fs.readFileSync(file('.vscode', 'settings.json').fsPath, 'utf8');
    assert.match(settings, /"localForge.runTests": "always"/);
    const document = await vscode.workspace.openTextDocument(file('twice.py'));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 4, 1, 4);
    await vscode.commands.executeCommand('localForge.generateTests');
    const draft = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(draft, /^# NOT RUN: [^]*twice/);
    assert.deepEqual(asked, []);
  }).timeout(180_000);
});
