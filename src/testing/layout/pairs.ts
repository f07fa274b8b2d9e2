import type { Ecosystem } from './ecosystem.ts';
import { isInTestFolder, placeOf, tellingFolders, testPlaceOf, type Place, type TestPlace } from './test-names.ts';

/** A source and the test that is named after it. */
export interface Pair {
  readonly source: Place;
  readonly test: TestPlace;
  /** How many of the source's folders are part of the test's name: 1 for `pkg/x.py` and `test_pkg_x.py`. */
  readonly joined: number;
}

export interface Inventory {
  readonly sources: readonly Place[];
  readonly tests: readonly TestPlace[];
}

/** More folders are not joined to a name. */
const MOST_JOINED = 2;

/** Sources and tests of a package. What lies among tests and is none helps them. */
export function inventoryOf(files: readonly string[], ecosystem: Ecosystem): Inventory {
  const sources: Place[] = [];
  const tests: TestPlace[] = [];
  for (const file of files) {
    const test = testPlaceOf(file, ecosystem);
    const place = placeOf(file);
    if (test !== undefined) tests.push(test);
    else if (ecosystem === 'go' || !isInTestFolder(place)) sources.push(place);
  }
  // Where tests are named as such, a plain name in a test folder is none.
  const named = tests.filter(({ form }) => form.before + form.after !== '');
  return { sources, tests: named.length > 0 ? named : tests };
}

/** What tests of a source may be called; those of `index` and `__init__` after the folder, too. */
function namesOf({ folders, stem }: Place): { name: string; joined: number }[] {
  const names = [];
  const isEntry = stem === 'index' || stem === '__init__' || stem === 'mod';
  for (let joined = 0; joined <= Math.min(MOST_JOINED, folders.length); joined++) {
    const above = folders.slice(folders.length - joined);
    names.push({ name: [...above, stem].join('_'), joined });
    if (isEntry && joined > 0) names.push({ name: above.join('_'), joined });
  }
  return names;
}

/** Each test with the source that its name and folders fit best; tests without one are left out. */
export function pairsOf({ sources, tests }: Inventory): Pair[] {
  const byName = new Map<string, { source: Place; joined: number }[]>();
  for (const source of sources) {
    for (const { name, joined } of namesOf(source)) {
      const key = name.toLowerCase();
      byName.set(key, [...(byName.get(key) ?? []), { source, joined }]);
    }
  }
  return tests.flatMap((test) => {
    const fitting = byName.get(test.stem.toLowerCase()) ?? [];
    const telling = tellingFolders(test.folders);
    const [best, ...others] = fitting
      .map((one) => ({ ...one, fit: fitOf(one, test, telling), shared: inOrder(telling, one.source.folders) }))
      .sort((one, other) => other.fit - one.fit);
    // One of several of that name, and no folder says which.
    if (best === undefined || (others.length > 0 && telling.length > 0 && best.shared === 0)) return [];
    return [{ source: best.source, test, joined: best.joined }];
  });
}

/** Higher is better: the folders above agree, then some of them, then those from the root on; of the same, the source that lies higher. */
function fitOf(
  { source, joined }: { source: Place; joined: number },
  test: TestPlace,
  telling: readonly string[],
): number {
  const own = source.folders.slice(0, source.folders.length - joined);
  return (
    1000 * commonEnd(own, telling) +
    400 * inOrder(telling, own) +
    100 * Number(source.stem === test.stem) +
    50 * commonStart(source.folders, test.folders) -
    source.folders.length -
    0.5 * joined +
    0.25 * Number(source.extension === test.extension)
  );
}

/** How many of the names are among the others, in the same order. */
function inOrder(names: readonly string[], others: readonly string[]): number {
  let at = 0;
  let count = 0;
  for (const name of names) {
    const found = others.indexOf(name, at);
    if (found < 0) continue;
    at = found + 1;
    count++;
  }
  return count;
}

export function commonEnd(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one[count] === other[count]) count++;
  return count;
}

/** Steps in the folder tree from one folder to the other. */
export function distance(one: readonly string[], other: readonly string[]): number {
  return one.length + other.length - 2 * commonStart(one, other);
}
