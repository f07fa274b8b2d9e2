import {
  PositionEncodingKind,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { COMMANDS, MODELS_REQUEST, type InitializationOptions } from '../protocol/messages.ts';
import { Documents } from './documents.ts';
import { CODE_ACTION_KINDS, codeActions } from './features/code-actions.ts';
import { commands } from './features/commands.ts';
import { configuration } from './features/configuration.ts';
import { cursorRest } from './features/cursor.ts';
import { documentStatus } from './features/document.ts';
import { editRequests } from './features/edits.ts';
import { inlineCompletion } from './features/inline-completion.ts';
import { FailingTests } from './failing-tests.ts';
import { loadProgress } from './features/load-progress.ts';
import { ModelDownloads } from './features/model-downloads.ts';
import { status } from './features/status.ts';
import { testLenses, testRequests } from './features/tests.ts';
import { syntaxTrees, TRANSLATIONS } from './runtime.ts';
import { Session } from './session.ts';
import { textsFor } from './texts.ts';

/** Wires a connection to the features. `exit` ends the process. */
export function serve(connection: Connection, exit: (code: number) => void): void {
  const documents: Documents = new Documents(connection, (uri) => session.closed(uri));
  const session = new Session(connection, documents, syntaxTrees());
  const downloads = new ModelDownloads(session);
  let settings: ReturnType<typeof configuration> | undefined;
  let shutDown = false;

  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    session.folders = params.workspaceFolders?.map(({ uri }) => uri) ?? oldStyleFolder(params);
    documents.encoding = agreedEncoding(params);
    session.texts = textsFor(params.locale, TRANSLATIONS);
    session.wantsStatus = options.status === true;
    session.wantsTiming = options.timing === true;
    session.asksConsent = options.consent === true;
    session.editorTypescript = options.typescript;
    codeActions(session, params.capabilities, options.edits === true);
    settings = configuration(session, params.capabilities, options.settings);
    loadProgress(session, params.capabilities);
    if (options.status === true) {
      status(session, downloads);
      void session.ready().then(() => session.look());
    }
    return {
      serverInfo: { name: 'local-forge', version },
      capabilities: {
        positionEncoding: documents.encoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        inlineCompletionProvider: {},
        codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS, resolveProvider: true },
        // Its links run a command that only such clients have.
        ...(options.edits === true && { codeLensProvider: {} }),
        executeCommandProvider: { commands: Object.values(COMMANDS) },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: FolderChange) => {
    const removed = new Set(event.removed.map(({ uri }) => uri));
    session.folders = [...session.folders.filter((uri) => !removed.has(uri)), ...event.added.map(({ uri }) => uri)];
    settings?.foldersChanged();
  });
  inlineCompletion(session);
  const failing = new FailingTests(session);
  editRequests(session, failing);
  testRequests(session, failing);
  testLenses(session);
  cursorRest(session);
  documentStatus(session);
  commands(session, downloads);
  connection.onRequest(MODELS_REQUEST, () => downloads.listAll());
  connection.onShutdown(async () => {
    shutDown = true;
    downloads.stop();
    session.typescriptProcesses.dispose();
    await session.close();
  });
  connection.onExit(() => exit(shutDown ? 0 : 1));
  connection.listen();
}

interface FolderChange {
  readonly event: { readonly added: readonly { uri: string }[]; readonly removed: readonly { uri: string }[] };
}

/** Clients from before workspace folders send one root. */
function oldStyleFolder(params: InitializeParams): string[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- only ever read, for such clients
  const root = params.rootUri;
  return root ? [root] : [];
}

/** UTF-16 where the client has it (JavaScript's own), else the client's first choice that we know. */
function agreedEncoding(params: InitializeParams): 'utf-8' | 'utf-16' | 'utf-32' {
  const offered = params.capabilities.general?.positionEncodings ?? [PositionEncodingKind.UTF16];
  if (offered.includes(PositionEncodingKind.UTF16)) return 'utf-16';
  return offered.find((kind) => kind === 'utf-8' || kind === 'utf-32') ?? 'utf-16';
}
