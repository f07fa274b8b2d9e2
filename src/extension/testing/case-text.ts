import type { ProvenCase } from '../../protocol/messages.ts';
import type { Translate } from '../presentation.ts';

/** What a case adds to those before it: `+3 branches, kills 2 of 5 mutants`. `mutants` is how many there are. */
export function additionOf(
  { branches, mutants: killed }: Pick<ProvenCase, 'branches' | 'mutants'>,
  mutants: number,
  t: Translate,
): string {
  const said = [
    ...(branches === 0 ? [] : [branches === 1 ? t('+1 branch') : t('+{0} branches', branches)]),
    ...(killed === 0 ? [] : [t('kills {0} of {1} mutants', killed, mutants)]),
  ];
  return said.length === 0 ? t('runs the body') : said.join(', ');
}

/** The body of a test in one line: without its name, and what opens and closes it. */
export function bodyOf(code: string): string {
  const lines = code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(\/\/|#)/.test(line));
  const [first = '', ...body] = lines;
  const isClosed = /^[)}\]]+[;,]?$/.test(body.at(-1) ?? '') && first.endsWith('{');
  return (isClosed ? body.slice(0, -1) : body).join(' ');
}

/**
 * The lines of a text (from 0, the last one included) where a test stands, whatever its indentation is there; undefined where it
 * stands nowhere. Its first line may differ: a number comes behind a name that is there twice.
 */
export function placeOf(code: string, text: string): { readonly start: number; readonly end: number } | undefined {
  const wanted = trimmed(code.trim());
  const lines = trimmed(text);
  const [, ...body] = wanted;
  if (body.length === 0) return undefined;
  const at = lines.findIndex((_, start) => body.every((line, index) => lines[start + 1 + index] === line));
  return at < 0 ? undefined : { start: at, end: at + body.length };
}

function trimmed(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}
