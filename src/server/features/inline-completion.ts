import {
  InlineCompletionTriggerKind,
  type CancellationToken,
  type InlineCompletionItem,
  type InlineCompletionList,
  type InlineCompletionParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { COMMANDS, TIMING_NOTIFICATION, type Nothing } from '../../protocol/messages.ts';
import { refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { RequestWatch } from './timing.ts';

const NOTHING: InlineCompletionList = { items: [] };

/** Answers beside the first one for a user who asks, to cycle through. */
const ALTERNATIVES = 2;

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
    const signal = cancelledBy(token, controller);
    const watch = session.wantsTiming
      ? new RequestWatch(uri, session.documents.get(uri)?.version ?? 0, signal)
      : undefined;
    try {
      const items = await suggest(session, params, signal, ++suggestions, watch);
      if (items.length > 0) watch?.offered();
      return items.length > 0 ? { items } : NOTHING;
    } catch (error) {
      // Engine and model errors have set the session's state, which is what users see.
      const message = error instanceof Error ? error.message : String(error);
      const code = session.state.kind === 'no-model' ? 'no-model' : 'engine';
      if (!controller.signal.aborted) session.answered({ code, message, uri });
      return NOTHING;
    } finally {
      if (running.get(uri) === controller) running.delete(uri);
      if (watch) void session.connection.sendNotification(TIMING_NOTIFICATION, watch.timing());
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
  watch: RequestWatch | undefined,
): Promise<InlineCompletionItem[]> {
  await session.ready();
  const { documents } = session;
  const document = documents.get(params.textDocument.uri);
  if (document === undefined) return [];
  const { uri, languageId } = document;
  const nothing = (because: Nothing | undefined) => {
    if (!signal.aborted) session.answered(because);
    return [];
  };
  // Read before anything is awaited: the answer's positions are those of the text that was asked about.
  const text = document.getText();
  const asked = TextDocument.create(uri, languageId, 0, text);
  // With an entry of the editor's own list selected, the document is seen as if that entry had been taken.
  const selected = params.context.selectedCompletionInfo;
  const cursor = documents.offsetAt(document, params.position);
  const start = selected ? documents.offsetAt(document, selected.range.start) : cursor;
  const end = selected ? documents.offsetAt(document, selected.range.end) : cursor;
  const inserted = selected?.text ?? '';

  const refused = await refusal(session, uri, languageId);
  if (refused) return nothing(refused);
  const trigger = params.context.triggerKind === InlineCompletionTriggerKind.Invoked ? 'invoked' : 'automatic';
  const completer = await session.completer(trigger);
  const outcome = await completer.complete(
    {
      uri,
      languageId,
      text: selected ? text.slice(0, start) + inserted + text.slice(end) : text,
      offset: start + inserted.length,
      trigger,
      alternatives: trigger === 'invoked' ? ALTERNATIVES : 0,
    },
    signal,
    watch?.onText,
    watch?.onTiming,
  );
  if (signal.aborted) return [];
  if (outcome.kind === 'nothing') {
    const { code, reason } = outcome;
    return code === 'cancelled' ? [] : nothing({ code, message: reason, uri });
  }
  session.answered(undefined);
  return [outcome, ...outcome.alternatives].map((offer) => ({
    insertText: inserted + offer.text,
    range: {
      start: documents.positionAt(asked, start),
      end: documents.positionAt(asked, end + offer.replaceEnd - (start + inserted.length)),
    },
    command: { title: 'Suggestion accepted', command: COMMANDS.accept, arguments: [number] },
  }));
}
