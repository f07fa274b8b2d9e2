import { window, type Position, type TextDocument } from 'vscode';

/** A cursor in a version of a document. */
export interface Place {
  readonly document: TextDocument;
  readonly version: number;
  readonly position: Position;
}

/** Whether the cursor of the active editor still stands there and the text is the same. */
export function isCurrent({ document, version, position }: Place): boolean {
  const editor = window.activeTextEditor;
  return (
    document.version === version &&
    editor?.document === document &&
    editor.selection.isEmpty &&
    editor.selection.active.isEqual(position)
  );
}

export function samePlace(a: Place, b: Place): boolean {
  return a.document === b.document && a.version === b.version && a.position.isEqual(b.position);
}
