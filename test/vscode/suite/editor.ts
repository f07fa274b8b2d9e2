/** What the suites share: the extension, an editor to type in, and waiting. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/main.ts';

export const EXTENSION = 'local-forge.local-forge';

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION);
  assert.ok(extension, `${EXTENSION} is not installed`);
  return extension.activate();
}

/** Asks until there is an answer other than undefined and false. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Still not so after ${withinMs} ms: ${what}; ${await state()}`);
    await pause(50);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function state(): Promise<string> {
  const forge = await api();
  return JSON.stringify({ shown: forge.presentation(), status: forge.status() });
}

/** A file of the first workspace folder whose name ends so. */
export function file(...parts: readonly string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...parts);
}

/** Opens a document with the cursor behind `behind`, the whole rest of that line deleted. */
export async function openAt(uri: vscode.Uri, behind: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await cutBehind(editor, behind);
  return editor;
}

async function cutBehind(editor: vscode.TextEditor, behind: string): Promise<void> {
  const at = editor.document.getText().indexOf(behind);
  assert.ok(at >= 0, `there is no ${behind}`);
  const cursor = editor.document.positionAt(at + behind.length);
  const end = editor.document.lineAt(cursor).range.end;
  await editor.edit((edit) => edit.delete(new vscode.Range(cursor, end)));
  editor.selection = new vscode.Selection(cursor, cursor);
}

/** Types as a person does: each character through the editor. */
export async function type(text: string): Promise<void> {
  for (const character of text) {
    await vscode.commands.executeCommand('type', { text: character });
    await pause(60);
  }
}

/** Accepts ghost text with one of VS Code's own commands as soon as there is some; returns what came into the line. */
export async function accept(
  editor: vscode.TextEditor,
  command: 'commit' | 'acceptNextWord' | 'acceptNextLine' = 'commit',
): Promise<string> {
  const before = editor.document.getText();
  const at = editor.document.offsetAt(editor.selection.active);
  await until('ghost text was accepted', async () => {
    await vscode.commands.executeCommand(`editor.action.inlineSuggest.${command}`);
    return editor.document.getText() !== before;
  });
  const after = editor.document.getText();
  return after.slice(at, after.length - (before.length - at));
}

/** Fails when ghost text comes within a time in which it would have come. */
export async function expectNothing(editor: vscode.TextEditor): Promise<void> {
  const before = editor.document.getText();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  for (let tries = 0; tries < 10; tries++) {
    await pause(150);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    assert.equal(editor.document.getText(), before, 'there was ghost text');
  }
}

/** Gives every document back as it is on disk, and closes it. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty === true) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Writes a user setting of Local Forge; undefined takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('localForge').update(name, value, vscode.ConfigurationTarget.Global);
}
