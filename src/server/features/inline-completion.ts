import {
  InlineCompletionTriggerKind,
  type CancellationToken,
  type InlineCompletionItem,
  type InlineCompletionList,
  type InlineCompletionParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { COMMANDS } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';

const NOTHING: InlineCompletionList = { items: [] };

/** `textDocument/inlineCompletion`: an empty list for "nothing to suggest", never null and never an error. */
export function inlineCompletion(session: Session): void {
  const running = new Map<string, AbortController>();
  let suggestions = 0;

  session.connection.languages.inlineCompletion.on(async (params, token) => {
    const controller = new AbortController();
    const { uri } = params.textDocument;
    // Neovim asks again without cancelling: one document has one cursor, so the newest request replaces the others.
    running.get(uri)?.abort();
    running.set(uri, controller);
    try {
      const item = await suggest(session, params, cancelledBy(token, controller), ++suggestions);
      return item ? { items: [item] } : NOTHING;
    } catch (error) {
      // Engine and model errors have set the session's state, which is what users see.
      const reason = error instanceof Error ? error.message : String(error);
      if (!controller.signal.aborted) session.answered(reason);
      return NOTHING;
    } finally {
      if (running.get(uri) === controller) running.delete(uri);
    }
  });
}

function cancelledBy(token: CancellationToken, controller: AbortController): AbortSignal {
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

async function suggest(
  session: Session,
  params: InlineCompletionParams,
  signal: AbortSignal,
  number: number,
): Promise<InlineCompletionItem | undefined> {
  await session.ready();
  const { documents, settings } = session;
  const document = documents.get(params.textDocument.uri);
  if (document === undefined) return undefined;
  if (!settings.enable || settings.disabledLanguages.includes(document.languageId)) {
    session.answered(settings.enable ? `Completions are off for ${document.languageId}.` : 'Completions are off.');
    return undefined;
  }
  // With an entry of the editor's own list selected, the document is seen as if that entry had been taken.
  const selected = params.context.selectedCompletionInfo;
  const cursor = documents.offsetAt(document, params.position);
  const start = selected ? documents.offsetAt(document, selected.range.start) : cursor;
  const end = selected ? documents.offsetAt(document, selected.range.end) : cursor;
  const inserted = selected?.text ?? '';
  const text = document.getText();

  const completer = await session.completer();
  const outcome = await completer.complete(
    {
      uri: document.uri,
      languageId: document.languageId,
      text: selected ? text.slice(0, start) + inserted + text.slice(end) : text,
      offset: start + inserted.length,
      trigger: params.context.triggerKind === InlineCompletionTriggerKind.Invoked ? 'invoked' : 'automatic',
    },
    signal,
  );
  if (signal.aborted) return undefined;
  session.answered(outcome.kind === 'nothing' ? outcome.reason : undefined);
  if (outcome.kind === 'nothing') return undefined;
  const replaced = outcome.replaceEnd - (start + inserted.length);
  // The open document may have changed meanwhile; the answer's positions are the question's.
  const asked = TextDocument.create(document.uri, document.languageId, 0, text);
  return {
    insertText: inserted + outcome.text,
    range: {
      start: documents.positionAt(asked, start),
      end: documents.positionAt(asked, end + replaced),
    },
    command: { title: 'Suggestion accepted', command: COMMANDS.accept, arguments: [number] },
  };
}
