import { commands, DiagnosticSeverity, l10n, languages, window, type Diagnostic, type TextDocument } from 'vscode';

/** Languages say what is wrong a moment after the text was changed; one that checks on save says nothing in this time. */
const WATCHED_MS = 8000;
const QUIET_MS = 1500;

/** What the editor reported of a document before a fix. */
export type Reported = ReadonlyMap<string, number>;

/** How often each error and warning of a document is reported now, by its message. */
export function reportedOf(document: TextDocument): Reported {
  const counts = new Map<string, number>();
  for (const { severity, message } of languages.getDiagnostics(document.uri)) {
    const isProblem = severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning;
    if (isProblem) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return counts;
}

/**
 * After an accepted fix: once the editor's own languages have looked at the text again, says so where the problem is still there or a
 * new one has come, with a way back as long as the document was not changed again.
 */
export function watchAfterFix(
  document: TextDocument,
  problem: Pick<Diagnostic, 'message'> | undefined,
  before: Reported,
): void {
  const { version } = document;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    clearTimeout(late);
    watching.dispose();
  };
  const judge = () => {
    end();
    if (document.isClosed || document.version !== version) return;
    const now = reportedOf(document);
    const isLeft = problem !== undefined && (now.get(problem.message) ?? 0) >= (before.get(problem.message) ?? 1);
    const fresh = [...now].find(([message, count]) => count > (before.get(message) ?? 0))?.[0];
    if (!isLeft && fresh === undefined) {
      window.setStatusBarMessage(`$(check) ${l10n.t('The editor reports nothing new')}`, 4000);
      return;
    }
    const undo = l10n.t('Undo');
    const said = isLeft
      ? l10n.t('The editor still reports: {0}', problem.message)
      : l10n.t('Since the fix the editor reports: {0}', fresh ?? '');
    void window.showWarningMessage(said, undo).then(async (answer) => {
      if (answer !== undo || document.version !== version) return;
      await window.showTextDocument(document);
      await commands.executeCommand('undo');
    });
  };
  const watching = languages.onDidChangeDiagnostics(({ uris }) => {
    if (!uris.some((uri) => uri.toString() === document.uri.toString())) return;
    clearTimeout(timer);
    timer = setTimeout(judge, QUIET_MS);
  });
  const late = setTimeout(() => {
    if (timer === undefined) end();
    else judge(); // reports came, and more of them may come for ever
  }, WATCHED_MS);
}
