import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type InlineCompletionItem,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';

const cli = path.resolve(import.meta.dirname, '..', 'dist', 'cli.js');
/** Automatic, as while typing. */
const AUTOMATIC = 2;

/** A language server as an editor starts it. */
export class LspSession {
  public readonly process: ChildProcess;
  private readonly connection: ProtocolConnection;
  private version = 1;
  private text = '';

  public constructor() {
    this.process = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.process;
    if (stdin === null || stdout === null) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.listen();
  }

  public async open(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {},
      initializationOptions: { settings: { minimumConfidence: 0 } },
    });
    await this.connection.sendNotification('initialized', {});
    this.text = text;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: this.version, text },
    });
  }

  /** Changes the document to `text` by one incremental change, then asks at `offset`. Resolves with the latency in ms. */
  public async typeAndAsk(
    uri: string,
    text: string,
    offset: number,
  ): Promise<{ ms: number; items: InlineCompletionItem[] }> {
    const started = performance.now();
    if (text !== this.text) await this.change(uri, text);
    const answer = await this.connection.sendRequest<{ items: InlineCompletionItem[] }>(
      'textDocument/inlineCompletion',
      { textDocument: { uri }, position: position(text, offset), context: { triggerKind: AUTOMATIC } },
    );
    return { ms: performance.now() - started, items: answer.items };
  }

  public async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }

  private async change(uri: string, text: string): Promise<void> {
    let start = 0;
    while (start < text.length && text[start] === this.text[start]) start++;
    let tail = 0;
    const most = Math.min(text.length, this.text.length) - start;
    while (tail < most && text[text.length - 1 - tail] === this.text[this.text.length - 1 - tail]) tail++;
    const range = { start: position(this.text, start), end: position(this.text, this.text.length - tail) };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.version },
      contentChanges: [{ range, text: text.slice(start, text.length - tail) }],
    });
    this.text = text;
  }
}

function position(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - (before.lastIndexOf('\n') + 1) };
}
