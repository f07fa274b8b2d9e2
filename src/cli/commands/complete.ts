import { parseArgs } from 'node:util';
import { LANGUAGES, languageOf } from '../../workspace/languages.ts';
import { offsetOfLineColumn, type LineColumn } from '../../workspace/line-column.ts';
import { LineIndex } from '../../workspace/positions.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { open } from '../open.ts';
import { readSource, stdinText } from '../source-file.ts';
import { note, out, Stop } from '../terminal.ts';

interface Input {
  /** Path of the file, or undefined for text from stdin. */
  readonly file: string | undefined;
  readonly text: string;
  readonly languageId: string;
  readonly place: LineColumn;
}

/** `local-forge complete`: prints the completion, or one JSON object with `--json`. */
export async function complete(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...MODEL_OPTIONS,
      stdin: { type: 'boolean', default: false },
      language: { type: 'string' },
      line: { type: 'string' },
      column: { type: 'string' },
    },
  });
  const settings = settingsFrom(values);
  const input = values.stdin ? await fromStdin(values, positionals) : await fromFile(positionals);
  const index = new LineIndex(input.text);
  const found = offsetOfLineColumn(index, input.place);
  if ('error' in found) throw new Stop(2, found.error);

  const runtime = await open(settings, [process.cwd()]);
  try {
    const outcome = await runtime.completer.complete(
      {
        uri: input.file ?? `untitled:stdin`,
        languageId: input.languageId,
        text: input.text,
        offset: found.offset,
        trigger: 'invoked',
      },
      new AbortController().signal,
    );
    const { name, sha256 } = runtime.engine.model;
    if (values.json) {
      const offered = outcome.kind === 'offer';
      const items = offered
        ? [
            {
              insertText: outcome.text,
              range: {
                start: index.positionAt(found.offset, 'utf-16'),
                end: index.positionAt(outcome.replaceEnd, 'utf-16'),
              },
            },
          ]
        : [];
      const timing = outcome.timing ?? { ttftMs: 0, totalMs: 0, promptTokensEvaluated: 0, tokensDecoded: 0 };
      const more = offered ? { confidence: outcome.confidence } : { reason: outcome.reason };
      out(JSON.stringify({ items, timing, model: { name, sha256 }, ...more }) + '\n');
    } else if (outcome.kind === 'offer') out(outcome.text + (process.stdout.isTTY ? '\n' : ''));
    else note(`local-forge: ${outcome.reason}`);
    return outcome.kind === 'offer' ? 0 : 1;
  } finally {
    runtime.dispose();
  }
}

async function fromFile(positionals: readonly string[]): Promise<Input> {
  const match = /^(.+?):(\d{1,9}):(\d{1,9})$/s.exec(positionals[0] ?? '');
  if (match === null || positionals.length !== 1) {
    throw new Stop(2, 'Say where to complete: local-forge complete FILE:LINE:COLUMN (1-based).');
  }
  const [, name = '', line, column] = match;
  const { file, text } = await readSource(name);
  return { file, text, languageId: languageOf(file).id, place: { line: Number(line), column: Number(column) } };
}

async function fromStdin(
  values: { language?: string | undefined; line?: string | undefined; column?: string | undefined },
  positionals: readonly string[],
): Promise<Input> {
  const place = { line: Number(values.line), column: Number(values.column) };
  if (positionals.length > 0 || !Number.isInteger(place.line) || !Number.isInteger(place.column)) {
    throw new Stop(2, 'With --stdin, say where: --line L --column C (1-based), and --language ID.');
  }
  const known = LANGUAGES.find(({ id }) => id === values.language);
  if (known === undefined)
    throw new Stop(2, `Which language? --language takes one of ${LANGUAGES.map(({ id }) => id).join(', ')}.`);
  return { file: undefined, text: await stdinText(), languageId: known.id, place };
}
