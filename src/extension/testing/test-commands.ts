import { CancellationTokenSource, l10n, Uri, window, workspace, type Disposable } from 'vscode';
import {
  TEST_FILE_REQUEST,
  TESTS_REQUEST,
  type EditResult,
  type ProvenTests,
  type TestDraft,
  type TestsParams,
  type TestsResult,
} from '../../protocol/messages.ts';
import { askWithProgress, showError } from '../edits/ask.ts';
import type { Previews } from '../edits/previews.ts';
import type { Server } from '../server.ts';
import { placeOfCursor } from './cursor-place.ts';
import { TestChoice } from './test-choice.ts';
import { newFileText, showTestFile } from './test-file.ts';

/** The commands that make tests: they show what was proven, and write nothing before the user has chosen. */
export class TestCommands implements Disposable {
  private readonly server: () => Server | undefined;
  private readonly previews: Previews;
  private readonly choice = new TestChoice();
  /** For tests: what the user is choosing from. */
  public offered: ProvenTests | undefined;

  public constructor(server: () => Server | undefined, previews: Previews) {
    this.server = server;
    this.previews = previews;
  }

  public dispose(): void {
    this.choice.dispose();
  }

  public commands(): Record<string, (...args: never[]) => unknown> {
    return {
      generateTests: () => {
        const editor = window.activeTextEditor;
        return editor && this.testsAt(placeOfCursor(editor));
      },
      testsAt: (params: TestsParams) => this.testsAt(params),
    };
  }

  private async testsAt(params: TestsParams): Promise<void> {
    const server = this.server();
    if (server === undefined) return;
    try {
      const document = await workspace.openTextDocument(Uri.parse(params.textDocument.uri));
      const result = await askWithProgress<Exclude<TestsResult, { reason: string }>>(
        l10n.t('Making tests'),
        document,
        (token, listener) => server.ask<TestsResult>(TESTS_REQUEST, params, token, listener),
      );
      if (result === undefined) return;
      if ('draft' in result) await showDraft(result.draft);
      else await this.offer(server, result.tests);
    } catch (error) {
      showError(error);
    }
  }

  /** Lets the user choose among the cases, and shows the test file with those. */
  private async offer(server: Server, tests: ProvenTests): Promise<void> {
    this.offered = tests;
    for (const bug of tests.possibleBugs) void window.showWarningMessage(l10n.t('Possible bug: {0}', bug));
    const fileWith = (cases: readonly number[]) =>
      server.ask<EditResult>(TEST_FILE_REQUEST, { id: tests.id, cases }, new CancellationTokenSource().token);
    const chosen = await this.choice.choose(tests, async (cases) => {
      const result = await fileWith(cases);
      return 'proposal' in result ? newFileText(result.proposal) : undefined;
    });
    this.offered = undefined;
    if (chosen === undefined || chosen.length === 0) return;
    const result = await fileWith(chosen);
    if ('reason' in result) void window.showInformationMessage(result.reason);
    else await showTestFile(result.proposal, this.previews);
  }
}

async function showDraft({ text, languageId, reason }: TestDraft): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: languageId, content: text }));
  void window.showInformationMessage(l10n.t('A draft that nobody has run: {0}', reason));
}
