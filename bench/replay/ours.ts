/** Ours, as a user has it: the language server over stdio with its own engine process, settings as shipped. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  CancellationTokenSource,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type InlineCompletionItem,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import {
  CURSOR_NOTIFICATION,
  TIMING_NOTIFICATION,
  type CursorParams,
  type Timing,
} from '../../src/protocol/messages.ts';
import { NO_PASS_MS, NO_WORK, type Answer, type Assistant, type View, type Work } from './assistant.ts';
import { cpuSecondsOf } from './processes.ts';
import type { SourceFile } from './sources.ts';

const cli = path.resolve(import.meta.dirname, '..', 'dist', 'cli.js');
/** Automatic, as while typing. */
const AUTOMATIC = 2;

interface Open {
  version: number;
  text: string;
}

export interface ServerOptions {
  /** As the setting `localForge.model`; empty for the default. */
  readonly model: string;
  /** 0: as many as the server chooses. */
  readonly threads: number;
}

export class OurServer implements Assistant {
  public readonly name = 'Local Forge';
  private readonly process: ChildProcess;
  private readonly connection: ProtocolConnection;
  private readonly opened = new Map<string, Open>();
  private readonly timings = new Map<string, Timing>();

  private constructor() {
    this.process = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.process;
    if (stdin === null || stdout === null) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification(TIMING_NOTIFICATION, (timing: Timing) => {
      this.timings.set(`${timing.uri} ${timing.version}`, timing);
    });
    this.connection.listen();
  }

  /** Starts a server and has it load its model, by a request about a document of no interest. */
  public static async start(settings: ServerOptions): Promise<OurServer> {
    const server = new OurServer();
    await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {},
      initializationOptions: { timing: true, settings },
    });
    await server.connection.sendNotification('initialized', {});
    const view: View = { name: 'warm-up.txt', languageId: 'plaintext', before: 'one two ', after: '\n' };
    server.open({ name: view.name, languageId: view.languageId, text: '' }, view);
    await server.ask(view, new AbortController().signal);
    return server;
  }

  public open(file: SourceFile, view: View): void {
    const uri = uriOf(view);
    if (this.opened.has(uri)) {
      this.change(view);
      return;
    }
    const text = view.before + view.after;
    this.opened.set(uri, { version: 1, text });
    const textDocument = { uri, languageId: file.languageId, version: 1, text };
    void this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  public rest(view: View): void {
    const params: CursorParams = { uri: uriOf(view), position: positionAt(view.before, view.before.length) };
    void this.connection.sendNotification(CURSOR_NOTIFICATION, params);
  }

  public change(view: View): void {
    const uri = uriOf(view);
    const open = this.opened.get(uri);
    const text = view.before + view.after;
    if (open === undefined || text === open.text) return;
    const change = incrementalChange(open.text, text);
    open.text = text;
    open.version++;
    const textDocument = { uri, version: open.version };
    void this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [change] });
  }

  public async ask(view: View, signal: AbortSignal): Promise<Answer> {
    const uri = uriOf(view);
    this.change(view);
    const key = `${uri} ${this.opened.get(uri)?.version ?? 0}`;
    const source = new CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel(), { once: true });
    const list = await this.connection
      .sendRequest<{ items: InlineCompletionItem[] }>(
        'textDocument/inlineCompletion',
        {
          textDocument: { uri },
          position: positionAt(view.before, view.before.length),
          context: { triggerKind: AUTOMATIC },
        },
        source.token,
      )
      // A request that was cancelled before the server read it ends with LSP's error for that.
      .catch((error: unknown) => {
        if (signal.aborted) return { items: [] };
        throw error;
      });
    const timing = this.timings.get(key);
    this.timings.delete(key);
    const insert = list.items[0]?.insertText;
    return { text: typeof insert === 'string' ? insert : (insert?.value ?? ''), work: workOf(timing) };
  }

  public cpuSeconds(): number | undefined {
    return cpuSecondsOf(this.process.pid);
  }

  public async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }
}

function workOf(timing: Timing | undefined): Work {
  if (timing === undefined) return { ...NO_WORK, cancelled: true }; // never began
  return {
    withoutPass: timing.reused || (!timing.cancelled && timing.totalMs <= NO_PASS_MS),
    cancelled: timing.cancelled,
    ttftMs: timing.ttftMs,
    firstLineMs: timing.firstLineMs,
    promptTokens: timing.promptTokensEvaluated,
    decoded: timing.tokensDecoded,
    idleMs: timing.idleAfterMs,
  };
}

const uriOf = (view: View): string => `file:///replay/${view.name}`;

/** The one change that makes `text` of `old`. */
function incrementalChange(old: string, text: string): { range: unknown; text: string } {
  let start = 0;
  while (start < text.length && text[start] === old[start]) start++;
  const most = Math.min(text.length, old.length) - start;
  let tail = 0;
  while (tail < most && text[text.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  const range = { start: positionAt(old, start), end: positionAt(old, old.length - tail) };
  return { range, text: text.slice(start, text.length - tail) };
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - (before.lastIndexOf('\n') + 1) };
}
