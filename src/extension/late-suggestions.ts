import {
  CancellationTokenSource,
  commands,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type InlineCompletionContext,
  type InlineCompletionItem,
  type InlineCompletionList,
  type Position,
  type ProviderResult,
  type TextDocument,
} from 'vscode';
import { isCurrent, samePlace, type Place } from './place.ts';

type Answer = InlineCompletionItem[] | InlineCompletionList | null | undefined;
type Ask = (
  document: TextDocument,
  position: Position,
  context: InlineCompletionContext,
  token: CancellationToken,
) => ProviderResult<Answer>;

/**
 * Shows suggestions that are slower than VS Code cares to wait. With its default setting of `editor.quickSuggestions`
 * (`offWhenInlineCompletions`) VS Code cancels a request 750 ms after a word character, looks for entries of the
 * suggestion list, and never asks again before the next key. Here such a request goes on for as long as nobody types,
 * moves or asks anew; its answer is kept, and VS Code made to ask for it. When the list does open, VS Code itself
 * asks anew, with the selected entry.
 */
export class LateSuggestions {
  private asked: CancellationTokenSource | undefined;
  private kept: (Place & { readonly answer: Answer }) | undefined;

  /** Hands the request to `ask`, or answers it with what came late for the same place. */
  public async provide(
    document: TextDocument,
    position: Position,
    context: InlineCompletionContext,
    token: CancellationToken,
    ask: Ask,
  ): Promise<Answer> {
    const place: Place = { document, version: document.version, position };
    const { kept } = this;
    this.kept = undefined;
    if (kept && samePlace(kept, place) && context.selectedCompletionInfo === undefined) return kept.answer;

    this.asked?.cancel();
    const source = new CancellationTokenSource();
    this.asked = source;
    const watched: Pick<Disposable, 'dispose'>[] = [source];
    const cancelWhenLeft = () => {
      if (!isCurrent(place)) source.cancel();
    };
    watched.push(
      token.onCancellationRequested(() => {
        cancelWhenLeft();
        watched.push(
          workspace.onDidChangeTextDocument(cancelWhenLeft),
          window.onDidChangeTextEditorSelection(cancelWhenLeft),
          window.onDidChangeActiveTextEditor(cancelWhenLeft),
        );
      }),
    );
    try {
      const answer = await ask(document, position, context, source.token);
      if (!token.isCancellationRequested) return answer;
      if (!source.token.isCancellationRequested && isCurrent(place) && !isEmpty(answer)) {
        this.kept = { ...place, answer };
        void commands.executeCommand('editor.action.inlineSuggest.trigger');
      }
      return [];
    } finally {
      for (const disposable of watched) disposable.dispose();
      if (this.asked === source) this.asked = undefined;
    }
  }
}

function isEmpty(answer: Answer): boolean {
  return (Array.isArray(answer) ? answer : (answer?.items ?? [])).length === 0;
}
