/** A small editor for tests: drives the server over real stdio and knows of it what the LSP specification says. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeResult,
  type MessageConnection,
} from 'vscode-languageserver-protocol/node';
import { FramingCheck } from './framing.ts';
import { Editor, type Encoding } from './editor.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cli = path.join(root, 'dist', 'cli.js');

/**
 * llama.cpp's threads spin at barriers: one thread, so that tests stay alive beside other work. And a threshold that does not
 * move with the calibration of the modes.
 */
export const TEST_SETTINGS = { threads: 1, minimumConfidence: 0.15 };

export interface StatusParams {
  readonly offer?: { readonly bytes: number };
  readonly state: string;
  readonly message: string;
  readonly model?: string;
  readonly fillsInMiddle?: boolean;
  readonly nothing?: { readonly code: string; readonly message: string; readonly uri: string };
  readonly action?: { readonly title: string; readonly command?: string; readonly terminal?: string };
}

export interface Options {
  /** The `localForge` section. It is merged over {@link TEST_SETTINGS}. */
  readonly settings?: Record<string, unknown>;
  /** How the client gives its settings. Default: it answers `workspace/configuration`. */
  readonly settingsBy?: 'pull' | 'push' | 'initialization';
  /** Requests of the server that the client answers with an error. */
  readonly refuses?: readonly string[];
  readonly encodings?: readonly Encoding[];
  readonly progress?: boolean;
  /** Ask for `local-forge/status`. Default true. */
  readonly status?: boolean;
  /** Ask for `local-forge/timing`. Default false. */
  readonly timing?: boolean;
  /** More `initializationOptions`. */
  readonly initialization?: Record<string, unknown>;
  /** The client can show change annotations. Default false. */
  readonly annotations?: boolean;
  /** What the client answers to requests of the server, by method. */
  readonly answers?: Readonly<Record<string, (params: unknown) => unknown>>;
  readonly env?: Record<string, string>;
  readonly command?: readonly string[];
}

export interface Received {
  readonly method: string;
  readonly params: unknown;
}

export class LspClient {
  public readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-lsp-')));
  public readonly process: ChildProcess;
  public readonly connection: MessageConnection;
  public readonly notifications: Received[] = [];
  /** Requests from the server to the client. */
  public readonly requests: Received[] = [];
  public settings: Record<string, unknown>;
  public initialized: InitializeResult | undefined;
  public encoding: Encoding = 'utf-16';
  /** Everything that came on stderr. */
  public stderr = '';
  public readonly framing = new FramingCheck();
  public readonly exited: Promise<number | null>;
  private readonly options: Options;

  private constructor(options: Options) {
    this.options = options;
    this.settings = { ...TEST_SETTINGS, ...options.settings };
    const [command = '', ...args] = options.command ?? [process.execPath, cli, 'lsp', '--stdio'];
    const child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...options.env } });
    this.process = child;
    this.exited = new Promise((resolve) => child.on('close', resolve));
    // What a server that ended left unanswered must fail, not wait.
    child.on('close', () => this.connection.dispose());
    child.stdin.on('error', () => undefined); // a killed server closes the pipe
    child.stderr.on('data', (data: Buffer) => (this.stderr += data.toString()));
    child.stdout.on('data', (data: Buffer) => this.framing.feed(data));
    child.stdout.on('end', () => this.framing.end());
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onNotification((method, params) => void this.notifications.push({ method, params }));
    // The library keeps this one notification to itself.
    this.connection.onUnhandledProgress((params) => void this.notifications.push({ method: '$/progress', params }));
    this.connection.onRequest((method, params) => this.answer(method, params));
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  /** Starts a server and shakes hands with it. */
  public static async start(options: Options = {}): Promise<LspClient> {
    const client = new LspClient(options);
    await client.initialize();
    return client;
  }

  public get pid(): number {
    if (this.process.pid === undefined) throw new Error('The server did not start.');
    return this.process.pid;
  }

  /** A URI in the client's workspace folder. Nothing is written there. */
  public uri(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  /** Opens a document whose text marks the cursor with `‸`. */
  public open(name: string, languageId: string, marked: string): Editor {
    return this.openUri(this.uri(name), languageId, marked);
  }

  public openUri(uri: string, languageId: string, marked: string): Editor {
    return new Editor(this, uri, languageId, marked);
  }

  public notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params);
  }

  public async request(method: string, params: unknown, source = new CancellationTokenSource()): Promise<unknown> {
    return this.connection.sendRequest(method, params, source.token);
  }

  public execute(command: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.request('workspace/executeCommand', { command, arguments: args });
  }

  public statuses(): StatusParams[] {
    return this.notifications
      .filter(({ method }) => method === 'local-forge/status')
      .map(({ params }) => params as StatusParams);
  }

  public status(): StatusParams | undefined {
    return this.statuses().at(-1);
  }

  /** Changes the settings as an editor does: says that they changed, and gives them when asked. */
  public changeSettings(settings: Record<string, unknown>): void {
    this.settings = { ...TEST_SETTINGS, ...settings };
    const pushed = this.options.settingsBy === 'push' ? { localForge: this.settings } : null;
    this.notify('workspace/didChangeConfiguration', { settings: pushed });
  }

  /** Ends the session as LSP says, and gives the server's exit code. Fails when stdout held anything but LSP. */
  public async stop(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.request('shutdown', undefined);
      this.notify('exit', undefined);
    }
    const code = await this.exited;
    fs.rmSync(this.folder, { recursive: true, force: true });
    const [violation] = this.framing.violations;
    if (violation !== undefined) throw new Error(`Something other than LSP was on stdout: ${violation}`);
    return code;
  }

  private async initialize(): Promise<void> {
    const {
      settingsBy = 'pull',
      refuses = [],
      encodings,
      progress = false,
      status = true,
      timing = false,
    } = this.options;
    const settingsFirst = settingsBy === 'initialization' || refuses.includes('workspace/configuration');
    const capabilities: ClientCapabilities = {
      workspace: {
        configuration: settingsBy === 'pull',
        didChangeConfiguration: { dynamicRegistration: false },
        ...(this.options.annotations && {
          workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
        }),
      },
      textDocument: {
        synchronization: { dynamicRegistration: false },
        inlineCompletion: { dynamicRegistration: false },
      },
      window: { workDoneProgress: progress },
      general: encodings ? { positionEncodings: [...encodings] } : {},
    };
    this.initialized = (await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: 'test' }],
      initializationOptions: {
        ...(status && { status: true }),
        ...(timing && { timing: true }),
        ...(settingsFirst && { settings: this.settings }),
        ...this.options.initialization,
      },
    })) as InitializeResult;
    this.encoding = (this.initialized.capabilities.positionEncoding ?? 'utf-16') as Encoding;
    this.notify('initialized', {});
    if (settingsBy === 'push') this.changeSettings(this.settings);
  }

  private answer(method: string, params: unknown): unknown {
    this.requests.push({ method, params });
    if (this.options.refuses?.includes(method)) throw new Error('not today');
    const answer = this.options.answers?.[method];
    if (answer) return answer(params);
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { items: readonly { section?: string }[] };
    return items.map(({ section }) => (section === 'localForge' ? this.settings : null));
  }
}
