import { commands, DiagnosticSeverity, l10n, languages, window, type Diagnostic, type TextDocument } from 'vscode';

/** Languages say what is wrong a moment after the text was changed. */
const WATCHED_MS = 8000;
const QUIET_MS = 1500;

/**
 * After an accepted fix: asks the editor's own languages whether the problem is gone and nothing new has come, and says so where it is
 * not, with a way back as long as the document was not changed again.
 */
export function watchAfterFix(document: TextDocument, problem: Diagnostic | undefined, errorsBefore: number): void {
  const { version } = document;
  let timer: NodeJS.Timeout | undefined;
  const judge = () => {
    end();
    if (document.isClosed || document.version !== version) return;
    const now = errorsIn(document);
    const isLeft = problem !== undefined && now.some(({ message }) => message === problem.message);
    if (!isLeft && now.length <= errorsBefore) return;
    const undo = l10n.t('Undo');
    const said = isLeft
      ? l10n.t('The editor still reports: {0}', problem.message)
      : l10n.t('The editor reports new errors since the fix.');
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
  const late = setTimeout(judge, WATCHED_MS);
  const end = () => {
    clearTimeout(timer);
    clearTimeout(late);
    watching.dispose();
  };
}

/** Errors that the editor knows of a document. */
export function errorsIn(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ severity }) => severity === DiagnosticSeverity.Error);
}
