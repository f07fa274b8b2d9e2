import { window, type Disposable, type Position, type Uri } from 'vscode';
import { isSupported } from './supported.ts';

/** A cursor that stays so long has come to a place where somebody reads or is about to type. */
const REST_MS = 200;

/** Tells where the cursor comes to rest, so that the server can read that place before the first key. */
export class CursorRest implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private readonly listening: Disposable;

  public constructor(onRest: (uri: Uri, position: Position) => void) {
    this.listening = window.onDidChangeTextEditorSelection(({ textEditor }) => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        const { document, selection } = textEditor;
        if (textEditor !== window.activeTextEditor || !selection.isEmpty || !isSupported(document.uri.scheme)) return;
        onRest(document.uri, selection.active);
      }, REST_MS);
    });
  }

  public dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }
}
