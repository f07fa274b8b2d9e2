import type { CancellationToken, CodeLens } from 'vscode-languageserver/node';
import {
  CLIENT_COMMANDS,
  FAILING_TEST_REQUEST,
  TEST_FILE_REQUEST,
  TESTS_REQUEST,
  type FailingTestParams,
  type TestFileParams,
  type TestsParams,
} from '../../protocol/messages.ts';
import { qualifiedName, subjectsOf } from '../../testing/subject.ts';
import { localized } from '../localized.ts';
import type { FailingTests } from '../failing-tests.ts';
import type { Session } from '../session.ts';
import { isTestable } from '../test-source.ts';
import { Tests } from '../tests.ts';
import { aborted, withProgress } from './edits.ts';

/** The requests for tests of clients that show them themselves. */
export function testRequests(session: Session, failing: FailingTests): void {
  const tests = new Tests(session);
  const { connection } = session;
  connection.onRequest(TESTS_REQUEST, (params: TestsParams, token: CancellationToken) =>
    withProgress(session, params, 'Local Forge', (listener) => tests.tests(params, aborted(token), listener)),
  );
  connection.onRequest(FAILING_TEST_REQUEST, (params: FailingTestParams, token: CancellationToken) =>
    withProgress(session, params, 'Local Forge', (listener) => failing.failingTest(params, aborted(token), listener)),
  );
  connection.onRequest(TEST_FILE_REQUEST, async (params: TestFileParams) =>
    localized(await tests.testFile(params), session.texts),
  );
}

/** A link above every function that tests can be made for, where the user wants it; the model is not asked. */
export function testLenses(session: Session): void {
  const { connection, documents } = session;
  connection.onCodeLens(async ({ textDocument }): Promise<CodeLens[]> => {
    await session.ready();
    const document = documents.get(textDocument.uri);
    if (document === undefined || !session.settingsOf(textDocument.uri).testLens) return [];
    if (!isTestable(document)) return [];
    if ((await session.exclusion(document.uri)) !== undefined) return [];
    const text = document.getText();
    const subjects = await subjectsOf(document.languageId, text, session.syntax);
    return subjects.map((subject): CodeLens => {
      const place = documents.positionAt(document, Math.max(subject.start, subject.bodyStart - 1));
      const start = documents.positionAt(document, subject.start);
      const params: TestsParams = {
        textDocument: { uri: document.uri, version: document.version },
        range: { start: place, end: place },
      };
      return {
        range: { start, end: start },
        command: {
          title: session.texts.t('Generate Tests'),
          tooltip: qualifiedName(subject),
          command: CLIENT_COMMANDS.tests,
          arguments: [params],
        },
      };
    });
  });
}
