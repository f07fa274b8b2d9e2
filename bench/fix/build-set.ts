/**
 * `node dist/build-fix-set.js [--languages go,python,typescript] [--count N] [--recheck]`: makes bench/fix/problems.json, the
 * list of problems of `npm run eval:fix`, or goes on with it until there are N in each language. Breaks the packages' files, asks the
 * languages' checkers, runs the packages' tests: code that nobody here vouches for, with your rights.
 */
import { parseArgs } from 'node:util';
import { newOnes } from '../../src/checks/compare.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { shuffled } from '../eval/order.ts';
import { idOf } from '../eval/sources.ts';
import { candidatesOf, isShort, type Candidate, type OriginalFile } from './candidates.ts';
import { checked, endCheckers } from './check.ts';
import { applied, reachProbe, type LanguageId } from './code.ts';
import { runTests } from './hidden-tests.ts';
import { originalsOf } from './originals.ts';
import { PACKAGES } from './packages.ts';
import { parsed } from './parse.ts';
import { readList, writeList, type Listed } from './list.ts';
import { MUTATIONS } from './mutations.ts';
import { projectOf } from './project.ts';
import { recordingOf } from './recordings.ts';
import { diagnosticsRefusal, leastUsed, Spread, subjectOf } from './selection.ts';

/** Candidates that are checked together: pyright starts slowly and then takes many at once. */
const BATCH: Record<LanguageId, number> = { go: 12, python: 150, typescript: 24 };
/** A rejected candidate counts as this part of an accepted one, so that no kind is tried for ever. */
const REJECTED = 0.2;

/** Chooses and tries candidates of one language until there are `count` problems. */
class Builder {
  readonly #languageId: LanguageId;
  readonly #accepted: Listed[] = [];
  readonly #spread = new Spread();
  readonly #taken = new Set<string>();
  readonly #baseline = new Map<OriginalFile, readonly Diagnostic[]>();
  readonly #passing = new Map<string, Promise<boolean>>();

  readonly #keep: (accepted: readonly Listed[]) => void;

  /** Goes on from problems that are there; `keep` is given all of the language whenever there is a new one. */
  public constructor(languageId: LanguageId, present: readonly Listed[], keep: (accepted: readonly Listed[]) => void) {
    this.#languageId = languageId;
    this.#keep = keep;
    this.#accepted.push(...present);
  }

  public async build(count: number): Promise<void> {
    let pool = await this.#candidates();
    const present = new Set(this.#accepted.map(({ id }) => id));
    for (const candidate of pool.filter(({ id }) => present.has(id))) {
      this.#spread.add(1, kindsOf(candidate));
      this.#taken.add(candidate.place);
    }
    console.log(`${this.#languageId}: ${pool.length} candidates`);
    while (this.#accepted.length < count && pool.length > 0) {
      const batch: Candidate[] = [];
      const planned = this.#spread.copy();
      const places = new Set(this.#taken);
      while (batch.length < BATCH[this.#languageId]) {
        const next = leastUsed(
          pool.filter(({ place }) => !places.has(place)),
          planned,
          kindsOf,
        );
        if (!next) break;
        places.add(next.place);
        planned.add(REJECTED * 2, kindsOf(next));
        batch.push(next);
      }
      if (batch.length === 0) break;
      pool = pool.filter((candidate) => !batch.includes(candidate));
      await this.#tryAll(batch, count);
    }
  }

  async #candidates(): Promise<Candidate[]> {
    const all: Candidate[] = [];
    for (const source of PACKAGES.filter(({ languageId }) => languageId === this.#languageId)) {
      for (const file of originalsOf(source)) {
        const tree = await parsed(this.#languageId, file.text);
        if (!tree.rootNode.hasError) all.push(...candidatesOf(file, tree.rootNode));
        tree.delete();
      }
    }
    return shuffled(all, ({ id }) => id, 'fix');
  }

  async #tryAll(batch: readonly Candidate[], count: number): Promise<void> {
    const diagnostics = await this.#diagnostics(batch);
    for (const [index, candidate] of batch.entries()) {
      if (this.#accepted.length >= count) return;
      const result = await this.#tried(candidate, diagnostics[index] ?? []);
      this.#spread.add(typeof result === 'string' ? REJECTED : 1, kindsOf(candidate));
      if (typeof result === 'string') {
        console.log(`   no: ${candidate.id}: ${result}`);
      } else {
        this.#accepted.push(result);
        this.#keep(this.#accepted); // at once, so that a run that is broken off loses nothing
        this.#taken.add(candidate.place);
        console.log(`${this.#accepted.length} yes: ${candidate.id}: ${result.diagnostics[0]?.message ?? ''}`);
      }
    }
  }

  /** The diagnostics of the candidates, and of their originals where they are not known yet. */
  async #diagnostics(batch: readonly Candidate[]): Promise<(readonly Diagnostic[])[]> {
    const result: (readonly Diagnostic[])[] = batch.map(() => []);
    for (const source of new Set(batch.map(({ file }) => file.package))) {
      const mine = [...batch.entries()].filter(([, { file }]) => file.package === source);
      const originals = [...new Set(mine.map(([, { file }]) => file))].filter((file) => !this.#baseline.has(file));
      const said = await checked(this.#languageId, projectOf(source), [
        ...originals,
        ...mine.map(([, candidate]) => ({ name: candidate.file.name, text: applied(candidate.file.text, candidate) })),
      ]);
      originals.forEach((file, index) => this.#baseline.set(file, said[index] ?? []));
      mine.forEach(([at], index) => (result[at] = said[originals.length + index] ?? []));
    }
    return result;
  }

  /** The problem, or why the candidate is none. */
  async #tried(candidate: Candidate, diagnostics: readonly Diagnostic[]): Promise<Listed | string> {
    const { file, start, end, text, mutation, id } = candidate;
    const baseline = this.#baseline.get(file) ?? [];
    const added = newOnes(baseline, diagnostics, [{ start, end, newText: text }]);
    const first = subjectOf(added);
    const refusal = diagnosticsRefusal(added, projectOf(file.package));
    if (!first || refusal !== undefined) return refusal ?? 'no new diagnostics';
    if (baseline.some((known) => Math.abs(known.start - start) < 400)) return 'the original is not clean there';
    if (!(await this.#passesOriginally(file))) return 'the tests do not pass on the original';
    const tree = await parsed(file.package.languageId, file.text);
    const shift = candidate.text.length - (end - start);
    const atDiagnostic = first.start > start ? Math.max(start, first.start - shift) : first.start;
    const probe = [start, atDiagnostic]
      .map((offset) => reachProbe(tree.rootNode, file.text, offset, file.package.languageId))
      .find((found) => found !== undefined);
    tree.delete();
    // What is in no function is in all of the file: without it nothing of a Go package or a module is there to be tested.
    if (probe === undefined && !isOfFile(candidate)) return 'not in a function';
    if (probe !== undefined && (await this.#passes(file, probe))) return 'the tests do not reach it';
    const testsFail = !(await this.#passes(file, applied(file.text, candidate)));
    // Types are taken away before a TypeScript test runs, so that what only the compiler sees fails no test.
    if (!testsFail && file.package.languageId !== 'typescript') return 'the tests do not notice it';
    return {
      id,
      package: file.source,
      file: file.name,
      mutation,
      start,
      end,
      text,
      testsFail,
      first: diagnostics.indexOf(first),
      diagnostics,
    };
  }

  #passesOriginally(file: OriginalFile): Promise<boolean> {
    const key = `${file.source} ${file.tests.join(' ')}`;
    let passing = this.#passing.get(key);
    if (!passing) {
      passing = this.#passes(file, file.text);
      this.#passing.set(key, passing);
    }
    return passing;
  }

  async #passes(file: OriginalFile, text: string): Promise<boolean> {
    const { name, tests } = file;
    const { languageId } = file.package;
    const { verdict } = await runTests(
      { languageId, project: projectOf(file.package), name, tests, recording: recordingOf(file.package) },
      text,
    );
    return verdict === 'passed';
  }
}

const isOfFile = ({ mutation }: Candidate): boolean =>
  MUTATIONS.some(({ name, scope }) => name === mutation && scope === 'file');

const kindsOf = ({ mutation, file }: Candidate): readonly string[] => [
  mutation,
  file.source,
  `${file.source}/${file.name}`,
];

/** The problems with what the checkers say today; without those that are none by today's rules. */
async function rechecked(languageId: LanguageId, list: readonly Listed[]): Promise<Listed[]> {
  const kept: Listed[] = [];
  for (const source of PACKAGES.filter((known) => known.languageId === languageId)) {
    const mine = list.filter((listed) => listed.package === idOf(source));
    const files = originalsOf(source).filter(({ name }) => mine.some(({ file }) => file === name));
    const textOf = (name: string) => files.find((file) => file.name === name)?.text ?? '';
    const said = await checked(languageId, projectOf(source), [
      ...files,
      ...mine.map((listed) => ({ name: listed.file, text: applied(textOf(listed.file), listed) })),
    ]);
    for (const [index, listed] of mine.entries()) {
      const diagnostics = said[files.length + index] ?? [];
      const original = said[files.findIndex(({ name }) => name === listed.file)] ?? [];
      const { start, end, text } = listed;
      const added = newOnes(original, diagnostics, [{ start, end, newText: text }]);
      const first = subjectOf(added);
      const refusal = isShort(listed.text) ? diagnosticsRefusal(added, projectOf(source)) : 'a long text';
      if (first && refusal === undefined) kept.push({ ...listed, diagnostics, first: diagnostics.indexOf(first) });
      else console.log(`   out: ${listed.id}: ${refusal ?? 'no new diagnostics'}`);
    }
  }
  return kept;
}

const { values } = parseArgs({
  options: {
    recheck: { type: 'boolean', default: false },
    languages: { type: 'string', default: 'go,python,typescript' },
    count: { type: 'string', default: '50' },
  },
});
for (const languageId of ['typescript', 'python', 'go'] as const) {
  if (!values.languages.split(',').includes(languageId)) continue;
  const ofLanguage = new Set(PACKAGES.filter((source) => source.languageId === languageId).map(idOf));
  const isMine = (listed: Listed) => ofLanguage.has(listed.package);
  // Read again: another run may have written the problems of another language meanwhile.
  const keep = (problems: readonly Listed[]) =>
    writeList([...readList().filter((listed) => !isMine(listed)), ...problems]);
  if (values.recheck) keep(await rechecked(languageId, readList().filter(isMine)));
  await new Builder(languageId, readList().filter(isMine), keep).build(Number(values.count));
}
endCheckers();
