import type { Uri } from 'vscode';
import {
  CodeLens,
  commands,
  EventEmitter,
  l10n,
  languages,
  Range,
  TabInputText,
  window,
  workspace,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import { PreviewLook } from './preview-look.ts';
import { lensesOf } from './preview-lenses.ts';
import { Preview, PREVIEW_SCHEME, PROPOSED_SCHEME, type Subject } from './preview.ts';

/** The changes that wait for the user's decision, and the commands that decide. */
export class Previews implements Disposable, TextDocumentContentProvider, CodeLensProvider {
  private readonly contentChanged = new EventEmitter<Uri>();
  private readonly lensesChanged = new EventEmitter<void>();
  public readonly onDidChange = this.contentChanged.event;
  public readonly onDidChangeCodeLenses = this.lensesChanged.event;
  private readonly look = new PreviewLook();
  private readonly open = new Map<string, Preview>();
  /** Those that have had a tab: one that is about to get its tab must not be taken for one whose tab was closed. */
  private readonly opened = new WeakSet<Preview>();
  private readonly disposables: Disposable[];
  private shown = 0;

  public constructor() {
    this.disposables = [
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      workspace.registerTextDocumentContentProvider(PROPOSED_SCHEME, this),
      languages.registerCodeLensProvider({ scheme: PREVIEW_SCHEME }, this),
      workspace.onDidChangeTextDocument(({ document }) => this.decorate(this.open.get(document.uri.toString()))),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.decorate(this.open.get(document.uri.toString()));
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.forgetClosed();
      }),
    ];
    void closeLeftovers();
  }

  /** Shows a change; one that still waits for the same document is discarded. */
  public async show(subject: Subject): Promise<void> {
    const source = subject.document.uri.toString();
    for (const older of [...this.open.values()]) if (older.sourceUri.toString() === source) await this.end(older);
    const preview = new Preview(++this.shown, subject);
    this.open.set(preview.uri.toString(), preview);
    const { languageId } = subject.document;
    const document = await workspace.openTextDocument(preview.uri);
    if (document.languageId !== languageId) await languages.setTextDocumentLanguage(document, languageId);
    await preview.open();
    this.opened.add(preview);
    this.decorate(preview);
  }

  /** For tests: the change that was shown last and waits. */
  public get last(): Preview | undefined {
    return [...this.open.values()].at(-1);
  }

  public provideTextDocumentContent(uri: Uri): string {
    if (uri.scheme === PREVIEW_SCHEME) return this.open.get(uri.toString())?.text ?? '';
    const preview = [...this.open.values()].find(({ proposedUri }) => proposedUri.toString() === uri.toString());
    return preview?.review.proposedText('\n') ?? '';
  }

  public provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const preview = this.open.get(uri.toString());
    if (preview === undefined) return [];
    const lenses = lensesOf(preview.review, preview.findings, (message, ...values) => l10n.t(message, ...values));
    return lenses.map(({ line, title, command, hunk }) => {
      const name = command === undefined ? '' : `localForge.${command}`;
      return new CodeLens(new Range(line, 0, line, 0), { title, command: name, arguments: [uri, hunk] });
    });
  }

  /** What decides, by the names of the commands. From a link they get the preview and the hunk, from a key nothing. */
  public commands(): Record<string, (uri?: Uri, hunk?: number) => unknown> {
    return {
      acceptChange: (uri, hunk) => this.decide('accepted', uri, hunk),
      discardChange: (uri, hunk) => this.decide('discarded', uri, hunk),
      acceptAllChanges: (uri) => this.decideAll('accepted', uri),
      discardAllChanges: (uri) => this.decideAll('discarded', uri),
      compareChanges: (uri) => this.compare(uri),
      nextChange: () => this.move(1),
      previousChange: () => this.move(-1),
    };
  }

  public dispose(): void {
    for (const disposable of [...this.disposables, this.look, this.contentChanged, this.lensesChanged]) {
      disposable.dispose();
    }
  }

  private async decide(decision: 'accepted' | 'discarded', uri: Uri | undefined, hunk: number | undefined) {
    const preview = this.find(uri);
    if (preview === undefined) return;
    const chosen = hunk ?? this.hunkAtCursor(preview);
    if (chosen === undefined) {
      this.move(1); // which one is meant cannot be seen: the next key decides about it
      return;
    }
    preview.review.decide(chosen, decision);
    await this.decided(preview);
  }

  private async decideAll(decision: 'accepted' | 'discarded', uri: Uri | undefined): Promise<void> {
    const preview = this.find(uri);
    if (preview === undefined) return;
    // Who discards all wants none of it, also of what was accepted and is not in the document yet.
    if (decision === 'discarded') preview.review.reopen('accepted');
    preview.review.decideAll(decision);
    await this.decided(preview);
  }

  /** Shows what is open still, or puts what was accepted into the document. */
  private async decided(preview: Preview): Promise<void> {
    const done = preview.review.numbers('open').length === 0;
    if (done && (await preview.apply())) return this.end(preview);
    this.contentChanged.fire(preview.uri);
    this.contentChanged.fire(preview.proposedUri);
    this.lensesChanged.fire();
    this.decorate(preview);
    if (done) {
      const name = workspace.asRelativePath(preview.sourceUri);
      void window.showWarningMessage(
        l10n.t('{0} was changed meanwhile, so that this change does not fit any more. Nothing was done.', name),
      );
      return;
    }
    const editor = this.activeEditor(preview);
    const cursor = editor?.selection.active.line ?? 0;
    if (editor) preview.goTo(editor, nextOpen(preview, cursor, 1));
  }

  private async end(preview: Preview): Promise<void> {
    this.open.delete(preview.uri.toString());
    await preview.close();
  }

  /** A preview whose tab the user has closed is discarded. */
  private forgetClosed(): void {
    for (const [key, preview] of this.open) {
      if (!this.opened.has(preview)) continue;
      // A tab that is moved to another group is closed in one and opened in the other.
      setTimeout(() => {
        const isOpen = preview.tabs().some(({ input }) => input instanceof TabInputText);
        if (!isOpen && this.open.delete(key)) void preview.close();
      }, 0);
    }
  }

  private async compare(uri: Uri | undefined): Promise<void> {
    const preview = this.find(uri);
    if (preview === undefined) return;
    const title = l10n.t('{0}: Now and Proposed', workspace.asRelativePath(preview.sourceUri));
    await commands.executeCommand('vscode.diff', preview.sourceUri, preview.proposedUri, title);
  }

  private move(step: 1 | -1): void {
    const preview = this.find(undefined);
    const editor = preview && this.activeEditor(preview);
    if (editor) preview.goTo(editor, nextOpen(preview, editor.selection.active.line, step));
  }

  private hunkAtCursor(preview: Preview): number | undefined {
    const line = this.activeEditor(preview)?.selection.active.line;
    return line === undefined ? undefined : preview.review.rows()[line]?.hunk;
  }

  private find(uri: Uri | undefined): Preview | undefined {
    return this.open.get((uri ?? window.activeTextEditor?.document.uri)?.toString() ?? '');
  }

  private activeEditor(preview: Preview) {
    const editor = window.activeTextEditor;
    return editor?.document.uri.toString() === preview.uri.toString() ? editor : undefined;
  }

  private decorate(preview: Preview | undefined): void {
    for (const editor of preview?.editors ?? []) {
      this.look.apply(editor, preview?.review.rows() ?? [], preview?.findings.warnings ?? []);
    }
  }
}

/** The open hunk before or behind a line of the preview; behind the last one comes the first. */
function nextOpen(preview: Preview, line: number, step: 1 | -1): number | undefined {
  const rows = preview.review.rows();
  const places = preview.review.numbers('open').map((hunk) => ({
    hunk,
    line: rows.findIndex((row) => row.hunk === hunk),
  }));
  const own = rows[line]?.hunk;
  const others = places.length > 1 ? places.filter(({ hunk }) => hunk !== own) : places;
  if (step === 1) return (others.find((place) => place.line >= line) ?? others[0])?.hunk;
  return (others.findLast((place) => place.line <= line) ?? others.at(-1))?.hunk;
}

/** VS Code opens the tabs of its last session again; what they showed is gone. */
async function closeLeftovers(): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof TabInputText && input.uri.scheme === PREVIEW_SCHEME),
  );
}
