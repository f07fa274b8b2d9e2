import { parseArgs } from 'node:util';
import { explain as explainCode } from '../../assistant/explain/explain.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { languageById } from '../../workspace/languages.ts';
import { open, STEP_MS } from '../open.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { workspaceRoot } from '../patch.ts';
import { problemsFrom, REPORT_OPTIONS } from '../reports.ts';
import { offsetsOf, parsePlace, readSource, stdinText, type SourceFile } from '../source-file.ts';
import { out, Stop } from '../terminal.ts';
import { interrupted } from './edit.ts';

/** `local-forge explain FILE[:LINE[-LINE]]`, or `-` for text from stdin: a few sentences, as they are written. */
export async function explain(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...MODEL_OPTIONS, ...REPORT_OPTIONS, language: { type: 'string' } },
  });
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1)
    throw new Stop(2, 'Say what to explain: local-forge explain FILE[:LINE[-LINE]], or - for text from stdin.');
  const settings = settingsFrom(values);
  const { name, range } = parsePlace(argument);
  if (name === '-' && values.from !== undefined)
    throw new Stop(2, 'Stdin holds either the text or the report, not both.');
  const source: SourceFile =
    name === '-'
      ? { file: 'stdin', text: await stdinText(), languageId: languageById(values.language ?? 'plaintext').id }
      : await readSource(name);
  const { start, end } = offsetsOf(source.text, range);
  let diagnostic: Diagnostic | undefined;
  if (values.from !== undefined) {
    const problems = await problemsFrom(values.from, source);
    diagnostic = problems.find((problem) => range === undefined || (problem.start >= start && problem.start <= end));
    if (diagnostic === undefined) throw new Stop(1, 'The report names no problem there.');
  }
  const runtime = await open(settings, [await workspaceRoot()]);
  const stop = interrupted();
  try {
    const excluded = name === '-' ? undefined : await runtime.exclusion(source.file);
    if (excluded !== undefined) throw new Stop(1, excluded);
    let shown = '';
    const said = await explainCode(
      {
        languageId: source.languageId,
        text: source.text,
        start: diagnostic?.start ?? start,
        end: diagnostic?.end ?? end,
        ...(diagnostic && { diagnostic }),
      },
      runtime.syntax,
      {
        engine: runtime.engine,
        maxStepMs: STEP_MS,
        priority: 'work',
        onText: (text) => {
          if (values.json || !process.stdout.isTTY || !text.startsWith(shown)) return;
          out(text.slice(shown.length));
          shown = text;
        },
      },
      stop.signal,
    );
    if (said === '') throw new Stop(1, stop.signal.aborted ? 'Cancelled.' : 'The model had nothing to say.');
    if (values.json) out(JSON.stringify({ file: source.file, text: said }) + '\n');
    else out((said.startsWith(shown) ? said.slice(shown.length) : '') + '\n');
    return 0;
  } finally {
    stop.dispose();
    runtime.dispose();
  }
}
