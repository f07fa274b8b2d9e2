import { commands, l10n, Position, window, workspace, WorkspaceEdit, type TextEditor } from 'vscode';
import { NAMES_REQUEST, type NamesParams } from '../../protocol/messages.ts';
import type { Server } from '../server.ts';
import { askWithProgress, showError } from './ask.ts';

/** The model finds clearer names; what renames is the editor's own rename, which knows every place. */
export async function renameClearly(server: Server, { document, selection }: TextEditor): Promise<void> {
  const { line, character } = selection.active;
  const params: NamesParams = {
    textDocument: { uri: document.uri.toString(), version: document.version },
    position: { line, character },
  };
  const found = await askWithProgress(l10n.t('Looking for clearer names'), document, async (token, listener) => ({
    names: await server.ask<string[]>(NAMES_REQUEST, params, token, listener),
  }));
  if (found === undefined) return;
  const own = l10n.t('Another Name…');
  const picked = await window.showQuickPick([...found.names, own], { title: l10n.t('Rename Clearly') });
  const name = picked === own ? await window.showInputBox({ prompt: l10n.t('New name') }) : picked;
  if (name === undefined || name === '') return;
  try {
    const edit = await commands.executeCommand<WorkspaceEdit | undefined>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      new Position(line, character),
      name,
    );
    if (edit === undefined || edit.size === 0) {
      void window.showInformationMessage(l10n.t('No language here can rename this.'));
      return;
    }
    await workspace.applyEdit(edit.size > 1 ? toConfirm(edit, name) : edit);
  } catch (error) {
    showError(error);
  }
}

/** Several files at once are looked at first. */
function toConfirm(edit: WorkspaceEdit, name: string): WorkspaceEdit {
  const confirmed = new WorkspaceEdit();
  const about = { needsConfirmation: true, label: l10n.t('Rename to {0}', name) };
  for (const [uri, edits] of edit.entries())
    for (const { range, newText } of edits) confirmed.replace(uri, range, newText, about);
  return confirmed;
}
