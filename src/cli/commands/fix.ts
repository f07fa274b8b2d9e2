import { parseArgs } from 'node:util';
import { CheckFailed, type Checker } from '../../checks/checker.ts';
import { hiddenWarning } from '../../assistant/edit/hidden-characters.ts';
import { fixAll } from '../../assistant/fix/fix-all.ts';
import { fix as fixProblem } from '../../assistant/fix/fixer.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { languageVersion } from '../../workspace/language-version.ts';
import { LineIndex } from '../../workspace/positions.ts';
import { CHECK_OPTIONS, namedCheckers } from '../checks.ts';
import { open, STEP_MS } from '../open.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { workspaceRoot } from '../patch.ts';
import { problemsFrom, REPORT_OPTIONS } from '../reports.ts';
import { offsetsOf, parsePlace, readSource, type LineRange, type SourceFile } from '../source-file.ts';
import { ProgressLine, Stop } from '../terminal.ts';
import { interrupted, show } from './edit.ts';

const WHERE_FROM =
  'Say where the problems come from: --check NAME runs a checker, --from FORMAT reads a report from stdin.';

/** `local-forge fix FILE[:LINE]`: fixes the first problem there, or with `--all` one after the other. */
export async function fix(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...MODEL_OPTIONS,
      ...CHECK_OPTIONS,
      ...REPORT_OPTIONS,
      all: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
    },
  });
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1)
    throw new Stop(2, 'Say what to fix: local-forge fix FILE[:LINE] --check NAME | --from FORMAT.');
  if (values.check === undefined && values.from === undefined) throw new Stop(2, WHERE_FROM);
  const settings = settingsFrom(values);
  const { name, range } = parsePlace(argument);
  const source = await readSource(name);
  const root = await workspaceRoot();
  const checkers = await namedCheckers(values.check, source.file, [root]);
  const stop = interrupted();
  const progress = new ProgressLine();
  try {
    progress.say('Looking for problems');
    const problems = await problemsIn(source, range, values.from, checkers, stop.signal);
    progress.clear();
    const [first] = problems;
    if (first === undefined)
      throw new Stop(1, `There is no error or warning ${range ? 'on these lines' : 'in this file'}.`);
    const runtime = await open(settings, [root]);
    try {
      const excluded = await runtime.exclusion(source.file);
      if (excluded !== undefined) throw new Stop(1, excluded);
      const about = {
        uri: source.file,
        languageId: source.languageId,
        text: source.text,
        languageVersion: await languageVersion(source.file, source.languageId, [root]),
      };
      const options = {
        engine: runtime.engine,
        syntax: runtime.syntax,
        checkers,
        maxStepMs: STEP_MS,
        budgetMs: settings.fixSeconds * 1000,
        onStage: (stage: string) => progress.say(`Looking for a fix: ${stage}`),
      };
      const outcome = values.all
        ? await fixAll({ ...about, diagnostics: problems }, options, stop.signal)
        : await fixProblem({ ...about, diagnostic: first }, options, stop.signal);
      progress.clear();
      if (outcome.kind === 'nothing') throw new Stop(1, `${placeOf(first, source)}${outcome.reason}`);
      const title = 'title' in outcome ? outcome.title : `Fix: ${first.message.split('\n', 1)[0] ?? ''}`;
      await show({ ...outcome, title, warnings: [hiddenWarning(source.text, outcome.text)] }, source, values);
      return 0;
    } finally {
      runtime.dispose();
    }
  } catch (error) {
    throw stop.signal.aborted ? new Stop(1, 'Cancelled. Nothing was written.') : error;
  } finally {
    progress.clear();
    stop.dispose();
    await Promise.all(checkers.map((checker) => checker.dispose()));
  }
}

/** The errors and warnings of the file, errors first, on the lines that the user named. */
async function problemsIn(
  source: SourceFile,
  range: LineRange | undefined,
  from: string | undefined,
  checkers: readonly Checker[],
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  if (from !== undefined) found.push(...(await problemsFrom(from, source)));
  else {
    for (const checker of checkers) {
      try {
        found.push(...((await checker.check([source.text], signal))[0] ?? []));
      } catch (error) {
        if (error instanceof CheckFailed) throw new Stop(1, `${checker.name}: ${error.message}`);
        throw error;
      }
    }
  }
  const { start, end } = offsetsOf(source.text, range);
  const order = { error: 0, warning: 1, information: 2, hint: 3 };
  return found
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .filter((problem) => problem.start <= end && Math.max(problem.end, problem.start) >= start)
    .sort((a, b) => order[a.severity] - order[b.severity] || a.start - b.start);
}

function placeOf({ start, message }: Diagnostic, { text }: SourceFile): string {
  return `line ${new LineIndex(text).lineAt(start) + 1}, ${message.split('\n', 1)[0] ?? ''}: `;
}
