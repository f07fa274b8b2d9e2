import { pathToFileURL } from 'node:url';
import { answeredTests, markedDraft } from '../assistant/testing/draft.ts';
import { generateTests } from '../assistant/testing/generator.ts';
import type { EditResult, TestDraft, TestFileParams, TestsParams, TestsResult } from '../protocol/messages.ts';
import type { TestCase } from '../testing/cases.ts';
import type { Source, TestLanguage } from '../testing/languages/language.ts';
import { testText } from '../testing/languages/test-text.ts';
import { qualifiedName } from '../testing/subject.ts';
import { workbench } from '../testing/workbench.ts';
import { titleOf } from '../testing/write/names.ts';
import { withReasons } from './asked-document.ts';
import type { Listener } from './edits.ts';
import { Recent } from './recent.ts';
import type { Session } from './session.ts';
import { permittedRun, testFileProposal, testSource } from './test-source.ts';

const STEP_MS = 100;

interface Kept {
  readonly source: Source;
  readonly language: TestLanguage;
  readonly cases: readonly TestCase[];
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
}

/** Answers requests for tests. Nothing of the user's is changed by them; every refusal is one sentence. */
export class Tests {
  private readonly session: Session;
  private readonly kept = new Recent<Kept>();

  public constructor(session: Session) {
    this.session = session;
  }

  public async tests(params: TestsParams, signal: AbortSignal, listener: Listener): Promise<TestsResult> {
    return withReasons(signal, () => this.answer(params, signal, listener));
  }

  /** The test file with some of the cases that were offered, as an edit of it. */
  public async testFile({ id, cases }: TestFileParams): Promise<EditResult> {
    const kept = this.kept.get(id);
    if (kept === undefined) return { reason: 'These tests are not known any more. Ask again.' };
    const chosen = kept.cases.filter((_, index) => cases.includes(index));
    if (chosen.length === 0) return { reason: 'No test was chosen.' };
    const { source, language, passed, unchecked } = kept;
    const text = await testText(source, language, chosen, this.session.syntax);
    if (text === undefined) return { reason: 'The test file cannot be extended: it does not parse.' };
    const isWhole = chosen.length === kept.cases.length;
    return testFileProposal(this.session, source, text, {
      title: `Tests of ${qualifiedName(source.subject)}`,
      passed: isWhole ? passed : [],
      unchecked: isWhole ? unchecked : ['The chosen tests were run together with the others.', ...unchecked],
    });
  }

  private async answer(params: TestsParams, signal: AbortSignal, listener: Listener): Promise<TestsResult> {
    const { session } = this;
    const source = await testSource(session, params);
    if ('reason' in source) return source;
    const { engine, syntax } = await session.workshop();
    const { uri } = params.textDocument;
    const { setup, subject } = source;
    listener.onStage(setup.reason);
    const run = await permittedRun(session, source, uri);
    if ('refusal' in run) return { reason: run.refusal };
    if ('reason' in run) return this.draft(source, run.reason, signal, listener);
    const { language } = run;
    const mayRead = async (file: string) => (await session.exclusion(pathToFileURL(file).href)) === undefined;
    const bench = await workbench(source, { ...run, folders: session.folderPaths(), syntax, mayRead }, signal);
    try {
      const budgetMs = session.settingsOf(uri).fixSeconds * 1000;
      const outcome = await generateTests(
        bench.source,
        { engine, ...bench, syntax, maxStepMs: STEP_MS, budgetMs, ...listener },
        signal,
      );
      if (outcome.kind === 'nothing') return { reason: outcome.reason };
      const { cases, passed, unchecked, reach, possibleBugs } = outcome;
      return {
        tests: {
          id: this.kept.add({ source, language, cases, passed, unchecked }),
          title: qualifiedName(subject),
          uri: pathToFileURL(setup.testFile).href,
          cases: cases.map((one) => ({
            title: titleOf(one),
            branches: one.adds.branches.length,
            mutants: one.adds.mutants.length,
            code: language.tests(source, [one]).inGroup,
          })),
          branches: [reach.takenBranches.size, reach.branches.length],
          mutants: [reach.killedMutants.size, reach.mutants.length],
          ...(reach.before.isReached && {
            before: { branches: reach.before.branches.size, mutants: reach.before.mutants.size },
          }),
          passed,
          unchecked,
          possibleBugs: possibleBugs.map(
            ({ call, documented, observed }) =>
              `The documentation says that ${call} is ${documented}, and it is ${observed}.`,
          ),
        },
      };
    } finally {
      await bench.dispose();
    }
  }

  private async draft(
    source: Source,
    reason: string,
    signal: AbortSignal,
    listener: Listener,
  ): Promise<{ readonly draft: TestDraft } | { readonly reason: string }> {
    const { engine } = await this.session.workshop();
    const answer = await answeredTests(source, { engine, maxStepMs: STEP_MS, onText: listener.onText }, signal);
    if (signal.aborted) return { reason: 'Cancelled.' };
    if (answer.trim() === '') return { reason: 'The model wrote nothing.' };
    const { languageId } = source.subject;
    return { draft: { languageId, text: markedDraft(answer, languageId), reason } };
  }
}
