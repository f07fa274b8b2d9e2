import { commands, l10n, Uri, window, workspace } from 'vscode';
import {
  FAILING_TEST_REQUEST,
  type EditParams,
  type FailingTest,
  type FailingTestParams,
  type FailingTestResult,
} from '../../protocol/messages.ts';
import { askWithProgress, showError } from '../edits/ask.ts';
import { problemsAt } from '../edits/place.ts';
import type { Previews } from '../edits/previews.ts';
import type { Server } from '../server.ts';
import { placeOfCursor } from './cursor-place.ts';
import { showTestFile } from './test-file.ts';

/** A test that was made last, and what its button does. */
export interface ShownTest {
  readonly test: FailingTest;
  readonly fix: () => Promise<void>;
}

/** The commands that show a bug by a test, and then fix it so that the test passes. */
export class FailingTestCommands {
  private readonly server: () => Server | undefined;
  private readonly previews: Previews;
  /** For tests. */
  public last: ShownTest | undefined;

  public constructor(server: () => Server | undefined, previews: Previews) {
    this.server = server;
    this.previews = previews;
  }

  public commands(): Record<string, (...args: never[]) => unknown> {
    return {
      failingTest: () => this.askWhatIsWrong(),
      failingTestAt: (params: FailingTestParams) => this.failingTestAt(params),
    };
  }

  /** What the editor says of the place is what is mostly meant. */
  private async askWhatIsWrong(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor === undefined) return;
    const place = placeOfCursor(editor);
    const [problem] = problemsAt(editor);
    const report = await window.showInputBox({
      title: l10n.t('Write a Failing Test for a Bug'),
      prompt: l10n.t('What is wrong? A sentence or an error message.'),
      placeHolder: l10n.t('For example: total([]) should be 0'),
      ignoreFocusOut: true,
      ...(problem && { value: problem.message }),
    });
    if (report === undefined || report.trim() === '') return;
    await this.failingTestAt({ ...place, report });
  }

  private async failingTestAt(params: FailingTestParams): Promise<void> {
    const server = this.server();
    if (server === undefined) return;
    try {
      const document = await workspace.openTextDocument(Uri.parse(params.textDocument.uri));
      const result = await askWithProgress<Exclude<FailingTestResult, { reason: string }>>(
        l10n.t('Making a failing test'),
        document,
        (token, listener) => server.ask<FailingTestResult>(FAILING_TEST_REQUEST, params, token, listener),
      );
      if (result === undefined) return;
      const { test } = result;
      const fix = () => fixOf(test, params);
      await showTestFile(test.proposal, this.previews);
      this.last = { test, fix };
      const fixIt = l10n.t('Fix It');
      void window.showInformationMessage(l10n.t('The test fails: {0}', test.why), fixIt).then((answer) => {
        if (answer === fixIt) fix().catch(showError);
      });
    } catch (error) {
      showError(error);
    }
  }
}

/** Asks for a fix with which the test passes; it is shown as every other fix is. */
async function fixOf({ id }: FailingTest, { textDocument, range }: FailingTestParams): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(textDocument.uri));
  const params: EditParams = {
    textDocument: { uri: textDocument.uri, version: document.version },
    range,
    kind: 'fix',
    failingTest: id,
  };
  await commands.executeCommand('localForge.editAt', params);
}
