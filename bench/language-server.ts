import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type InlineCompletionItem,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { changeBetween, pointAt } from '../src/workspace/syntax/text-change.ts';

const cli = path.resolve(import.meta.dirname, '..', 'dist', 'cli.js');
/** Automatic, as while typing. */
const AUTOMATIC = 2;

interface Open {
  version: number;
  text: string;
}

/** Our language server as an editor starts it, over stdio, with its documents synchronised incrementally. */
export class LanguageServer {
  public readonly process: ChildProcess;
  public readonly connection: ProtocolConnection;
  private readonly opened = new Map<string, Open>();

  private constructor() {
    this.process = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.process;
    if (stdin === null || stdout === null) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.listen();
  }

  public static async start(initializationOptions: object): Promise<LanguageServer> {
    const server = new LanguageServer();
    await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {},
      initializationOptions,
    });
    await server.connection.sendNotification('initialized', {});
    return server;
  }

  /** Opens a document, or changes it to `text` by one incremental change where it is open and differs. */
  public show(uri: string, languageId: string, text: string): void {
    const open = this.opened.get(uri);
    if (open === undefined) {
      this.opened.set(uri, { version: 1, text });
      const textDocument = { uri, languageId, version: 1, text };
      void this.connection.sendNotification('textDocument/didOpen', { textDocument });
    } else if (open.text !== text) {
      const { start, oldEnd, newEnd } = changeBetween(open.text, text);
      const range = { start: positionAt(open.text, start), end: positionAt(open.text, oldEnd) };
      open.text = text;
      open.version++;
      const textDocument = { uri, version: open.version };
      const contentChanges = [{ range, text: text.slice(start, newEnd) }];
      void this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    }
  }

  public versionOf(uri: string): number {
    return this.opened.get(uri)?.version ?? 0;
  }

  /** Asks at `offset` of the open document, as an editor does while somebody types. */
  public async ask(uri: string, offset: number, token?: CancellationToken): Promise<InlineCompletionItem[]> {
    const text = this.opened.get(uri)?.text ?? '';
    const params = {
      textDocument: { uri },
      position: positionAt(text, offset),
      context: { triggerKind: AUTOMATIC },
    };
    const method = 'textDocument/inlineCompletion';
    const { items } = await this.connection.sendRequest<{ items: InlineCompletionItem[] }>(method, params, token);
    return items;
  }

  public async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }
}

export function positionAt(text: string, offset: number): { line: number; character: number } {
  const { row, column } = pointAt(text, offset);
  return { line: row, character: column };
}
