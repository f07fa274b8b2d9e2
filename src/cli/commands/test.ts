import readline from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { CheckFailed } from '../../checks/checker.ts';
import { answeredTests, markedDraft } from '../../assistant/testing/draft.ts';
import { generateTests, type GeneratorOutcome } from '../../assistant/testing/generator.ts';
import { testSetup } from '../../testing/layout/setup.ts';
import type { Source } from '../../testing/languages/language.ts';
import { Prover } from '../../testing/prover.ts';
import { programsOf, readiness, type Ready } from '../../testing/readiness.ts';
import { qualifiedName, subjectAt, subjectNamed, subjectsOf } from '../../testing/subject.ts';
import { workbench, type Workbench } from '../../testing/workbench.ts';
import { additionOf, titleOf } from '../../testing/write/names.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { CHECK_OPTIONS, namedCheckers } from '../checks.ts';
import { open, STEP_MS } from '../open.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { showChange, workspaceRoot } from '../patch.ts';
import { offsetsOf, parsePlace, readSource, testFileOf } from '../source-file.ts';
import { note, out, ProgressLine, Stop } from '../terminal.ts';
import { reproduce } from '../reproduce.ts';
import { interrupted } from './edit.ts';

const USAGE = 'Say what to test: local-forge test FILE:FUNCTION, FILE:LINE or FILE:LINE-LINE.';

/**
 * `local-forge test FILE[:SYMBOL|:RANGE] [--bug TEXT [--fix]]`: prints a unified diff of the test file, or writes it with `--apply`. With `--bug`
 * it is one test, which fails by what the text says.
 */
export async function test(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...MODEL_OPTIONS,
      run: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      bug: { type: 'string' },
      fix: { type: 'boolean', default: false },
      ...CHECK_OPTIONS,
    },
  });
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1) throw new Stop(2, USAGE);
  const { bug } = values;
  if (bug?.trim() === '') throw new Stop(2, 'Say what is wrong: --bug "what is wrong".');
  if (bug === undefined && (values.fix || values.check !== undefined))
    throw new Stop(2, 'The options --fix and --check go with --bug: what is fixed is what a failing test shows.');
  const settings = settingsFrom(values);
  const seconds = Number(values.seconds ?? settings.fixSeconds);
  if (!(seconds > 0)) throw new Stop(2, 'The option --seconds takes a number above 0.');
  const root = await workspaceRoot();
  const runtime = await open(settings, [root]);
  const stop = interrupted();
  const progress = new ProgressLine();
  let bench: Pick<Workbench, 'dispose'> | undefined;
  try {
    const source = await sourceOf(argument, root, runtime.syntax);
    const excluded = await runtime.exclusion(source.file);
    if (excluded !== undefined) throw new Stop(1, excluded);
    const { isDefault, reason, testFile } = source.setup;
    if (isDefault) note(`local-forge: ${reason}.`);
    const ready = await readiness(source, [root]);
    const refusal = 'language' in ready ? ready.language.refusal(source) : undefined;
    if (refusal !== undefined) throw new Stop(1, refusal);
    const say = { onStage: (stage: string) => progress.say(stage) };
    const isAllowed = 'program' in ready && (values.run || (await allows(ready, progress)));
    if (!('program' in ready) || !isAllowed) {
      const why = 'reason' in ready ? ready.reason : 'Nothing was run, because you did not allow it: --run does.';
      if (bug !== undefined) throw new Stop(1, `${why} Whether a test fails for the bug shows only when it is run.`);
      const { existing } = source.setup;
      if (existing !== undefined)
        throw new Stop(
          1,
          testFile === source.file
            ? `${why} Its tests stand in the file itself, which a draft is not put into.`
            : `${why} There is a test file, which a draft is not put into.`,
        );
      const answer = await answeredTests(source, { engine: runtime.engine, maxStepMs: STEP_MS }, stop.signal);
      progress.clear();
      if (answer.trim() === '') throw new Stop(1, 'The model wrote nothing.');
      if (values.apply) throw new Stop(1, `${why} A draft is not written to a file: print it without --apply.`);
      const text = markedDraft(answer, source.subject.languageId);
      out(values.json ? JSON.stringify({ file: testFile, text, run: false, reason: why }) + '\n' : text);
      note(`local-forge: a draft that nobody has run. ${why}`);
      return 0;
    }
    const { engine, syntax } = runtime;
    const options = { engine, syntax, maxStepMs: STEP_MS, budgetMs: seconds * 1000, ...say };
    if (bug !== undefined) {
      const prover = await Prover.of(source, { ...ready, folders: [root], syntax }, stop.signal);
      bench = prover;
      const checkers = await namedCheckers(values.check, source.file, [root]);
      try {
        await reproduce(source, bug, { ...options, prover, checkers, folders: [root], values }, progress, stop.signal);
      } finally {
        await Promise.all(checkers.map((checker) => checker.dispose()));
      }
      return 0;
    }
    const mayRead = async (file: string) => (await runtime.exclusion(file)) === undefined;
    const made = await workbench(source, { ...ready, folders: [root], syntax, mayRead }, stop.signal);
    bench = made;
    const outcome = await generateTests(made.source, { ...options, ...made }, stop.signal);
    progress.clear();
    await show(outcome, source, values);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) throw new Stop(1, 'Cancelled. Nothing was written.');
    throw error instanceof CheckFailed ? new Stop(1, error.message) : error;
  } finally {
    progress.clear();
    stop.dispose();
    await bench?.dispose();
    runtime.dispose();
  }
}

async function sourceOf(argument: string, root: string, syntax: SyntaxTrees): Promise<Source> {
  const { name, range } = parsePlace(argument);
  const symbol = range === undefined ? /^(.+?):([A-Za-z_$][\w$]*(?:(?:\.|::)[A-Za-z_$][\w$]*)?)$/s.exec(name) : null;
  const file = await readSource(symbol?.[1] ?? name);
  const { languageId, text } = file;
  const setup = await testSetup(file.file, languageId, [root]);
  if (!('framework' in setup)) throw new Stop(1, setup.reason);
  const subject =
    symbol?.[2] !== undefined
      ? await subjectNamed(languageId, text, symbol[2].replace('::', '.'), syntax)
      : range !== undefined
        ? await subjectAt(languageId, text, offsetsOf(text, range).start, offsetsOf(text, range).end, syntax)
        : undefined;
  if (subject === undefined) {
    const known = (await subjectsOf(languageId, text, syntax)).map(qualifiedName);
    const list = known.length === 0 ? 'There is no function in it.' : `It has ${known.slice(0, 8).join(', ')}.`;
    throw new Stop(
      symbol || range ? 1 : 2,
      symbol || range ? `There is no such function in this file. ${list}` : `${USAGE} ${list}`,
    );
  }
  return { file: file.file, text, subject, setup };
}

/** Asks where somebody can answer; anywhere else nothing is run. */
async function allows(ready: Ready, progress: ProgressLine): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  progress.clear();
  const asking = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(
      `Run code of this project with ${ready.program.name} (${programsOf(ready).join(', ')}), in a copy of it? [y/N] `,
    );
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

async function show(
  outcome: GeneratorOutcome,
  source: Source,
  values: { readonly json: boolean; readonly apply: boolean },
): Promise<void> {
  for (const { call, documented, observed } of outcome.possibleBugs)
    note(`local-forge: possible bug: the documentation says that ${call} is ${documented}, and it is ${observed}.`);
  if (outcome.kind === 'nothing') throw new Stop(1, outcome.reason);
  const { cases, text, passed, unchecked, reach } = outcome;
  const shown = await showChange(testFileOf(source), text, values);
  if (values.json)
    out(
      JSON.stringify({
        ...shown,
        cases: cases.map((one) => ({
          title: titleOf(one),
          branches: one.adds.branches.length,
          mutants: one.adds.mutants.length,
        })),
        branches: {
          taken: reach.takenBranches.size,
          before: reach.before.branches.size,
          of: reach.branches.length,
        },
        mutants: {
          killed: reach.killedMutants.size,
          before: reach.before.mutants.size,
          of: reach.mutants.length,
        },
        passed,
        unchecked,
        possibleBugs: outcome.possibleBugs,
      }) + '\n',
    );
  const { branches, mutants, isReached } = reach.before;
  const before = isReached ? ` (${branches.size} and ${mutants.size} by the tests that were there)` : '';
  for (const one of cases) note(`  ${titleOf(one)}: ${additionOf(one)}`);
  note(
    `local-forge: ${cases.length} ${cases.length === 1 ? 'test' : 'tests'} of ${qualifiedName(source.subject)}: ` +
      `${reach.takenBranches.size} of ${reach.branches.length} branches, ` +
      `${reach.killedMutants.size} of ${reach.mutants.length} mutants killed${before}. Checked: ${passed.join(', ')}.`,
  );
  for (const more of unchecked) note(`local-forge: ${more}`);
}
