import type { Framework } from '../types.ts';
import type { Ecosystem } from './ecosystem.ts';
import { commonEnd, distance, type Inventory, type Pair, pairsOf } from './pairs.ts';
import { isTestFolder, pathOf, type NameForm, type Place, type TestPlace } from './test-names.ts';

/** How a package lays out its tests, learnt from pairs of source and test. Folders are segments relative to the package. */
type Rule =
  /** In the source's folder, or in one below it: `__tests__`. */
  | { readonly kind: 'beside'; readonly below: readonly string[] }
  /** The tree below `from` again below `to`. */
  | { readonly kind: 'mirror'; readonly from: readonly string[]; readonly to: readonly string[] }
  /** In the nearest folder above that has one of this name. */
  | { readonly kind: 'above'; readonly below: readonly string[] }
  /** All in one folder. */
  | { readonly kind: 'flat'; readonly to: readonly string[] };

/** A source's own folder of code: no test folder repeats its name. */
const SOURCE_FOLDER = /^(?:src|lib|source|app)$/;

/** Tests of the file, the one that the layout predicts first; relative to the package. */
export function testsOf(file: Place, inventory: Inventory): string[] {
  const pairs = pairsOf(inventory);
  const predicted = learnt(file, inventory);
  const own = pairs.filter(({ source }) => pathOf(source) === pathOf(file)).map(({ test }) => test);
  return own
    .map((test) => pathOf({ ...test, stem: test.form.before + test.stem + test.form.after }))
    .sort((one, other) => Number(other === predicted) - Number(one === predicted) || one.length - other.length);
}

/** Where the tests of a file belong by the layout of the others, or by custom; relative to the package. */
export function placeFor(file: Place, inventory: Inventory, ecosystem: Ecosystem, framework: Framework): string {
  // Go knows the tests of a package by their names, in its folder.
  if (ecosystem === 'go') return byCustom(file, { ...inventory, tests: [] }, ecosystem, framework);
  return learnt(file, inventory) ?? byCustom(file, inventory, ecosystem, framework);
}

function learnt(file: Place, inventory: Inventory): string | undefined {
  const pairs = pairsOf(inventory);
  const homes = new Set(inventory.tests.map(({ folders }) => folders.join('/')));
  const weighted = pairs.map((pair) => ({ pair, weight: 1 / (1 + distance(pair.source.folders, file.folders)) }));
  let best: { rule: Rule; score: number } | undefined;
  for (const rule of rulesOf(pairs)) {
    if (predicted(rule, file.folders, homes) === undefined) continue;
    let score = 0;
    for (const { pair, weight } of weighted) {
      const folders = predicted(rule, pair.source.folders, homes);
      if (folders !== undefined) score += same(folders, pair.test.folders) ? weight : -weight / 4;
    }
    if (best === undefined || score > best.score + 1e-9) best = { rule, score };
  }
  if (best === undefined) return undefined;
  const { rule } = best;
  const folders = predicted(rule, file.folders, homes);
  const following = weighted.filter(({ pair }) => {
    const there = predicted(rule, pair.source.folders, homes);
    return there !== undefined && same(there, pair.test.folders);
  });
  const name = nameLike(file, following);
  return folders === undefined ? undefined : [...folders, name].join('/');
}

/** Rules that at least one pair follows; of those that explain the same, the ones that are meant more often first. */
function rulesOf(pairs: readonly Pair[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const { source, test } of pairs) {
    for (const rule of rulesOfPair(source.folders, test.folders)) rules.set(JSON.stringify(rule), rule);
  }
  return [...rules.values()].sort((one, other) => rank(one) - rank(other));
}

function rank(rule: Rule): number {
  if (rule.kind === 'beside') return rule.below.length === 0 || rule.below[0] === '__tests__' ? 0 : 300;
  // The shorter the folders, the more files the rule is about.
  return rule.kind === 'mirror' ? 100 + rule.from.length : rule.kind === 'flat' ? 200 : 250;
}

function rulesOfPair(source: readonly string[], test: readonly string[]): Rule[] {
  if (same(source, test)) return [{ kind: 'beside', below: [] }];
  const rules: Rule[] = [{ kind: 'flat', to: test }];
  const name = test.slice(-1);
  if (name.every((one) => isTestFolder(one)) && same(test.slice(0, -1), source.slice(0, test.length - 1)))
    rules.push({ kind: 'above', below: name });
  const below = test.slice(source.length);
  if (same(source, test.slice(0, source.length)) && below.every((one) => isTestFolder(one)))
    rules.push({ kind: 'beside', below });
  for (let tail = commonEnd(source, test); tail >= 0; tail--) {
    rules.push({
      kind: 'mirror',
      from: source.slice(0, source.length - tail),
      to: test.slice(0, test.length - tail),
    });
  }
  return rules;
}

/** `homes`: the folders that tests lie in. */
function predicted(rule: Rule, source: readonly string[], homes: ReadonlySet<string>): readonly string[] | undefined {
  if (rule.kind === 'above') {
    const above = source.map((_, index) => source.slice(0, source.length - index));
    return [...above, []].map((folder) => [...folder, ...rule.below]).find((home) => homes.has(home.join('/')));
  }
  if (rule.kind === 'beside') return [...source, ...rule.below];
  if (rule.kind === 'flat') return rule.to;
  const isInside = same(rule.from, source.slice(0, rule.from.length));
  return isInside ? [...rule.to, ...source.slice(rule.from.length)] : undefined;
}

/** The file's test called as most of the others are, nearer ones counting more. */
function nameLike(file: Place, pairs: readonly { readonly pair: Pair; readonly weight: number }[]): string {
  const votes = new Map<string, number>();
  const nameFor = ({ source, test, joined }: Pair): string => {
    const above = file.folders.slice(Math.max(0, file.folders.length - joined));
    const isJoined = test.stem.toLowerCase().endsWith(source.stem.toLowerCase());
    const stem = isJoined ? [...above, subjectName(file)].join('_') : subjectName(file);
    return named(stem, test.form, likeExtension(source.extension, test.extension, file.extension));
  };
  for (const { pair, weight } of pairs) votes.set(nameFor(pair), (votes.get(nameFor(pair)) ?? 0) + weight);
  return [...votes].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

/** A package of Python is called like its folder. */
function subjectName({ stem, folders }: Place): string {
  return stem === '__init__' ? (folders.at(-1) ?? stem) : stem;
}

/** The source's own, unless its tests are in another language; that they have JSX is a matter of each. */
function likeExtension(source: string, test: string, own: string): string {
  return source.replace(/x$/, '') === test.replace(/x$/, '') ? own : test;
}

function named(stem: string, { before, after }: NameForm, extension: string): string {
  return before + stem + after + extension;
}

/** No test of this package is named after a source: by the folders that there are, else by the custom of the ecosystem. */
function byCustom(file: Place, { tests }: Inventory, ecosystem: Ecosystem, framework: Framework): string {
  const form =
    mostUsed(tests.map((test) => test.form).filter(({ before, after }) => before + after !== '')) ?? CUSTOM[ecosystem];
  const name = named(subjectName(file), form, file.extension);
  if (ecosystem === 'java') return [...javaFolders(file.folders), name].join('/');
  const isBeside = ecosystem === 'python' ? file.folders.length === 0 : framework !== 'mocha';
  const folder = testFolder(tests) ?? (isBeside ? undefined : [ecosystem === 'python' ? 'tests' : 'test']);
  if (folder === undefined) return [...file.folders, name].join('/');
  return [...folder, ...innerFolders(file.folders, ecosystem), name].join('/');
}

const CUSTOM: Readonly<Record<Ecosystem, NameForm>> = {
  javascript: { before: '', after: '.test' },
  python: { before: 'test_', after: '' },
  go: { before: '', after: '_test' },
  rust: { before: '', after: '' },
  java: { before: '', after: 'Test' },
};

function mostUsed(forms: readonly NameForm[]): NameForm | undefined {
  const counts = new Map<string, { form: NameForm; count: number }>();
  for (const form of forms) {
    const key = JSON.stringify(form);
    counts.set(key, { form, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.form;
}

/** The folder at the top that most tests lie in, `unit` in it where there is one. */
function testFolder(tests: readonly TestPlace[]): string[] | undefined {
  const tops = tests.filter(({ folders }) => isTestFolder(folders[0] ?? '', true));
  if (tops.length * 2 <= tests.length) return undefined;
  const [top] = tops[0]?.folders ?? [];
  if (top === undefined) return undefined;
  return tops.some(({ folders }) => folders[1] === 'unit') ? [top, 'unit'] : [top];
}

/** Without the folder of sources, and in Python without that of the package. */
function innerFolders(folders: readonly string[], ecosystem: Ecosystem): readonly string[] {
  const inner = SOURCE_FOLDER.test(folders[0] ?? '') ? folders.slice(1) : folders;
  return ecosystem === 'python' && inner.length > 0 && folders[0] !== 'app' ? inner.slice(1) : inner;
}

/** Maven's and Gradle's layout: https://maven.apache.org/guides/introduction/introduction-to-the-standard-directory-layout.html */
function javaFolders(folders: readonly string[]): readonly string[] {
  const main = folders.findIndex((name, index) => name === 'main' && folders[index - 1] === 'src');
  return main < 0 ? folders : folders.with(main, 'test');
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
