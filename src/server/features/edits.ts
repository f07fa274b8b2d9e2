import {
  ProgressType,
  WorkDoneProgress,
  type CancellationToken,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver/node';
import {
  EDIT_REQUEST,
  EXPLAIN_REQUEST,
  NAMES_REQUEST,
  type EditParams,
  type EditProgress,
  type EditResult,
  type ExplainParams,
  type NamesParams,
} from '../../protocol/messages.ts';
import { Edits, type Listener } from '../edits.ts';
import type { FailingTests } from '../failing-tests.ts';
import type { Session } from '../session.ts';
import { localized } from '../localized.ts';

const TEXT = new ProgressType<EditProgress>();
/** More often than this nobody sees a difference, in ms. */
const TEXT_EVERY_MS = 60;

interface Tokens {
  readonly workDoneToken?: string | number;
  readonly partialResultToken?: string | number;
}

/** The requests of clients that show proposals themselves. */
export function editRequests(session: Session, failing: FailingTests): void {
  const edits = new Edits(session);
  const { connection } = session;
  connection.onRequest(EDIT_REQUEST, async (params: EditParams, token: CancellationToken): Promise<EditResult> =>
    withProgress(session, params, 'Local Forge', (listener) => {
      const { kind, failingTest, textDocument } = params;
      return kind === 'fix' && failingTest !== undefined
        ? failing.fixFailing(failingTest, textDocument, aborted(token), listener)
        : edits.edit(params, aborted(token), listener);
    }),
  );
  connection.onRequest(EXPLAIN_REQUEST, async (params: ExplainParams, token: CancellationToken) =>
    withProgress(session, params, 'Local Forge', (listener) => edits.explain(params, aborted(token), listener)),
  );
  connection.onRequest(NAMES_REQUEST, (params: NamesParams, token: CancellationToken) =>
    edits.names(params, aborted(token)),
  );
}

/** A signal that is aborted when the client cancels. */
export function aborted(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Does work that tells how far it is, as the request wants it. */
export async function withProgress<T extends object>(
  { connection, texts }: Session,
  { workDoneToken, partialResultToken }: Tokens,
  title: string,
  work: (listener: Listener) => Promise<T>,
): Promise<T> {
  const report = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) =>
    workDoneToken === undefined ? undefined : connection.sendProgress(WorkDoneProgress.type, workDoneToken, value);
  let said = -Infinity;
  await report({ kind: 'begin', title });
  try {
    const result = await work({
      onStage: (stage) => void report({ kind: 'report', message: texts.said(stage) }),
      onText: (text) => {
        if (partialResultToken === undefined || performance.now() - said < TEXT_EVERY_MS) return;
        said = performance.now();
        void connection.sendProgress(TEXT, partialResultToken, { text });
      },
    });
    return localized(result, texts);
  } finally {
    await report({ kind: 'end' });
  }
}
