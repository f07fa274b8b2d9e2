import { Range, type TextDocument } from 'vscode';
import type { ProposedDocument } from '../../protocol/messages.ts';

/** The document's text with edits in it; they are in its order and do not overlap. */
export function newTextOf(document: TextDocument, edits: ProposedDocument['edits']): string {
  let newText = document.getText();
  for (const { range, newText: replacement } of [...edits].reverse()) {
    const [start, end] = [range.start, range.end].map(({ line, character }) =>
      document.offsetAt(document.validatePosition(new Range(line, character, line, character).start)),
    );
    newText = newText.slice(0, start) + replacement + newText.slice(end);
  }
  return newText;
}
