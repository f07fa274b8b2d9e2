import type { TextEditor } from 'vscode';
import type { TestsParams } from '../../protocol/messages.ts';

/** The document and what is selected in it, as requests for tests name them. */
export function placeOfCursor({ document, selection: { start, end } }: TextEditor): TestsParams {
  return {
    textDocument: { uri: document.uri.toString(), version: document.version },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}
