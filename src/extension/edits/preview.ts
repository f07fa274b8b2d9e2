import path from 'node:path';
import {
  EndOfLine,
  l10n,
  Range,
  Selection,
  TabInputText,
  TabInputTextDiff,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
  type Tab,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { linesOf } from './hunks.ts';
import type { Findings } from './preview-lenses.ts';
import { Review } from './review.ts';

/** Scheme of the documents that show a change within the whole text. */
export const PREVIEW_SCHEME = 'local-forge-preview';
/** Scheme of the right side where both are compared side by side. */
export const PROPOSED_SCHEME = 'local-forge-proposed';

/** A change of one document that the user is asked about. */
export interface Subject {
  readonly document: TextDocument;
  readonly newText: string;
  readonly findings: Findings;
  /** The user took it, `whole` or in part, and it is in the document. */
  readonly onAccepted?: (document: TextDocument, whole: boolean) => void;
}

/** One change, shown in a read-only document of its own; the user's document stays as it is until all is decided. */
export class Preview {
  public readonly uri: Uri;
  public readonly proposedUri: Uri;
  public readonly sourceUri: Uri;
  public readonly review: Review;
  public readonly findings: Findings;
  private readonly subject: Subject;
  private readonly eol: string;
  private readonly viewColumn: ViewColumn;

  public constructor(number: number, subject: Subject) {
    const { document, newText, findings } = subject;
    this.subject = subject;
    this.findings = findings;
    this.sourceUri = document.uri;
    this.eol = document.eol === EndOfLine.LF ? '\n' : '\r\n';
    this.review = new Review(document.getText(), newText);
    this.viewColumn = sourceEditor(document)?.viewColumn ?? ViewColumn.Active;
    const name = path.posix.basename(document.uri.path);
    const uri = Uri.from({ scheme: PREVIEW_SCHEME, path: `/${l10n.t('Preview of {0}', name)}`, query: `${number}` });
    this.uri = uri;
    this.proposedUri = uri.with({ scheme: PROPOSED_SCHEME, path: `/${name}` });
  }

  /** The text of the preview. */
  public get text(): string {
    return this.review
      .rows()
      .map(({ text }) => text)
      .join('\n');
  }

  /** The editors that show it as it is now; one that is being updated is not among them. */
  public get editors(): TextEditor[] {
    const { uri, text } = this;
    return window.visibleTextEditors.filter(
      ({ document }) => document.uri.toString() === uri.toString() && linesOf(document.getText()).join('\n') === text,
    );
  }

  /** Opens it over the document's editor, at the same place. */
  public async open(): Promise<TextEditor> {
    const source = sourceEditor(this.subject.document);
    const top = source?.visibleRanges[0]?.start.line ?? 0;
    const editor = await window.showTextDocument(this.uri, { viewColumn: this.viewColumn, preview: false });
    const rows = this.review.rows();
    const topRow = rows.findIndex(({ oldLine }) => oldLine >= top);
    editor.revealRange(new Range(topRow, 0, topRow, 0), TextEditorRevealType.AtTop);
    this.goTo(editor, this.review.numbers('open')[0]);
    return editor;
  }

  /** Puts the cursor on a hunk. */
  public goTo(editor: TextEditor, hunk: number | undefined): void {
    const rows = this.review.rows();
    const start = hunk === undefined ? -1 : rows.findIndex((row) => row.hunk === hunk);
    if (start < 0) return;
    const end = rows.findLastIndex((row) => row.hunk === hunk);
    editor.selection = new Selection(start, 0, start, 0);
    editor.revealRange(new Range(start, 0, end, 0), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /**
   * Puts the accepted hunks into the document, as one step that can be undone. False, with every accepted hunk open
   * again, where the document is not any more what the preview shows.
   */
  public async apply(): Promise<boolean> {
    const edits = this.review.edits(this.eol);
    const whole = this.review.numbers('discarded').length === 0;
    if (edits.length === 0) return true;
    const document = await workspace.openTextDocument(this.sourceUri);
    const edit = new WorkspaceEdit();
    for (const { start, end, newText } of edits) {
      edit.replace(document.uri, new Range(start.line, start.character, end.line, end.character), newText);
    }
    const applied = document.getText() === this.review.oldText && (await workspace.applyEdit(edit));
    if (applied) this.subject.onAccepted?.(document, whole);
    else this.review.reopen('accepted');
    return applied;
  }

  /** Closes its editors; the document's is in front afterwards, if the preview was. */
  public async close(): Promise<void> {
    const shown = window.activeTextEditor?.document.uri.toString() === this.uri.toString();
    // The cell of a notebook has no editor of its own: the notebook comes to the front by itself.
    if (shown && this.sourceUri.scheme !== 'vscode-notebook-cell') {
      await window.showTextDocument(this.sourceUri, { viewColumn: this.viewColumn });
    }
    await window.tabGroups.close(this.tabs());
  }

  /** Its tabs, those of the comparison included. */
  public tabs(): Tab[] {
    const own = [this.uri.toString(), this.proposedUri.toString()];
    return window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => {
        if (input instanceof TabInputTextDiff) return own.includes(input.modified.toString());
        return input instanceof TabInputText && own.includes(input.uri.toString());
      });
  }
}

function sourceEditor(document: TextDocument): TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = window;
  return [activeTextEditor, ...visibleTextEditors].find((editor) => editor?.document === document);
}
