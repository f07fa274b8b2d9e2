import path from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CheckedEdit } from '../assistant/edit/changes.ts';
import { edit } from '../assistant/edit/editor.ts';
import { hiddenWarning } from '../assistant/edit/hidden-characters.ts';
import { translated } from '../assistant/edit/translation.ts';
import { explain } from '../assistant/explain/explain.ts';
import { fixAll } from '../assistant/fix/fix-all.ts';
import { fix } from '../assistant/fix/fixer.ts';
import { clearerNames } from '../assistant/names/names.ts';
import type {
  EditParams,
  EditResult,
  ExplainParams,
  Explanation,
  NamesParams,
  Proposal,
  ProposedDocument,
} from '../protocol/messages.ts';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { locate } from '../workspace/file-location.ts';
import { languageById } from '../workspace/languages.ts';
import { languageVersion } from '../workspace/language-version.ts';
import { writePermission } from '../workspace/write-guard.ts';
import { askedDocument, unlessCancelled } from './asked-document.ts';
import { fromLsp, isRange } from './diagnostics.ts';
import { projectCheckers } from './project-checks.ts';
import { proposalFor } from './proposal.ts';
import type { Session } from './session.ts';

/** An edit is cancelled by hand, which nobody notices within a tenth of a second; short steps read half as fast. */
const STEP_MS = 100;

/** Gets what is being done and what was written so far. */
export interface Listener {
  readonly onStage: (stage: string) => void;
  readonly onText: (text: string) => void;
}

/** The document that a request speaks of, as it was then, or why there is none. */
interface Asked {
  readonly document: TextDocument;
  readonly text: string;
  readonly warnings: readonly string[];
}

/** Answers requests for edits and explanations. Nothing is changed by them; every refusal is one sentence. */
export class Edits {
  private readonly session: Session;

  public constructor(session: Session) {
    this.session = session;
  }

  public async edit(params: EditParams, signal: AbortSignal, listener: Listener): Promise<EditResult> {
    const asked = await this.asked(params.textDocument, true);
    if ('reason' in asked) return asked;
    if (!isRange(params.range)) return { reason: 'The request names no place.' };
    const result = await unlessCancelled(signal, () => this.made(params, asked, signal, listener));
    // What was made for a text that is not there any more would be put in the wrong place.
    const now = this.session.documents.get(params.textDocument.uri);
    if ('proposal' in result && now?.version !== asked.document.version)
      return { reason: 'The document was changed meanwhile. Ask again.' };
    return result;
  }

  public async explain(params: ExplainParams, signal: AbortSignal, listener: Listener): Promise<Explanation> {
    const asked = await this.asked(params.textDocument, false);
    if ('reason' in asked) return asked;
    if (!isRange(params.range)) return { reason: 'The request names no place.' };
    const { documents } = this.session;
    const { document, text } = asked;
    const diagnostic = fromLsp(params.diagnostic, document, documents);
    const { engine, syntax } = await this.session.workshop();
    const said = await explain(
      {
        languageId: document.languageId,
        text,
        start: documents.offsetAt(document, params.range.start),
        end: documents.offsetAt(document, params.range.end),
        ...(diagnostic && { diagnostic }),
      },
      syntax,
      { engine, maxStepMs: STEP_MS, priority: 'work', onText: listener.onText },
      signal,
    );
    if (signal.aborted) return { reason: 'Cancelled.' };
    return said === '' ? { reason: 'The model had nothing to say.' } : { text: said };
  }

  public async names(params: NamesParams, signal: AbortSignal): Promise<string[]> {
    const asked = await this.asked(params.textDocument, true);
    if ('reason' in asked) return [];
    const { document, text } = asked;
    const { engine, syntax } = await this.session.workshop();
    const offset = this.session.documents.offsetAt(document, params.position);
    const options = { engine, maxStepMs: STEP_MS, priority: 'work' as const };
    return clearerNames({ languageId: document.languageId, text, offset }, syntax, options, signal);
  }

  private async made(params: EditParams, asked: Asked, signal: AbortSignal, listener: Listener): Promise<EditResult> {
    const { session } = this;
    const { documents } = session;
    const { document, text } = asked;
    const { uri, languageId } = document;
    const { engine, syntax } = await session.workshop();
    const start = documents.offsetAt(document, params.range.start);
    const end = documents.offsetAt(document, params.range.end);
    const location = locate(uri);
    const file = location.kind === 'file' ? location.path : undefined;
    const folders = session.folderPaths();
    const version =
      file === undefined ? languageById(languageId).name : await languageVersion(file, languageId, folders);

    if (params.kind === 'translate') {
      const made = await translated(
        { languageId, text, start, end, to: params.language ?? '' },
        { engine, syntax, maxStepMs: STEP_MS, ...listener },
        signal,
      );
      if (made.kind === 'nothing') return { reason: made.reason };
      return { proposal: this.newDocument(made, params, file) };
    }

    listener.onStage('Looking for checkers');
    const checks = await projectCheckers(session, uri, languageId, !params.kind.startsWith('fix'));
    const shared = { engine, syntax, maxStepMs: STEP_MS, checkers: checks.checkers, ...listener };
    const budgetMs = session.settingsOf(uri).fixSeconds * 1000;
    try {
      if (params.kind === 'fix' || params.kind === 'fix-all') {
        const problems = (params.diagnostics ?? [])
          .map((given) => fromLsp(given, document, documents))
          .filter((found): found is Diagnostic => found?.severity === 'error' || found?.severity === 'warning');
        if (problems.length === 0) return { reason: 'There is no error or warning at this place.' };
        const [first] = problems;
        const about = { uri, languageId, text, languageVersion: version };
        const outcome =
          params.kind === 'fix' && first
            ? await fix({ ...about, diagnostic: first }, { ...shared, budgetMs }, signal)
            : await fixAll({ ...about, diagnostics: problems }, { ...shared, budgetMs }, signal);
        if (outcome.kind === 'nothing') return { reason: outcome.reason };
        const title = 'title' in outcome ? outcome.title : `Fix: ${firstLine(first?.message ?? '')}`;
        return { proposal: this.proposal(title, outcome, asked, checks.refusals) };
      }
      const outcome = await edit(
        {
          languageId,
          text,
          start,
          end,
          kind: params.kind,
          languageVersion: version,
          ...(params.instruction !== undefined && { wish: params.instruction }),
        },
        { ...shared, budgetMs },
        signal,
      );
      if (outcome.kind === 'nothing') return { reason: outcome.reason };
      return { proposal: this.proposal(outcome.title, outcome, asked, checks.refusals) };
    } finally {
      await checks.dispose();
    }
  }

  private proposal(
    title: string,
    outcome: CheckedEdit,
    { document, warnings }: Asked,
    refusals: readonly string[],
  ): Proposal {
    return proposalFor(this.session.documents, document, outcome.text, {
      title,
      passed: outcome.passed,
      unchecked: [...outcome.unchecked, ...refusals],
      warnings,
    });
  }

  private newDocument(
    made: { readonly title: string; readonly code: string; readonly passed: readonly string[] },
    { language = '', textDocument }: EditParams,
    file: string | undefined,
  ): Proposal {
    const [extension = '.txt'] = languageById(language).extensions;
    const from = file ?? textDocument.uri;
    const name = path.basename(from, path.extname(from)) + extension;
    const start = { line: 0, character: 0 };
    const document: ProposedDocument = {
      uri: `untitled:${file === undefined ? name : path.join(path.dirname(file), name)}`,
      version: null,
      edits: [{ range: { start, end: start }, newText: made.code }],
    };
    const hidden = hiddenWarning('', made.code);
    return {
      title: made.title,
      documents: [document],
      passed: made.passed,
      unchecked: ['Whether it does the same.'],
      warnings: hidden === undefined ? [] : [hidden],
    };
  }

  private async asked(
    textDocument: EditParams['textDocument'],
    writes: boolean,
  ): Promise<Asked | { readonly reason: string }> {
    const asked = await askedDocument(this.session, textDocument);
    if ('reason' in asked) return asked;
    const permission = writes
      ? await writePermission(textDocument.uri, this.session.folders)
      : { kind: 'allowed' as const };
    if (permission.kind === 'refused') return { reason: permission.reason };
    return { ...asked, warnings: permission.kind === 'show-first' ? [permission.reason] : [] };
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
