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
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  CLIENT_COMMANDS,
  COMMANDS,
  type EditKind,
  type EditParams,
  type ExplainParams,
  type Proposal,
} from '../../protocol/messages.ts';
import { Edits } from '../edits.ts';
import { aborted } from './edits.ts';
import type { Session } from '../session.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.localForge`;
/** What the server can offer, for its capabilities. */
export const CODE_ACTION_KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorExtract,
  FIX_ALL,
];

const REFACTORS: readonly { readonly kind: EditKind; readonly title: string; readonly of: string }[] = [
  { kind: 'simplify', title: 'Simplify with Local Forge', of: `${CodeActionKind.RefactorRewrite}.localForge.simplify` },
  {
    kind: 'document',
    title: 'Add documentation with Local Forge',
    of: `${CodeActionKind.RefactorRewrite}.localForge.document`,
  },
  { kind: 'types', title: 'Add types with Local Forge', of: `${CodeActionKind.RefactorRewrite}.localForge.types` },
  {
    kind: 'extract',
    title: 'Extract a function with Local Forge',
    of: `${CodeActionKind.RefactorExtract}.localForge.function`,
  },
];
const TYPED_LANGUAGES = new Set(['typescript', 'typescriptreact', 'python', 'php']);
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
    return offered(params, document.languageId).map(({ action, edit, explain }): CodeAction => {
      const tags = { tags: [CodeActionTag.LLMGenerated] as [typeof CodeActionTag.LLMGenerated] };
      if (explain) {
        const command = clientShowsEdits ? CLIENT_COMMANDS.explain : COMMANDS.explain;
        return { ...action, ...tags, command: { title: action.title, command, arguments: [{ ...about, ...explain }] } };
      }
      const asked = { ...about, ...edit };
      if (!clientShowsEdits) return { ...action, ...tags, data: asked };
      return {
        ...action,
        ...tags,
        command: { title: action.title, command: CLIENT_COMMANDS.edit, arguments: [asked] },
      };
    });
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
        onStage: (stage) => progress?.report(stage),
        onText: () => undefined,
      });
      if (signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      if ('reason' in result) {
        session.say('information', `Local Forge: ${result.reason}`);
        return action;
      }
      const { proposal } = result;
      if (proposal.warnings.length > 0 && !canConfirm) {
        // Nobody would see what is changed before it is.
        session.say('warning', `Local Forge offers no edit here. ${proposal.warnings.join(' ')}`);
        return action;
      }
      return { ...action, edit: workspaceEdit(proposal, canConfirm) };
    } finally {
      progress?.done();
    }
  });
}

interface Offered {
  readonly action: CodeAction;
  readonly edit?: Omit<EditParams, 'textDocument'>;
  readonly explain?: Omit<ExplainParams, 'textDocument'>;
}

/** What makes sense at a range, by what the client knows of it. */
function offered({ range, context }: CodeActionParams, languageId: string): Offered[] {
  const wants = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const problems = context.diagnostics.filter(isErrorOrWarning);
  const found: Offered[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const diagnostic of problems) {
      const about = shortened(titleOf(diagnostic));
      const shared = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
      found.push(
        {
          action: { title: `Fix with Local Forge: ${about}`, ...shared },
          edit: { range: diagnostic.range, kind: 'fix', diagnostics: [diagnostic] },
        },
        {
          action: { title: `Explain with Local Forge: ${about}`, ...shared },
          explain: { range: diagnostic.range, diagnostic },
        },
      );
    }
  }
  // Who fixes everything on save has not asked for a model to do so: only by this very name, or by hand.
  const byName = context.only?.includes(FIX_ALL) === true;
  const byHand =
    context.triggerKind === CodeActionTriggerKind.Invoked && context.only?.includes(CodeActionKind.Source) === true;
  if (problems.length > 0 && (byName || byHand)) {
    found.push({
      action: { title: 'Fix all in file with Local Forge', kind: FIX_ALL, diagnostics: problems },
      edit: { range, kind: 'fix-all', diagnostics: problems },
    });
  }
  const isSelection = range.start.line !== range.end.line || range.start.character !== range.end.character;
  // A light bulb at every place where the cursor rests would be a light bulb nowhere.
  if (isSelection || context.triggerKind === CodeActionTriggerKind.Invoked) {
    for (const { kind, title, of } of REFACTORS) {
      if (!wants(of) || (kind === 'types' && !TYPED_LANGUAGES.has(languageId))) continue;
      found.push({ action: { title, kind: of }, edit: { range, kind } });
    }
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
): WorkspaceEdit {
  const id = 'local-forge';
  const description = [
    ...warnings,
    passed.length > 0 ? `Checked: ${passed.join(', ')}.` : 'Not checked.',
    ...(unchecked.length > 0 ? [`Not checked: ${unchecked.join(' ')}`] : []),
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
