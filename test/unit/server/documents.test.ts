import type {
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { Documents } from '../../../src/server/documents.ts';
import type { PositionEncoding } from '../../../src/workspace/positions.ts';

const URI = 'file:///a.ts';

type Handler<P> = (params: P) => void;
type Change = DidChangeTextDocumentParams['contentChanges'][number];

/** Documents behind a connection of which only the document notifications exist. */
function setUp(encoding: PositionEncoding) {
  const handlers: {
    open?: Handler<DidOpenTextDocumentParams>;
    change?: Handler<DidChangeTextDocumentParams>;
    close?: Handler<DidCloseTextDocumentParams>;
  } = {};
  const connection = {
    onDidOpenTextDocument: (handler: Handler<DidOpenTextDocumentParams>) => (handlers.open = handler),
    onDidChangeTextDocument: (handler: Handler<DidChangeTextDocumentParams>) => (handlers.change = handler),
    onDidCloseTextDocument: (handler: Handler<DidCloseTextDocumentParams>) => (handlers.close = handler),
  } as unknown as Connection;
  const closed: string[] = [];
  const documents = new Documents(connection, (uri) => closed.push(uri));
  documents.encoding = encoding;
  let version = 1;
  return {
    documents,
    closed,
    open: (text: string) => handlers.open?.({ textDocument: { uri: URI, languageId: 'typescript', version, text } }),
    change: (...contentChanges: Change[]) =>
      handlers.change?.({ textDocument: { uri: URI, version: ++version }, contentChanges }),
    close: () => handlers.close?.({ textDocument: { uri: URI } }),
    text: () => documents.get(URI)?.getText(),
  };
}

const change = (line: number, start: number, end: number, text: string): Change => ({
  range: { start: { line, character: start }, end: { line, character: end } },
  text,
});

const UNITS: readonly (readonly [PositionEncoding, number, number])[] = [
  // How many units `é😀` and `é` have.
  ['utf-8', 6, 2],
  ['utf-16', 3, 1],
  ['utf-32', 2, 1],
];

describe.each(UNITS)('in %s', (encoding, both, accent) => {
  it('finds positions behind characters of several bytes, there and back', () => {
    const { documents, open } = setUp(encoding);
    open('a\né😀b\n');
    const document = documents.get(URI);
    if (document === undefined) throw new Error('the document is not open');
    const position = { line: 1, character: both };
    expect(documents.offsetAt(document, position)).toBe('a\né😀'.length);
    expect(documents.positionAt(document, 'a\né😀'.length)).toEqual(position);
  });

  it('applies changes behind such characters', () => {
    const { open, change: apply, text } = setUp(encoding);
    open('const face = 1;\r\né😀b;\r\n');
    apply(change(1, both, both + 1, 'c'));
    expect(text()).toBe('const face = 1;\r\né😀c;\r\n');
    apply(change(1, accent, both, ''));
    expect(text()).toBe('const face = 1;\r\néc;\r\n');
  });

  it('reads each of several changes in the text that the one before it left', () => {
    const { open, change: apply, text } = setUp(encoding);
    open('x');
    apply(change(0, 0, 1, 'é😀'), change(0, both, both, '!'), change(0, 0, accent, 'e'));
    expect(text()).toBe('e😀!');
  });

  it('takes a whole new text', () => {
    const { open, change: apply, text } = setUp(encoding);
    open('old');
    apply({ text: 'new é😀' }, change(0, 0, 3, 'very new'));
    expect(text()).toBe('very new é😀');
  });

  it('moves a position past the line’s end to the end, and one past the text to its end', () => {
    const { documents, open } = setUp(encoding);
    open('ab\r\ncd');
    const document = documents.get(URI);
    if (document === undefined) throw new Error('the document is not open');
    expect(documents.offsetAt(document, { line: 0, character: 99 })).toBe(2);
    expect(documents.offsetAt(document, { line: 9, character: 0 })).toBe(6);
  });
});

describe('documents', () => {
  it('are forgotten when they are closed', () => {
    const { documents, open, close, closed } = setUp('utf-16');
    open('a');
    expect(documents.get(URI)?.languageId).toBe('typescript');
    close();
    expect(documents.get(URI)).toBeUndefined();
    expect(closed).toEqual([URI]);
  });

  it('that were never opened cannot be changed', () => {
    const { change: apply, text } = setUp('utf-16');
    apply({ text: 'a' });
    expect(text()).toBeUndefined();
  });
});
