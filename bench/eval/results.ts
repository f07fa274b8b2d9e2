import type { Hole } from './holes.ts';
import { placeOf } from './holes.ts';
import { taken, type Given } from './place.ts';
import { editSimilarity, isExact, keptCharacters } from './score.ts';

/** One side's answer at one hole, with its marks. */
export interface Result extends Given {
  readonly side: string;
  readonly hole: Hole;
  readonly shown: boolean;
  /** The first line is what stood there, blanks at its end aside. */
  readonly exact: boolean;
  /** 0 to 1, over the whole answer. */
  readonly similarity: number;
  /** Characters of the answer that would stay; see score.ts. */
  readonly kept: number;
  /** No more syntax errors than in the file as it was; undefined where nothing is shown. */
  readonly parses: boolean | undefined;
}

export type CountErrors = (languageId: string, text: string) => Promise<number | undefined>;

export async function scored(side: string, hole: Hole, given: Given, countErrors: CountErrors): Promise<Result> {
  const { file, offset } = hole;
  // What the answer takes the place of counts as expected, or a replaced closer would be a mistake.
  const behind = offset + hole.expected.length;
  const expected = hole.expected + file.text.slice(behind, behind + given.replaced);
  const shown = given.text.trim() !== '';
  const errors = shown ? await countErrors(file.languageId, taken(placeOf(hole), given)) : undefined;
  return {
    ...given,
    side,
    hole,
    shown,
    exact: shown && isExact(given.text, expected),
    similarity: shown ? editSimilarity(given.text.trimEnd(), expected.trimEnd()) : 0,
    kept: shown ? keptCharacters(given.text, expected) : 0,
    parses: shown ? errors === 0 : undefined, // the files have none themselves
  };
}

export type Row = Record<string, string | number>;

/** One row per side: what was shown, and how good that was. */
export function summary(results: readonly Result[]): Record<string, Row> {
  const sides = [...new Set(results.map(({ side }) => side))];
  const right = (side: string) =>
    new Set(results.filter((result) => result.side === side && result.exact).map(({ hole }) => hole.id));
  const pipeline = right('pipeline');
  return Object.fromEntries(
    sides.map((side) => {
      const mine = results.filter((result) => result.side === side);
      const shown = mine.filter((result) => result.shown);
      const exact = right(side);
      return [
        side,
        {
          n: mine.length,
          shown: shown.length,
          exact: exact.size,
          'exact %': percent(exact.size, mine.length),
          'exact % of shown': percent(exact.size, shown.length),
          'edit similarity': Number((sum(mine, ({ similarity }) => similarity) / mine.length).toFixed(3)),
          'parses % of shown': percent(shown.filter(({ parses }) => parses).length, shown.length),
          'kept % of characters': percent(
            sum(shown, ({ kept }) => kept),
            sum(shown, ({ text }) => text.length),
          ),
          'only pipeline exact': [...pipeline].filter((id) => !exact.has(id)).length,
          'only this exact': [...exact].filter((id) => !pipeline.has(id)).length,
        },
      ];
    }),
  );
}

/**
 * What each step or filter adds to the pipeline: the number of places at which it changes the answer, and shown, exact and
 * precision with it less those without. One row for each side that leaves something out.
 */
export function additions(results: readonly Result[]): Record<string, Row> {
  const answers = (side: string) => results.filter((result) => result.side === side);
  const withAll = answers('pipeline');
  const told = new Map(withAll.map((result) => [result.hole.id, result]));
  const sides = [...new Set(results.map(({ side }) => side))].filter((side) => side.startsWith('without '));
  return Object.fromEntries(
    sides.map((side) => {
      const left = answers(side);
      const changed = left.filter(({ hole, text, replaced }) => {
        const one = told.get(hole.id);
        return one?.text !== text || one.replaced !== replaced;
      });
      const more = (count: (some: readonly Result[]) => number) => Number((count(withAll) - count(left)).toFixed(1));
      return [
        side.replace('without ', ''),
        {
          'answers changed': changed.length,
          shown: more(shownIn),
          exact: more(exactIn),
          'precision %': more((some) => percent(exactIn(some), shownIn(some))),
        },
      ];
    }),
  );
}

const shownIn = (results: readonly Result[]) => results.filter(({ shown }) => shown).length;
const exactIn = (results: readonly Result[]) => results.filter(({ exact }) => exact).length;

/** Exact matches of raw model and pipeline side by side, by what `groupOf` says of a hole. */
export function sideBySide(results: readonly Result[], groupOf: (hole: Hole) => string): Record<string, Row> {
  const groups = [...new Set(results.map(({ hole }) => groupOf(hole)))].sort();
  return Object.fromEntries(
    groups.map((group) => {
      const of = (side: string) => results.filter((result) => result.side === side && groupOf(result.hole) === group);
      const exact = (side: string) => of(side).filter((result) => result.exact).length;
      const shown = of('pipeline').filter((result) => result.shown).length;
      return [group, { n: of('raw').length, raw: exact('raw'), pipeline: exact('pipeline'), 'pipeline shown': shown }];
    }),
  );
}

/** Why the pipeline showed nothing, counted. */
export function refusals(results: readonly Result[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { side, refusal } of results) {
    if (side === 'pipeline' && refusal !== undefined) counts[refusal] = (counts[refusal] ?? 0) + 1;
  }
  return counts;
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? NaN : Number(((100 * part) / whole).toFixed(1));
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
