/**
 * Golden files: cases as text that people can review.
 *
 *     ══ name of the case
 *     ── header of a section
 *     its text
 *
 * In the text `█` is the cursor, `→` a tab, `␍` a carriage return, `⏎` a line break at the end of the text, `·` a space
 * at the end of a line, and a line `⟪80× text # more⟫` stands for 80 lines with their numbers in place of `#`. The blank
 * line before the next case does not count.
 *
 * `UPDATE_GOLDEN=1 npx vitest run --project unit …` writes what the code does now: review the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';

export interface Section {
  readonly header: string;
  /** As in the file. */
  readonly shown: string;
  /** As the code gets it. */
  readonly text: string;
}

export interface GoldenCase {
  readonly name: string;
  readonly sections: readonly Section[];
}

/** What sections should hold, by their place in the case. */
type Results = ReadonlyMap<number, string>;

const CASE = '══ ';
const SECTION = '── ';
const CURSOR = '█';
const UPDATE = process.env['UPDATE_GOLDEN'] !== undefined;

/** One test for each case of `test/golden/<file>`; `run` returns what its result sections should hold. */
export function goldenTests(file: string, run: (golden: GoldenCase) => Results | Promise<Results>): void {
  const location = new URL(`../golden/${file}`, import.meta.url);
  const { intro, cases } = parseGolden(readFileSync(location, 'utf8'));
  const updated = [...cases];
  describe(file, () => {
    it.each(cases.map((golden, index) => ({ name: golden.name, golden, index })))(
      '$name',
      async ({ golden, index }) => {
        const results = await run(golden);
        const sections = golden.sections.map((section, place): Section => {
          const shown = results.get(place);
          return shown === undefined ? section : { ...section, shown: visible(shown) };
        });
        updated[index] = { ...golden, sections };
        // Whole cases are compared, so that a failure shows its surroundings.
        if (!UPDATE) expect(formatted({ ...golden, sections })).toBe(formatted(golden));
      },
    );
    afterAll(() => {
      if (UPDATE) writeFileSync(location, [intro, ...updated.map(formatted)].join('\n\n') + '\n');
    });
  });
}

export function parseGolden(text: string): { intro: string; cases: GoldenCase[] } {
  const [intro = '', ...cases] = `\n${text}`.split(`\n${CASE}`);
  return {
    intro: intro.trim(),
    cases: cases.map((part) => {
      const [name = '', ...sections] = part.trimEnd().split(`\n${SECTION}`);
      return { name: name.trim(), sections: sections.map(parseSection) };
    }),
  };
}

function parseSection(part: string): Section {
  const lineBreak = part.indexOf('\n');
  const header = lineBreak < 0 ? part : part.slice(0, lineBreak);
  const shown = lineBreak < 0 ? '' : part.slice(lineBreak + 1);
  return { header: header.trim(), shown, text: unveiled(shown) };
}

function unveiled(shown: string): string {
  return shown
    .replace(/^⟪(\d+)× (.*)⟫$/gm, (_whole, times: string, line: string) =>
      Array.from({ length: Number(times) }, (_, index) => line.replaceAll('#', String(index + 1))).join('\n'),
    )
    .replaceAll('→', '\t')
    .replaceAll('␍', '\r')
    .replaceAll('·', ' ')
    .replace(/⏎$/, '\n');
}

function visible(text: string): string {
  return text
    .replaceAll('\t', '→')
    .replaceAll('\r', '␍')
    .replace(/ +$/gm, (spaces) => '·'.repeat(spaces.length))
    .replace(/\n$/, '⏎');
}

function formatted({ name, sections }: GoldenCase): string {
  return [
    CASE + name,
    ...sections.map(({ header, shown }) => `${SECTION}${header}${shown === '' ? '' : `\n${shown}`}`),
  ].join('\n');
}

/** The section whose header begins with `word`, with the rest of its header and its place. */
export function sectionOf(
  golden: GoldenCase,
  word: string,
): Section & { readonly words: string[]; readonly place: number } {
  const place = golden.sections.findIndex(({ header }) => header.split(' ')[0] === word);
  const section = golden.sections[place];
  if (section === undefined) throw new Error(`"${golden.name}" has no section "${word}"`);
  return { ...section, words: section.header.split(' ').slice(1), place };
}

/** A text with its cursor taken out. */
export function withCursor(text: string): { text: string; offset: number } {
  const offset = text.indexOf(CURSOR);
  if (offset < 0) throw new Error(`no cursor in ${JSON.stringify(text)}`);
  return { text: text.replace(CURSOR, ''), offset };
}
