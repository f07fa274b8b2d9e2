import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex, type Position, type PositionEncoding } from '../workspace/positions.ts';

/** The open documents, synchronised incrementally, in whichever encoding of positions was agreed on. */
export class Documents {
  /** Set once, from the initialize request, before any document is opened. */
  public encoding: PositionEncoding = 'utf-16';
  private readonly open = new Map<string, TextDocument>();

  public constructor(connection: Connection, onClose: (uri: string) => void) {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.open.set(uri, TextDocument.create(uri, languageId, version, text));
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const document = this.open.get(uri);
      if (document === undefined) return;
      let changed = document;
      // Each change speaks of the text that the one before it left.
      for (const change of contentChanges)
        changed = TextDocument.update(changed, [this.inUtf16(changed, change)], version);
      this.open.set(uri, changed);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.open.delete(uri);
      onClose(uri);
    });
  }

  public get(uri: string): TextDocument | undefined {
    return this.open.get(uri);
  }

  /** UTF-16 index of a client's position. */
  public offsetAt(document: TextDocument, position: Position): number {
    if (this.encoding === 'utf-16') return document.offsetAt(position);
    return new LineIndex(document.getText()).offsetAt(position, this.encoding);
  }

  /** A client's position for a UTF-16 index. */
  public positionAt(document: TextDocument, offset: number): Position {
    if (this.encoding === 'utf-16') return document.positionAt(offset);
    return new LineIndex(document.getText()).positionAt(offset, this.encoding);
  }

  private inUtf16(document: TextDocument, change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
    if (this.encoding === 'utf-16' || !('range' in change)) return change;
    const { start, end } = change.range;
    const range = {
      start: document.positionAt(this.offsetAt(document, start)),
      end: document.positionAt(this.offsetAt(document, end)),
    };
    return { range, text: change.text };
  }
}
