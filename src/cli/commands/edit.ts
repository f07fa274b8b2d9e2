import { parseArgs } from 'node:util';
import { edit as editCode } from '../../assistant/edit/editor.ts';
import { hiddenWarning } from '../../assistant/edit/hidden-characters.ts';
import { languageVersion } from '../../workspace/language-version.ts';
import { namedCheckers, CHECK_OPTIONS } from '../checks.ts';
import { open, STEP_MS } from '../open.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { showChange, workspaceRoot } from '../patch.ts';
import { offsetsOf, parsePlace, readSource } from '../source-file.ts';
import { note, out, ProgressLine, Stop } from '../terminal.ts';

/** `local-forge edit FILE[:RANGE] -m "instruction"`: prints a unified diff, or writes the file with `--apply`. */
export async function edit(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...MODEL_OPTIONS,
      ...CHECK_OPTIONS,
      message: { type: 'string', short: 'm' },
      apply: { type: 'boolean', default: false },
    },
  });
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1 || !values.message?.trim())
    throw new Stop(2, 'Say what to change where: local-forge edit FILE[:LINE[-LINE]] -m "instruction".');
  const settings = settingsFrom(values);
  const { name, range } = parsePlace(argument);
  const source = await readSource(name);
  const root = await workspaceRoot();
  const { start, end } = offsetsOf(source.text, range);
  const checkers = await namedCheckers(values.check, source.file, [root]);
  const runtime = await open(settings, [root]);
  const stop = interrupted();
  const progress = new ProgressLine();
  try {
    const excluded = await runtime.exclusion(source.file);
    if (excluded !== undefined) throw new Stop(1, excluded);
    const outcome = await editCode(
      {
        languageId: source.languageId,
        text: source.text,
        start,
        // One line means the symbol there, a range exactly these lines.
        end: range === undefined || range.first < range.last ? end : start,
        kind: 'instruction',
        wish: values.message,
        languageVersion: await languageVersion(source.file, source.languageId, [root]),
      },
      {
        engine: runtime.engine,
        syntax: runtime.syntax,
        checkers,
        maxStepMs: STEP_MS,
        budgetMs: settings.fixSeconds * 1000,
        onStage: (stage) => progress.say(stage),
      },
      stop.signal,
    );
    progress.clear();
    if (outcome.kind === 'nothing') throw new Stop(1, outcome.reason);
    await show({ ...outcome, warnings: [hiddenWarning(source.text, outcome.text)] }, source, values);
    return 0;
  } catch (error) {
    throw stop.signal.aborted ? new Stop(1, 'Cancelled. Nothing was written.') : error;
  } finally {
    progress.clear();
    stop.dispose();
    runtime.dispose();
    await Promise.all(checkers.map((checker) => checker.dispose()));
  }
}

/** What was proposed, as the options want it shown. */
export interface Shown {
  readonly title: string;
  readonly text: string;
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
  readonly warnings: readonly (string | undefined)[];
}

/** Writes the proposal to stdout or, with `apply`, to the file; what was checked goes to stderr. */
export async function show(
  proposal: Shown,
  source: Awaited<ReturnType<typeof readSource>>,
  { json, apply }: { readonly json: boolean; readonly apply: boolean },
): Promise<void> {
  const { title, text, passed, unchecked } = proposal;
  const warnings = proposal.warnings.filter((warning) => warning !== undefined);
  if (apply && warnings.length > 0)
    throw new Stop(1, `${warnings.join(' ')} Nothing was written: look at the diff without --apply.`);
  const shown = await showChange(source, text, { json, apply });
  if (json) out(JSON.stringify({ title, ...shown, passed, unchecked, warnings }) + '\n');
  note(`local-forge: ${title}. ${passed.length > 0 ? `Checked: ${passed.join(', ')}.` : 'Nothing was checked.'}`);
  for (const more of unchecked) note(`local-forge: not checked: ${more}`);
  for (const warning of warnings) note(`local-forge: ${warning}`);
}

/** Ctrl+C ends the work, and the file stays as it is; a second one ends the program. */
export function interrupted(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, dispose: () => process.removeListener('SIGINT', stop) };
}
