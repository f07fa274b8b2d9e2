import path from 'node:path';
import {
  commands,
  type CancellationToken,
  type Diagnostic,
  type ExtensionContext,
  type LogOutputChannel,
  type Position,
  type Uri,
} from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  ProgressType,
  State,
  TransportKind,
  WorkDoneProgress,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import {
  COMMANDS,
  CONSENT_REQUEST,
  CURSOR_NOTIFICATION,
  DOCUMENT_REQUEST,
  MODELS_REQUEST,
  RULES_NOTIFICATION,
  STATUS_NOTIFICATION,
  type ConsentParams,
  type CursorParams,
  type DocumentParams,
  type EditProgress,
  type InitializationOptions,
  type ListedModel,
  type Nothing,
  type Status,
} from '../protocol/messages.ts';
import { bundledTypescript } from './bundled-typescript.ts';
import { EarlyTyping } from './early-typing.ts';
import { LateSuggestions } from './late-suggestions.ts';
import { SCHEMES } from './supported.ts';

/** Restarts of a server that dies, within the time below, before it is left alone. */
const MOST_RESTARTS = 4;
const RESTARTS_WITHIN_MS = 3 * 60_000;

const EDIT_PROGRESS = new ProgressType<EditProgress>();

export interface ServerEvents {
  readonly onState: (state: 'starting' | 'running' | 'stopped') => void;
  readonly onStatus: (status: Status) => void;
  /** What the server said of documents may not hold any more. */
  readonly onRules: () => void;
  /** Asked before every request for a suggestion. */
  readonly isPaused: () => boolean;
  /** May programs of the user's folder be run? */
  readonly onConsent: (params: ConsentParams) => Promise<boolean>;
}

/** Hears of a request while it is worked on. */
export interface Listener {
  /** What is being done, for people. */
  readonly onDoing?: (message: string) => void;
  /** All of the answer so far. */
  readonly onText?: (text: string) => void;
}

/** The language server's process and the connection to it. Nothing it does ends in a notification toast. */
export class Server {
  private readonly client: LanguageClient;
  private readonly events: ServerEvents;
  private readonly early = new EarlyTyping();
  private readonly late = new LateSuggestions();
  private crashes: number[] = [];
  private asked = 0;

  public constructor(context: ExtensionContext, log: LogOutputChannel, events: ServerEvents) {
    this.events = events;
    const typescript = bundledTypescript();
    const initializationOptions: InitializationOptions = {
      status: true,
      edits: true,
      consent: true,
      ...(typescript !== undefined && { typescript }),
    };
    const options: LanguageClientOptions = {
      documentSelector: SCHEMES.map((scheme) => ({ scheme })),
      initializationOptions,
      outputChannel: log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: this.mayRestart() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        provideInlineCompletionItems: (document, position, asked, token, next) => {
          if (events.isPaused()) return [];
          const context = this.early.contextOf({ document, version: document.version, position }, asked);
          return this.late.provide(document, position, context, token, next);
        },
        executeCommand: (command, args, next) => {
          if (command === COMMANDS.accept) void commands.executeCommand('setContext', 'localForge.accepted', true);
          return next(command, args) as unknown;
        },
      },
    };
    this.client = new QuietClient(
      'localForge',
      'Local Forge',
      { module: path.join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.stdio },
      options,
    );
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        events.onState('running');
        // The state changes a moment before VS Code knows the provider, which this waits for.
        void this.client.start().then(() => this.early.end());
      } else {
        this.early.begin();
        events.onState(newState === State.Starting ? 'starting' : 'stopped');
      }
    });
    this.client.onNotification(STATUS_NOTIFICATION, events.onStatus);
    this.client.onNotification(RULES_NOTIFICATION, events.onRules);
    this.client.onRequest(CONSENT_REQUEST, events.onConsent);
  }

  /** Process id of the server that runs. */
  public get pid(): number | undefined {
    return this.client.serverProcess?.pid;
  }

  /** Starts the server; a failure is in the log and in the state. */
  public async start(): Promise<void> {
    this.early.begin();
    this.events.onState('starting');
    await this.client.start().catch(() => this.events.onState('stopped'));
  }

  public async restart(): Promise<void> {
    this.crashes = [];
    this.events.onState('starting');
    if (this.client.isRunning()) await this.client.stop().catch(() => undefined);
    await this.start();
  }

  public async stop(): Promise<void> {
    this.early.dispose();
    if (this.client.isRunning()) await this.client.stop();
  }

  /** Runs one of the server's {@link COMMANDS}. */
  public async execute(command: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...args] as string[] });
  }

  public async models(): Promise<readonly ListedModel[]> {
    return this.client.sendRequest<ListedModel[]>(MODELS_REQUEST);
  }

  /** Sends a request that takes long; cancelled, it throws. */
  public async ask<Result>(
    method: string,
    params: object,
    token: CancellationToken,
    { onDoing, onText }: Listener = {},
  ): Promise<Result> {
    const number = ++this.asked;
    const tokens = { workDoneToken: `doing-${number}`, partialResultToken: `text-${number}` };
    const listening = [
      this.client.onProgress(WorkDoneProgress.type, tokens.workDoneToken, (value) => {
        if (value.kind !== 'end' && value.message !== undefined) onDoing?.(value.message);
      }),
      this.client.onProgress(EDIT_PROGRESS, tokens.partialResultToken, ({ text }) => onText?.(text)),
    ];
    try {
      return await this.client.sendRequest<Result>(method, { ...params, ...tokens }, token);
    } finally {
      for (const one of listening) one.dispose();
    }
  }

  /** Diagnostics as LSP has them. */
  public diagnostics(problems: readonly Diagnostic[]): unknown[] {
    return problems.map((problem) => this.client.code2ProtocolConverter.asDiagnostic(problem));
  }

  /** The cursor rests there, and the user may type next. */
  public cursorRests(uri: Uri, { line, character }: Position): void {
    if (!this.client.isRunning() || this.events.isPaused()) return;
    const params: CursorParams = { uri: uri.toString(), position: { line, character } };
    void this.client.sendNotification(CURSOR_NOTIFICATION, params);
  }

  /** Why a document gets nothing, or undefined. */
  public async refusal(params: DocumentParams): Promise<Nothing | undefined> {
    if (!this.client.isRunning()) return undefined;
    return (await this.client.sendRequest<Nothing | null>(DOCUMENT_REQUEST, params)) ?? undefined;
  }

  private mayRestart(): boolean {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < RESTARTS_WITHIN_MS), now];
    return this.crashes.length <= MOST_RESTARTS;
  }
}

/** Errors go to the log; the status tells what users can do about them. */
class QuietClient extends LanguageClient {
  public override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  public override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
}
