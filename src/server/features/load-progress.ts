import type { ClientCapabilities, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { Session } from '../session.ts';

/** Work-done progress while the model loads, for clients that show such. */
export function loadProgress(session: Session, capabilities: ClientCapabilities): void {
  if (capabilities.window?.workDoneProgress !== true) return;
  let reporter: Promise<WorkDoneProgressServerReporter | undefined> | undefined;
  session.observe((state) => {
    if (state.kind === 'loading') {
      const percent = Math.round(state.fraction * 100);
      // A client that refuses after all sees none; that is no reason to load nothing.
      reporter ??= begin(session).catch(() => undefined);
      void reporter.then((progress) => progress?.report(percent));
    } else if (reporter) {
      void reporter.then((progress) => progress?.done());
      reporter = undefined;
    }
  });
}

async function begin(session: Session): Promise<WorkDoneProgressServerReporter> {
  const progress = await session.connection.window.createWorkDoneProgress();
  progress.begin('Loading the model', 0, session.modelName);
  return progress;
}
