import {
  CancellationTokenSource,
  commands,
  l10n,
  ProgressLocation,
  window,
  workspace,
  type CancellationToken,
  type TextDocument,
} from 'vscode';
import type { Listener } from '../server.ts';
import { lastLine } from './last-line.ts';

/** Something that the server can answer with a sentence instead. */
type Answer<Result> = Result | { readonly reason: string };

/**
 * Asks with a notification that shows how far it is and can be cancelled. Gives undefined when there is no result; the
 * user has been told why, unless it was the user who cancelled. A document that is changed meanwhile ends it: no answer
 * could fit any more. So does `unwanted`.
 */
export async function askWithProgress<Result extends object>(
  title: string,
  document: TextDocument,
  ask: (token: CancellationToken, listener: Listener) => Promise<Answer<Result>>,
  unwanted?: CancellationToken,
): Promise<Result | undefined> {
  const source = new CancellationTokenSource();
  let changed = false as boolean; // set in a callback, which the compiler does not follow
  const watching = workspace.onDidChangeTextDocument(({ document: other, contentChanges }) => {
    if (other !== document || contentChanges.length === 0) return;
    changed = true;
    source.cancel();
  });
  const closing = unwanted?.onCancellationRequested(() => source.cancel());
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  try {
    const answer = await window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => source.cancel());
      let doing = '';
      let line = '';
      const show = () => progress.report({ message: [doing, line].filter((text) => text !== '').join(' · ') });
      return ask(source.token, {
        onDoing: (message) => {
          [doing, line] = [message, ''];
          show();
        },
        onText: (text) => {
          line = lastLine(text);
          show();
        },
      });
    });
    if (!source.token.isCancellationRequested) {
      if (!('reason' in answer)) return answer;
      void window.showInformationMessage(answer.reason);
    }
  } catch (error) {
    if (!source.token.isCancellationRequested) showError(error);
  } finally {
    watching.dispose();
    closing?.dispose();
    source.dispose();
  }
  if (changed) sayChanged();
  return undefined;
}

/** The document is not any more what was asked about. */
export function sayChanged(): void {
  void window.showInformationMessage(l10n.t('The text was changed meanwhile, so that the answer would not fit.'));
}

/** What went wrong, with the log at hand. */
export function showError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const showLog = l10n.t('Show Log');
  void window.showErrorMessage(l10n.t('That did not work: {0}', message), showLog).then((answer) => {
    if (answer === showLog) void commands.executeCommand('localForge.showLog');
  });
}
