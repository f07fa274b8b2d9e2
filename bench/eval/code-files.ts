import fs from 'node:fs';
import path from 'node:path';
import { fetched } from './fetch.ts';
import { idOf, type Source } from './sources.ts';

export interface CodeFile {
  /** Package and version: whose code it is. */
  readonly source: string;
  /** `<source>/<path inside of it>`, with slashes. */
  readonly name: string;
  readonly languageId: Source['languageId'];
  /** Line ends are `\n`. */
  readonly text: string;
}

const ENDINGS: Record<Source['languageId'], string> = { typescript: '.ts', python: '.py', go: '.go' };
/** Smaller files are lists of exports, larger ones are mostly tables. In characters. */
const SIZES = { least: 1_500, most: 60_000 };
/** Declarations have no code, tests repeat themselves, and generated or vendored code is nobody's typing. */
const PASSED_OVER =
  /\.d\.ts$|\.test\.ts$|_test\.go$|(?:^|\/)(?:tests?|__tests__|testdata|vendor|_vendor|_examples|_emoji_codes\.py|_cell_widths\.py)(?:\/|$)/;

/** The files of a package that holes are cut in, by name. */
export function codeFiles(source: Source): CodeFile[] {
  const folder = fetched(source);
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ENDINGS[source.languageId]) && !PASSED_OVER.test(name))
    .sort()
    .map((name) => ({
      source: idOf(source),
      name: `${idOf(source)}/${name}`,
      languageId: source.languageId,
      text: fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n'),
    }))
    .filter(({ text }) => text.length >= SIZES.least && text.length <= SIZES.most);
}
