import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { languageOf } from '../../workspace/languages.ts';
import { offsetOfLineColumn } from '../../workspace/line-column.ts';
import { LineIndex } from '../../workspace/positions.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { open } from '../open.ts';
import { bold, dim, highlighted, out, Stop, threadsOf } from '../terminal.ts';

const examples = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'examples');
const LINES_AROUND = 6;

interface Hole {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

/** `local-forge demo [FILE]`: cuts a hole into an example file and fills it while the user watches. */
export async function demo(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: MODEL_OPTIONS });
  const settings = settingsFrom(values);
  const holes = JSON.parse(fs.readFileSync(path.join(examples, 'holes.json'), 'utf8')) as Hole[];
  const wanted =
    positionals[0] === undefined
      ? holes
      : holes.filter(({ file }) => path.basename(file) === path.basename(positionals[0] ?? ''));
  // The longest answer of the first file shows most.
  const hole = wanted
    .filter(({ file }) => file === wanted[0]?.file)
    .reduce<Hole | undefined>(
      (best, next) => (best && best.expected.length >= next.expected.length ? best : next),
      undefined,
    );
  if (hole === undefined)
    throw new Stop(
      2,
      `There is no example ${positionals.join(' ')}; there are ${[...new Set(holes.map(({ file }) => path.basename(file)))].join(', ')}.`,
    );

  const file = path.join(examples, path.basename(hole.file));
  const whole = fs.readFileSync(file, 'utf8');
  const index = new LineIndex(whole);
  const found = offsetOfLineColumn(index, hole);
  if ('error' in found) throw new Stop(1, `${file}: ${found.error}`);
  const { offset } = found;
  const text = whole.slice(0, offset) + whole.slice(index.lineEnd(hole.line - 1));

  const runtime = await open(settings, [examples]);
  try {
    const facts = await runtime.engine.load();
    const gpu = facts.devices.length > 0 ? ` on ${facts.devices.join(', ')}` : '';
    out(
      `${bold(facts.modelName)}, ${facts.backend}${gpu}, ${threadsOf(facts)}, loaded in ${(facts.loadMs / 1000).toFixed(1)} s\n\n`,
    );
    const shown = new LineIndex(text);
    const from = Math.max(0, hole.line - 1 - LINES_AROUND);
    out(dim(`examples/${path.basename(file)}, line ${hole.line}, with the rest of the line taken out:\n`));
    for (let line = from; line < hole.line; line++) {
      out(dim(`${String(line + 1).padStart(4)} `) + shown.lineText(line) + (line < hole.line - 1 ? '\n' : ''));
    }
    const outcome = await runtime.completer.complete(
      { uri: file, languageId: languageOf(file).id, text, offset, trigger: 'automatic' },
      new AbortController().signal,
      (piece) => out(highlighted(piece)),
    );
    out('\n');
    for (let line = hole.line; line < Math.min(shown.lineCount, hole.line + 3); line++) {
      out(dim(`${String(line + 1).padStart(4)} ${shown.lineText(line)}\n`));
    }
    if (outcome.kind === 'nothing') throw new Stop(1, outcome.reason);
    const { ttftMs, totalMs, promptTokensEvaluated, tokensDecoded } = outcome.timing;
    const rate = tokensDecoded > 1 ? (1000 * (tokensDecoded - 1)) / Math.max(1, totalMs - ttftMs) : facts.decodeRate;
    out(
      `\nFirst token after ${ttftMs.toFixed(0)} ms (a cold prompt of ${promptTokensEvaluated} tokens), ` +
        `${tokensDecoded} tokens in ${totalMs.toFixed(0)} ms, ${rate.toFixed(0)} tokens/s. ` +
        `Confidence ${(outcome.confidence * 100).toFixed(0)} %.\n`,
    );
    const same = outcome.text.trimEnd() === hole.expected.trimEnd();
    out(same ? 'It is what the file says.\n' : `The file says: ${hole.expected}\n`);
    out(
      `\n${bold('Next')}\n` +
        "  echo 'def fibonacci(n):' | npm exec -- local-forge complete --stdin --language python --line 1 --column 18\n" +
        '  npm exec -- local-forge doctor\n' +
        '  npm exec -- local-forge lsp --stdio     the server for your editor (README.md, "Editors")\n',
    );
    return 0;
  } finally {
    runtime.dispose();
  }
}
