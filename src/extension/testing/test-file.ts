import { Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { Proposal, ProposedDocument } from '../../protocol/messages.ts';
import { newTextOf } from '../edits/new-text.ts';
import type { Previews } from '../edits/previews.ts';

/** The test file's whole text as it is proposed. */
export async function newFileText({ documents: [file] }: Proposal): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (file.version === null) return allOf(file);
  return newTextOf(await workspace.openTextDocument(Uri.parse(file.uri)), file.edits);
}

/** Shows a proposed test file: a new one unsaved, changes of one that is there as a preview. */
export async function showTestFile(proposal: Proposal, previews: Previews): Promise<void> {
  const [file] = proposal.documents;
  if (file === undefined) return;
  const uri = Uri.parse(file.uri);
  if (file.version === null) {
    await showUnsaved(uri, allOf(file));
    if (proposal.warnings.length > 0) void window.showWarningMessage(proposal.warnings.join(' '));
    return;
  }
  const document = await workspace.openTextDocument(uri);
  await previews.show({ document, newText: newTextOf(document, file.edits), findings: proposal });
}

/** Of a new file: what is put into it. */
function allOf({ edits }: ProposedDocument): string {
  return edits.map(({ newText }) => newText).join('');
}

/** A file that is not there yet, with its name and place, until the user saves it; undoing empties it. */
async function showUnsaved(uri: Uri, text: string): Promise<void> {
  const document = await workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}
