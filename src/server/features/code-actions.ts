import {
  CodeActionKind,
  CodeActionTag,
  CodeActionTriggerKind,
  DiagnosticSeverity,
  ResponseError,
  LSPErrorCodes,
  type AnnotatedTextEdit,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type Position,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CLIENT_COMMANDS,
  COMMANDS,
  type EditKind,
  type EditParams,
  type ExplainParams,
  type FailingTestParams,
  type Proposal,
  type TestsParams,
} from '../../protocol/messages.ts';
import { subjectsOf } from '../../testing/subject.ts';
import { Edits } from '../edits.ts';
import { aborted } from './edits.ts';
import type { Session } from '../session.ts';
import { isTestable } from '../test-source.ts';
import type { Texts } from '../texts.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.localForge`;
/** What the server can offer, for its capabilities. */
export const CODE_ACTION_KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorExtract,
  `${CodeActionKind.Refactor}.localForge`,
  FIX_ALL,
];

const REWRITE = `${CodeActionKind.RefactorRewrite}.localForge`;

interface Refactor {
  readonly kind: EditKind;
  readonly title: string;
  readonly of: string;
}

function refactors({ t }: Texts): Refactor[] {
  return [
    { kind: 'simplify', title: t('Simplify with Local Forge'), of: `${REWRITE}.simplify` },
    { kind: 'document', title: t('Add documentation with Local Forge'), of: `${REWRITE}.document` },
    { kind: 'types', title: t('Add types with Local Forge'), of: `${REWRITE}.types` },
    {
      kind: 'extract',
      title: t('Extract a function with Local Forge'),
      of: `${CodeActionKind.RefactorExtract}.localForge.function`,
    },
  ];
}
const TYPED_LANGUAGES = new Set(['typescript', 'typescriptreact', 'python', 'php']);
const TESTS_KIND = `${CodeActionKind.Refactor}.localForge.tests`;
const MOST_TITLE = 60;

/**
 * `textDocument/codeAction` says what could be done, without asking the model; `codeAction/resolve` does it. Clients that show
 * proposals themselves get commands of their own instead.
 */
export function codeActions(session: Session, capabilities: ClientCapabilities, clientShowsEdits: boolean): void {
  const { connection, documents } = session;
  const edits = new Edits(session);
  const canConfirm = capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;

  connection.onCodeAction(async (params): Promise<CodeAction[]> => {
    await session.ready();
    const document = documents.get(params.textDocument.uri);
    if (document === undefined || (await session.exclusion(document.uri)) !== undefined) return [];
    const about = { textDocument: { uri: document.uri, version: document.version } };
    const { languageId } = document;
    const testable = clientShowsEdits && isTestable(document) ? () => testableIn(session, document) : undefined;
    return (await offered(params, languageId, testable, session.texts)).map(
      ({ action, edit, explain, tests, failing }): CodeAction => {
        const tags = { tags: [CodeActionTag.LLMGenerated] as [typeof CodeActionTag.LLMGenerated] };
        const by = (command: string, asked: object): CodeAction => ({
          ...action,
          ...tags,
          command: { title: action.title, command, arguments: [{ ...about, ...asked }] },
        });
        if (explain) return by(clientShowsEdits ? CLIENT_COMMANDS.explain : COMMANDS.explain, explain);
        if (tests) return by(CLIENT_COMMANDS.tests, tests);
        if (failing) return by(CLIENT_COMMANDS.failingTest, failing);
        return clientShowsEdits
          ? by(CLIENT_COMMANDS.edit, edit ?? {})
          : { ...action, ...tags, data: { ...about, ...edit } };
      },
    );
  });

  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const params = action.data as EditParams | undefined;
    if (params === undefined) return action;
    const progress =
      capabilities.window?.workDoneProgress === true
        ? await connection.window.createWorkDoneProgress().catch(() => undefined)
        : undefined;
    progress?.begin(action.title, undefined, undefined, true);
    const signal = AbortSignal.any([aborted(token), ...(progress ? [aborted(progress.token)] : [])]);
    try {
      const result = await edits.edit(params, signal, {
        onStage: (stage) => progress?.report(session.texts.said(stage)),
        onText: () => undefined,
      });
      if (signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      if ('reason' in result) {
        session.say('information', `Local Forge: ${session.texts.said(result.reason)}`);
        return action;
      }
      const { proposal } = result;
      if (proposal.warnings.length > 0 && !canConfirm) {
        // Nobody would see what is changed before it is.
        const warnings = proposal.warnings.map((warning) => session.texts.said(warning)).join(' ');
        session.say('warning', session.texts.t('Local Forge offers no edit here. {0}', warnings));
        return action;
      }
      return { ...action, edit: workspaceEdit(proposal, canConfirm, session.texts) };
    } finally {
      progress?.done();
    }
  });
}

interface Offered {
  readonly action: CodeAction;
  readonly edit?: Omit<EditParams, 'textDocument'>;
  readonly explain?: Omit<ExplainParams, 'textDocument'>;
  readonly tests?: Omit<TestsParams, 'textDocument'>;
  readonly failing?: Omit<FailingTestParams, 'textDocument'>;
}

/** Tells of places of a document whether they are in a function that tests can be made for. */
async function testableIn(
  { documents, syntax }: Session,
  document: TextDocument,
): Promise<(place: Position) => boolean> {
  const subjects = await subjectsOf(document.languageId, document.getText(), syntax);
  return (place) => {
    const at = documents.offsetAt(document, place);
    return subjects.some(({ start, end }) => start <= at && at < end);
  };
}

/** What makes sense at a range, by what the client knows of it and, for failing tests, by the code; without `testable` no tests. */
async function offered(
  { range, context }: CodeActionParams,
  languageId: string,
  testable: (() => Promise<(place: Position) => boolean>) | undefined,
  texts: Texts,
): Promise<Offered[]> {
  const { t } = texts;
  const wants = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const problems = context.diagnostics.filter(isErrorOrWarning);
  const found: Offered[] = [];
  if (wants(CodeActionKind.QuickFix) && problems.length > 0) {
    const isInTestable = await testable?.();
    for (const diagnostic of problems) {
      const about = shortened(titleOf(diagnostic));
      const shared = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
      found.push(
        {
          action: { title: t('Fix with Local Forge: {0}', about), ...shared },
          edit: { range: diagnostic.range, kind: 'fix', diagnostics: [diagnostic] },
        },
        {
          action: { title: t('Explain with Local Forge: {0}', about), ...shared },
          explain: { range: diagnostic.range, diagnostic },
        },
      );
      // What a checker sees has no need of a test; what only runs show (a linter's doubt, a test's failure) may.
      if (isInTestable?.(diagnostic.range.start) === true)
        found.push({
          action: { title: t('Write a failing test with Local Forge: {0}', about), ...shared },
          failing: { range: diagnostic.range, report: titleOf(diagnostic) },
        });
    }
  }
  // Who fixes everything on save has not asked for a model to do so: only by this very name, or by hand.
  const byName = context.only?.includes(FIX_ALL) === true;
  const byHand =
    context.triggerKind === CodeActionTriggerKind.Invoked && context.only?.includes(CodeActionKind.Source) === true;
  if (problems.length > 0 && (byName || byHand)) {
    found.push({
      action: { title: t('Fix all in file with Local Forge'), kind: FIX_ALL, diagnostics: problems },
      edit: { range, kind: 'fix-all', diagnostics: problems },
    });
  }
  const isSelection = range.start.line !== range.end.line || range.start.character !== range.end.character;
  // A light bulb at every place where the cursor rests would be a light bulb nowhere.
  if (isSelection || context.triggerKind === CodeActionTriggerKind.Invoked) {
    for (const { kind, title, of } of refactors(texts)) {
      if (!wants(of) || (kind === 'types' && !TYPED_LANGUAGES.has(languageId))) continue;
      found.push({ action: { title, kind: of }, edit: { range, kind } });
    }
    // The user chooses among the tests, which a workspace edit has no way for.
    if (testable !== undefined && wants(TESTS_KIND))
      found.push({ action: { title: t('Generate tests with Local Forge'), kind: TESTS_KIND }, tests: { range } });
  }
  return found;
}

function isErrorOrWarning({ severity = DiagnosticSeverity.Error }: Diagnostic): boolean {
  return severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning;
}

function titleOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : (message as { value: string }).value;
}

function shortened(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return line.length <= MOST_TITLE ? line : `${line.slice(0, MOST_TITLE - 1)}…`;
}

/** The proposal for clients that apply it themselves; where they can, they show it first if there is something to look at. */
function workspaceEdit(
  { title, documents, passed, unchecked, warnings }: Proposal,
  canConfirm: boolean,
  { t, said }: Texts,
): WorkspaceEdit {
  const id = 'local-forge';
  const description = [
    ...warnings.map(said),
    passed.length > 0 ? t('Checked: {0}.', passed.map(said).join(', ')) : t('Not checked.'),
    ...(unchecked.length > 0 ? [t('Not checked: {0}', unchecked.map(said).join(' '))] : []),
  ].join(' ');
  return {
    documentChanges: documents.map(({ uri, version, edits }) => ({
      textDocument: { uri, version },
      edits: edits.map(({ range, newText }): AnnotatedTextEdit | { range: typeof range; newText: string } =>
        canConfirm ? { range, newText, annotationId: id } : { range, newText },
      ),
    })),
    ...(canConfirm && {
      changeAnnotations: {
        [id]: { label: title, description, needsConfirmation: warnings.length > 0 || unchecked.length > 0 },
      },
    }),
  };
}
