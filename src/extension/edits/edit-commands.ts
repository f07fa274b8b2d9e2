import {
  l10n,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type Diagnostic,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import {
  EDIT_REQUEST,
  EXPLAIN_REQUEST,
  type EditKind,
  type EditParams,
  type EditResult,
  type ExplainParams,
  type Explanation,
  type Proposal,
} from '../../protocol/messages.ts';
import type { Server } from '../server.ts';
import { reportedOf, watchAfterFix } from './after-fix.ts';
import { askWithProgress, showError } from './ask.ts';
import { Explanations } from './explanations.ts';
import { newTextOf } from './new-text.ts';
import { problemsAt, problemsIn, union } from './place.ts';
import { Previews } from './previews.ts';
import { renameClearly } from './rename.ts';

/** Translating to these is asked for most; the others are a word away. */
const LANGUAGES = ['typescript', 'python', 'go', 'rust', 'java', 'csharp', 'cpp', 'javascript', 'ruby', 'php'];
const MOST_REMEMBERED = 8;

/** The commands that change or explain code: they ask the server, and show what it proposes before anything is changed. */
export class EditCommands implements Disposable {
  public readonly previews = new Previews();
  public readonly explanations = new Explanations();
  private readonly server: () => Server | undefined;
  /** Instructions of this session, the last one first. */
  private instructions: string[] = [];

  public constructor(server: () => Server | undefined) {
    this.server = server;
  }

  public commands(): Record<string, (...args: never[]) => unknown> {
    return {
      ...this.previews.commands(),
      fixProblem: () => this.withEditor((editor) => this.fixProblem(editor)),
      fixAll: () => this.withEditor((editor) => this.fixAll(editor)),
      explain: () => this.withEditor((editor) => this.explainHere(editor)),
      closeExplanation: () => this.explanations.closeAll(),
      simplify: () => this.withEditor((editor) => this.ask(editor, 'simplify')),
      addDocumentation: () => this.withEditor((editor) => this.ask(editor, 'document')),
      addTypes: () => this.withEditor((editor) => this.ask(editor, 'types')),
      extractFunction: () => this.withEditor((editor) => this.ask(editor, 'extract')),
      renameClearly: () =>
        this.withEditor(async (editor) => {
          const server = this.server();
          if (server) await renameClearly(server, editor);
        }),
      convert: () => this.withEditor((editor) => this.convert(editor)),
      translate: () => this.withEditor((editor) => this.translate(editor)),
      edit: () => this.withEditor((editor) => this.editAsSaid(editor)),
      editAt: (params: EditParams) => this.editAt(params),
      explainAt: (params: ExplainParams) => this.explainAt(params),
    };
  }

  public dispose(): void {
    this.previews.dispose();
    this.explanations.dispose();
  }

  private async withEditor(work: (editor: TextEditor) => Promise<void>): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor) await work(editor);
  }

  private async fixProblem(editor: TextEditor): Promise<void> {
    const [problem] = problemsAt(editor);
    if (problem === undefined) {
      void window.showInformationMessage(l10n.t('There is no error or warning here.'));
      return;
    }
    await this.editAt(this.paramsFor(editor.document, problem.range, 'fix', [problem]), problem);
  }

  private async fixAll({ document }: TextEditor): Promise<void> {
    const problems = problemsIn(document);
    const range = union(problems.map((problem) => problem.range));
    if (range === undefined) void window.showInformationMessage(l10n.t('There is no error or warning in this file.'));
    else await this.editAt(this.paramsFor(document, range, 'fix-all', problems));
  }

  private async explainHere(editor: TextEditor): Promise<void> {
    const { document, selection } = editor;
    const [problem] = problemsAt(editor);
    const params = {
      textDocument: { uri: document.uri.toString(), version: document.version },
      range: plain(problem?.range ?? selection),
    };
    const [diagnostic] = problem ? (this.server()?.diagnostics([problem]) ?? []) : [];
    await this.explainAt({ ...params, ...(diagnostic !== undefined && { diagnostic }) });
  }

  private async ask({ document, selection }: TextEditor, kind: EditKind): Promise<void> {
    await this.editAt(this.paramsFor(document, selection, kind));
  }

  private async convert({ document, selection }: TextEditor): Promise<void> {
    const own = l10n.t('Something Else…');
    const usual = [
      'callbacks to async/await',
      'promise chains to async/await',
      'class to functions',
      'loop to iterator methods',
      'if chain to switch',
    ];
    const picked = await window.showQuickPick([...usual, own], { title: l10n.t('Convert') });
    const instruction = picked === own ? await window.showInputBox({ prompt: l10n.t('Convert into what?') }) : picked;
    if (instruction) await this.editAt({ ...this.paramsFor(document, selection, 'convert'), instruction });
  }

  private async translate({ document, selection }: TextEditor): Promise<void> {
    const languages = LANGUAGES.filter((language) => language !== document.languageId);
    const language = await window.showQuickPick(languages, { title: l10n.t('Translate to Which Language?') });
    if (language !== undefined) await this.editAt({ ...this.paramsFor(document, selection, 'translate'), language });
  }

  private async editAsSaid({ document, selection }: TextEditor): Promise<void> {
    const box = window.createQuickPick();
    box.title = l10n.t('Edit with Local Forge');
    box.placeholder = l10n.t('What to change, e.g. return early for an empty list');
    const show = () => {
      const said = box.value.trim();
      const all = said === '' ? this.instructions : [said, ...this.instructions.filter((old) => old !== said)];
      box.items = all.map((label) => ({ label, alwaysShow: true }));
    };
    show();
    const instruction = await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue(show);
      box.onDidAccept(() => {
        // The list may be older than the last key; what is chosen in the list that stands there now was meant.
        const [active] = box.activeItems;
        resolve(active && box.items.includes(active) ? active.label : box.value.trim());
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
    box.dispose();
    if (!instruction) return;
    this.instructions = [instruction, ...this.instructions.filter((old) => old !== instruction)].slice(
      0,
      MOST_REMEMBERED,
    );
    await this.editAt({ ...this.paramsFor(document, selection, 'instruction'), instruction });
  }

  private paramsFor(
    { uri, version }: TextDocument,
    range: Range,
    kind: EditKind,
    problems: readonly Diagnostic[] = [],
  ): EditParams {
    return {
      textDocument: { uri: uri.toString(), version },
      range: plain(range),
      kind,
      ...(problems.length > 0 && { diagnostics: this.server()?.diagnostics(problems) ?? [] }),
    };
  }

  /** Asks for an edit and shows what was proposed. */
  private async editAt(params: EditParams, problem?: Diagnostic): Promise<void> {
    const server = this.server();
    if (server === undefined) return;
    const document = await workspace.openTextDocument(Uri.parse(params.textDocument.uri));
    const isFix = params.kind.startsWith('fix');
    // What a light bulb carries is the problem as the server had it.
    const about = problem ?? messageOf(params.diagnostics?.[0]);
    const before = reportedOf(document);
    const title = isFix ? l10n.t('Looking for a fix') : l10n.t('Writing an edit');
    const result = await askWithProgress<Extract<EditResult, { proposal: Proposal }>>(
      title,
      document,
      (token, listener) => server.ask<EditResult>(EDIT_REQUEST, params, token, listener),
    );
    if (result === undefined) return;
    try {
      await this.show(
        result.proposal,
        params.language ?? document.languageId,
        isFix ? (done) => watchAfterFix(done, params.kind === 'fix' ? about : undefined, before) : undefined,
      );
    } catch (error) {
      showError(error);
    }
  }

  private async show(
    proposal: Proposal,
    language: string,
    onAccepted: ((document: TextDocument) => void) | undefined,
  ): Promise<void> {
    const { documents } = proposal;
    const [only, ...more] = documents;
    if (only === undefined) return;
    if (more.length > 0) {
      await workspace.applyEdit(confirmed(proposal));
      return;
    }
    if (only.version === null) {
      await showNew(language, only.edits.map(({ newText }) => newText).join(''), proposal);
      return;
    }
    const document = await workspace.openTextDocument(Uri.parse(only.uri));
    const newText = newTextOf(document, only.edits);
    await this.previews.show({ document, newText, findings: proposal, ...(onAccepted && { onAccepted }) });
  }

  /** Explains beneath the code, as it is written. */
  private async explainAt(params: ExplainParams): Promise<void> {
    const server = this.server();
    if (server === undefined) return;
    const uri = Uri.parse(params.textDocument.uri);
    const document = await workspace.openTextDocument(uri);
    const { start, end } = params.range;
    const range = new Range(start.line, start.character, end.line, end.character);
    const thread = this.explanations.open(uri, range);
    const result = await askWithProgress<Extract<Explanation, { text: string }>>(
      l10n.t('Explaining'),
      document,
      (token, listener) =>
        server.ask<Explanation>(EXPLAIN_REQUEST, params, token, {
          ...listener,
          onText: (text) => {
            if (text !== '') thread.write(text);
          },
        }),
      thread.closed,
    );
    if (result === undefined) thread.close();
    else thread.write(result.text);
  }
}

/** As LSP has it: VS Code's own ranges become arrays on the wire. */
function plain({ start, end }: Range): EditParams['range'] {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/** Several files are looked at in VS Code's own Refactor Preview. */
function confirmed({ title, documents, warnings }: Proposal): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const about = { needsConfirmation: true, label: title, description: warnings.join(' ') };
  for (const { uri, edits } of documents)
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character), newText, about);
    }
  return edit;
}

/** A new text is one that nobody has saved, and that has no name yet: nothing is overwritten. */
async function showNew(language: string, text: string, { unchecked, warnings }: Proposal): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language, content: text }));
  if (warnings.length > 0) void window.showWarningMessage(warnings.join(' '));
  else if (unchecked.length > 0) void window.showInformationMessage(l10n.t('Not checked: {0}', unchecked.join(' ')));
}

function messageOf(diagnostic: unknown): { readonly message: string } | undefined {
  if (typeof diagnostic !== 'object' || diagnostic === null || !('message' in diagnostic)) return undefined;
  return typeof diagnostic.message === 'string' ? { message: diagnostic.message } : undefined;
}
