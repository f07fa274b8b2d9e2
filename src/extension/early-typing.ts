import {
  commands,
  InlineCompletionTriggerKind,
  window,
  workspace,
  type Disposable,
  type InlineCompletionContext,
} from 'vscode';
import { isCurrent, samePlace, type Place } from './place.ts';
import { isSupported } from './supported.ts';

/**
 * Has VS Code ask where somebody typed before the server could be asked: after VS Code has opened, and after a crash.
 * VS Code asks at a key press, and never again before the next one.
 */
export class EarlyTyping implements Disposable {
  private typed = typedBeforeActivation();
  private asking: Place | undefined;
  private listening: Disposable | undefined;

  /** The server cannot be asked from now on. */
  public begin(): void {
    this.listening ??= workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const change = contentChanges.at(-1);
      // VS Code and its extensions write into documents, too, but hardly into the one in which the cursor stands.
      if (change === undefined || document !== window.activeTextEditor?.document) return;
      const position = document.positionAt(change.rangeOffset + change.text.length);
      this.typed = { document, version: document.version, position };
    });
  }

  /** The server can be asked. */
  public end(): void {
    const { typed } = this;
    this.dispose();
    if (typed === undefined || !isSupported(typed.document.uri.scheme) || !isCurrent(typed)) return;
    this.asking = typed;
    // VS Code has asked about this text already, when there was nobody to answer: only an explicit request is made again.
    void commands.executeCommand('editor.action.inlineSuggest.trigger');
  }

  /** The context of a request; the one that `end` had VS Code make counts as made by typing. */
  public contextOf(place: Place, context: InlineCompletionContext): InlineCompletionContext {
    const { asking } = this;
    this.asking = undefined;
    if (asking === undefined || !samePlace(asking, place)) return context;
    return { ...context, triggerKind: InlineCompletionTriggerKind.Automatic };
  }

  public dispose(): void {
    this.listening?.dispose();
    this.listening = undefined;
    this.typed = undefined;
    this.asking = undefined;
  }
}

/** VS Code lets people type before it activates extensions; where they did, the document has another version. */
function typedBeforeActivation(): Place | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.document.version === 1) return undefined;
  return { document: editor.document, version: editor.document.version, position: editor.selection.active };
}
