import { hiddenWarning } from '../assistant/edit/hidden-characters.ts';
import { fixFailing } from '../assistant/fix/failing-fix.ts';
import type { FixerOptions } from '../assistant/fix/fixer.ts';
import { failingTest } from '../assistant/testing/failing.ts';
import type { Source } from '../testing/languages/language.ts';
import type { Prover } from '../testing/prover.ts';
import { qualifiedName } from '../testing/subject.ts';
import { languageVersion } from '../workspace/language-version.ts';
import { showChange } from './patch.ts';
import { testFileOf, type SourceFile } from './source-file.ts';
import { note, out, Stop, type ProgressLine } from './terminal.ts';

interface Options extends FixerOptions {
  readonly prover: Prover;
  readonly folders: readonly string[];
  readonly values: { readonly json: boolean; readonly apply: boolean; readonly fix: boolean };
}

/** Shows a test that fails by what a report says, and where it is wanted the fix of the function with which it passes. */
export async function reproduce(
  source: Source,
  report: string,
  { folders, values, ...options }: Options,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<void> {
  const { prover } = options;
  const failing = await failingTest(source, report, options, signal);
  progress.clear();
  if (failing.kind === 'nothing') throw new Stop(1, failing.reason);
  const { languageId } = source.subject;
  const { text, title, why, passed } = failing;
  const unchecked = prover.isolation.open;
  const shown = await showChange(testFileOf(source), text, values);
  note(`local-forge: a failing test of ${qualifiedName(source.subject)}: ${why} Checked: ${passed.join(', ')}.`);
  for (const more of unchecked) note(`local-forge: ${more}`);
  const made = { ...shown, title, why, passed, unchecked };
  if (!values.fix) {
    if (values.json) out(JSON.stringify(made) + '\n');
    return;
  }
  const version = await languageVersion(source.file, languageId, folders);
  const outcome = await fixFailing(source, failing, { uri: source.file, languageVersion: version }, options, signal);
  progress.clear();
  if (outcome.kind === 'nothing') {
    if (values.json) out(JSON.stringify({ ...made, fix: null, reason: outcome.reason }) + '\n');
    throw new Stop(1, `No fix: ${outcome.reason}`);
  }
  const hidden = hiddenWarning(source.text, outcome.text);
  if (hidden !== undefined && values.apply) throw new Stop(1, `${hidden} The fix was not written.`);
  const about: SourceFile = { file: source.file, text: source.text, languageId, isNew: false };
  const fixed = await showChange(about, outcome.text, values);
  if (values.json)
    out(JSON.stringify({ ...made, fix: { ...fixed, passed: outcome.passed, unchecked: outcome.unchecked } }) + '\n');
  note(`local-forge: a fix of ${qualifiedName(source.subject)}. Checked: ${outcome.passed.join(', ')}.`);
  for (const more of outcome.unchecked) note(`local-forge: not checked: ${more}`);
  if (hidden !== undefined) note(`local-forge: ${hidden}`);
}
