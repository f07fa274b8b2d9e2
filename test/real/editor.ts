import type { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { LspClient } from './lsp-client.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Item {
  readonly insertText: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly command: { readonly title: string; readonly command: string; readonly arguments: readonly unknown[] };
}

export interface Question {
  readonly invoked?: boolean;
  readonly selected?: { readonly range: { readonly start: Position; readonly end: Position }; readonly text: string };
  readonly source?: CancellationTokenSource;
}

/** Marks the cursor in test texts. */
export const CURSOR = '‸';

/** One open document with a cursor. Offsets are UTF-16; what goes over the wire is in the agreed encoding. */
export class Editor {
  public text: string;
  public cursor: number;
  public readonly uri: string;
  private version = 1;
  private readonly client: LspClient;

  public constructor(client: LspClient, uri: string, languageId: string, marked: string) {
    this.client = client;
    this.uri = uri;
    this.cursor = marked.indexOf(CURSOR);
    if (this.cursor < 0 || this.cursor !== marked.lastIndexOf(CURSOR)) throw new Error('One cursor mark is needed.');
    this.text = marked.replace(CURSOR, '');
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId, version: this.version, text: this.text },
    });
  }

  /** Replaces a span by text with one incremental change; the cursor is behind it then. */
  public replace(from: number, to: number, text: string): void {
    const range = { start: this.positionAt(from), end: this.positionAt(to) };
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.cursor = from + text.length;
    this.client.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version: ++this.version },
      contentChanges: [{ range, text }],
    });
  }

  public type(text: string): void {
    this.replace(this.cursor, this.cursor, text);
  }

  public backspace(characters = 1): void {
    this.replace(this.cursor - characters, this.cursor, '');
  }

  public close(): void {
    this.client.notify('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  public positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split(/\r\n|\n|\r/);
    return { line: before.length - 1, character: units(before.at(-1) ?? '', this.client.encoding) };
  }

  public offsetAt({ line, character }: Position): number {
    const end = this.text.length;
    for (let offset = 0; offset <= end; offset++) {
      const at = this.positionAt(offset);
      if (at.line === line && at.character === character) return offset;
    }
    throw new Error(`No place in the text is at ${line}:${character}.`);
  }

  /** Asks for a completion at the cursor and gives the answer as it came. */
  public ask({ invoked = false, selected, source }: Question = {}): Promise<unknown> {
    const params = {
      textDocument: { uri: this.uri },
      position: this.positionAt(this.cursor),
      context: { triggerKind: invoked ? 1 : 2, ...(selected && { selectedCompletionInfo: selected }) },
    };
    return this.client.request('textDocument/inlineCompletion', params, source);
  }

  /** Asks, checks that the answer is a well-formed list, and gives its first item, or undefined for an empty list. */
  public async complete(question: Question = {}): Promise<Item | undefined> {
    const cursor = this.positionAt(this.cursor);
    const [item, ...more] = itemsOf(await this.ask(question));
    if (more.length > 0 && question.invoked !== true) throw new Error('More than one item.');
    if (item === undefined) return undefined;
    const { start, end } = item.range;
    const fault =
      typeof item.insertText !== 'string' || item.insertText === ''
        ? 'insertText is no text'
        : start.line !== cursor.line || end.line !== cursor.line
          ? 'the range leaves the line'
          : start.character > cursor.character || end.character < cursor.character
            ? 'the range does not hold the cursor'
            : !commandsOf(this.client).includes(item.command.command)
              ? 'the command is not listed'
              : undefined;
    if (fault !== undefined) throw new Error(`${fault}: ${JSON.stringify(item)}, cursor ${JSON.stringify(cursor)}`);
    return item;
  }

  /** The document as it would be with the item accepted. */
  public accept(item: Item): string {
    const [start, end] = [this.offsetAt(item.range.start), this.offsetAt(item.range.end)];
    return this.text.slice(0, start) + item.insertText + this.text.slice(end);
  }
}

/** Items of an answer that is a list as the server promises: never null, never an array. */
export function itemsOf(answer: unknown): Item[] {
  if (typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items)) {
    return answer.items as Item[];
  }
  throw new Error(`No list of items: ${JSON.stringify(answer)}`);
}

function commandsOf(client: LspClient): readonly string[] {
  return client.initialized?.capabilities.executeCommandProvider?.commands ?? [];
}

function units(text: string, encoding: Encoding): number {
  if (encoding === 'utf-8') return Buffer.byteLength(text);
  return encoding === 'utf-16' ? text.length : Array.from(text).length;
}
