import { failingTest } from '../assistant/testing/failing.ts';
import { fixFailing, type Failing } from '../assistant/fix/failing-fix.ts';
import type { EditParams, EditResult, FailingTestParams, FailingTestResult } from '../protocol/messages.ts';
import type { Source } from '../testing/languages/language.ts';
import { Prover } from '../testing/prover.ts';
import { qualifiedName } from '../testing/subject.ts';
import { languageVersion } from '../workspace/language-version.ts';
import { writePermission } from '../workspace/write-guard.ts';
import { askedDocument, withReasons } from './asked-document.ts';
import type { Listener } from './edits.ts';
import { projectCheckers } from './project-checks.ts';
import { proposalFor } from './proposal.ts';
import { Recent } from './recent.ts';
import type { Session } from './session.ts';
import { permittedRun, testFileProposal, testSource } from './test-source.ts';

const STEP_MS = 100;

interface Kept {
  readonly source: Source;
  readonly failing: Failing;
}

/** Answers requests for tests that fail, and for fixes that make them pass. Nothing of the user's is changed by them. */
export class FailingTests {
  private readonly session: Session;
  private readonly kept = new Recent<Kept>();

  public constructor(session: Session) {
    this.session = session;
  }

  /** A test that fails for what a report says. Without leave to run it there is none: it would show nothing. */
  public async failingTest(
    params: FailingTestParams,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<FailingTestResult> {
    return withReasons(signal, async () => {
      const { session } = this;
      if (typeof params.report !== 'string' || params.report.trim() === '') return { reason: 'Say what is wrong.' };
      const source = await testSource(session, params);
      if ('reason' in source) return source;
      const { uri } = params.textDocument;
      const run = await runOrReason(session, source, uri);
      if ('reason' in run) return run;
      const { engine, syntax } = await session.workshop();
      const prover = await Prover.of(source, { ...run, folders: session.folderPaths(), syntax }, signal);
      try {
        const budgetMs = session.settingsOf(uri).fixSeconds * 1000;
        const options = { engine, prover, syntax, maxStepMs: STEP_MS, budgetMs, ...listener };
        const outcome = await failingTest(source, params.report, options, signal);
        if (outcome.kind === 'nothing') return { reason: outcome.reason };
        const { text, title, why, passed } = outcome;
        const unchecked = prover.isolation.open;
        const result = await testFileProposal(session, source, text, {
          title: `A failing test of ${qualifiedName(source.subject)}`,
          passed,
          unchecked,
        });
        if ('reason' in result) return result;
        const id = this.kept.add({ source, failing: outcome });
        return { test: { id, title, why, passed, unchecked, proposal: result.proposal } };
      } finally {
        await prover.dispose();
      }
    });
  }

  /** A fix of the function after which the failing test passes. */
  public async fixFailing(
    id: number,
    textDocument: EditParams['textDocument'],
    signal: AbortSignal,
    listener: Listener,
  ): Promise<EditResult> {
    return withReasons(signal, async () => {
      const { session } = this;
      const kept = this.kept.get(id);
      if (kept === undefined) return { reason: 'This test is not known any more. Ask again.' };
      const { source, failing } = kept;
      const asked = await askedDocument(session, textDocument);
      if ('reason' in asked) return asked;
      const { document, text } = asked;
      if (text !== source.text) return { reason: 'The document was changed meanwhile. Ask again.' };
      const permission = await writePermission(document.uri, session.folders);
      if (permission.kind === 'refused') return { reason: permission.reason };
      // Asked again: meanwhile the user may have taken back what was allowed.
      const run = await runOrReason(session, source, document.uri);
      if ('reason' in run) return run;
      const { engine, syntax } = await session.workshop();
      const folders = session.folderPaths();
      const { languageId } = document;
      listener.onStage('Looking for checkers');
      const checks = await projectCheckers(session, document.uri, languageId, true);
      const prover = await Prover.of(source, { ...run, folders, syntax }, signal);
      try {
        const outcome = await fixFailing(
          source,
          failing,
          { uri: document.uri, languageVersion: await languageVersion(source.file, languageId, folders) },
          {
            engine,
            syntax,
            prover,
            checkers: checks.checkers,
            maxStepMs: STEP_MS,
            budgetMs: session.settingsOf(document.uri).fixSeconds * 1000,
            ...listener,
          },
          signal,
        );
        if (outcome.kind === 'nothing') return { reason: outcome.reason };
        if (session.documents.get(document.uri)?.version !== document.version)
          return { reason: 'The document was changed meanwhile. Ask again.' };
        return {
          proposal: proposalFor(session.documents, document, outcome.text, {
            title: `Fix: ${failing.why}`,
            passed: outcome.passed,
            unchecked: [...outcome.unchecked, ...checks.refusals],
            warnings: permission.kind === 'show-first' ? [permission.reason] : [],
          }),
        };
      } finally {
        await Promise.all([prover.dispose(), checks.dispose()]);
      }
    });
  }
}

/** What the test is run with, or the sentence why there can be none. */
async function runOrReason(
  session: Session,
  source: Source,
  uri: string,
): Promise<Exclude<Awaited<ReturnType<typeof permittedRun>>, { refusal: string }>> {
  const run = await permittedRun(session, source, uri);
  if ('refusal' in run) return { reason: run.refusal };
  if ('reason' in run) return { reason: `${run.reason} Whether a test fails for the bug shows only when it is run.` };
  return run;
}
