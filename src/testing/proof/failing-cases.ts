import path from 'node:path';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { TestCase } from '../cases.ts';
import type { Source, TestLanguage } from '../languages/language.ts';
import { testText } from '../languages/test-text.ts';
import { besideTest } from '../layout/beside.ts';
import type { ProjectCopy } from '../run/copy.ts';
import type { Runner } from '../run/runner.ts';
import type { FileRuns, FileText, ProofFile } from './file-runs.ts';
import { refusedCases } from './refused-cases.ts';

/** What tests of cases are written and run with. */
export interface CaseTools {
  readonly source: Source;
  readonly language: TestLanguage;
  readonly syntax: SyntaxTrees;
  readonly copy: ProjectCopy;
  readonly runner: Runner;
  readonly files: FileRuns;
}

/**
 * The cases that fail at any time, in so many runs of all in changing order and time zone, and of each alone. Where no single one does, or
 * a file is left behind, the last one: then it is the company.
 */
export async function failingCases(
  cases: readonly TestCase[],
  runs: number,
  { source, language, syntax, copy, runner, files }: CaseTools,
  signal: AbortSignal,
): Promise<ReadonlySet<TestCase>> {
  const { testFile, existing } = source.setup;
  const pattern = (of: readonly TestCase[]) => {
    const [first, ...others] = new Set(language.tests(source, of).names.map((name) => language.only?.(name)));
    return others.length === 0 ? first : undefined;
  };
  const before = await copy.listing();
  const together: ProofFile[] = [];
  const beside: FileText[] = [];
  let first: string | undefined;
  for (let run = 0; run < runs; run++) {
    const order = run === 0 || runner.ordersBySeed ? cases : rotated(cases, run);
    const other = run === 0 ? undefined : language.apart?.(source, order, `LocalForge${run}`);
    if (other !== undefined && first !== undefined) {
      beside.push({ name: besideFile(source, `order${run}`), text: other.text });
      together.push({ name: testFile, text: first, beside, seed: run + 1, pattern: other.pattern });
      continue;
    }
    const text = await testText(source, language, order, syntax);
    if (text === undefined) return new Set(cases);
    first ??= text;
    const ordered = run === 0 ? text : (language.ordered?.(text, language.tests(source, order).names) ?? text);
    const name = run === 0 ? testFile : besideFile(source, `order${run}`);
    together.push({ name, text: ordered, beside, seed: run + 1, pattern: pattern(cases) });
  }
  const { names } = language.tests(source, cases);
  const alone = cases.map((one, index): ProofFile => {
    // What is compiled once is run as often as there are cases.
    if (runner.build !== undefined && first !== undefined)
      return {
        name: testFile,
        text: first,
        beside,
        only: one,
        pattern: (language.onlyCase ?? language.only)?.(names[index] ?? ''),
      };
    const text = language.newFile(source, language.tests(source, [one]));
    return { name: besideFile(source, `case${index}`), text, only: one, pattern: pattern([one]) };
  });
  const company = cases.length > 1 || existing !== undefined ? alone : [];
  const { failed, refusal } = await files.failedOf(together, company, signal);
  if (refusal !== undefined) {
    // One that does not compile takes all others with it.
    const lines = language.refusedLines?.(refusal, testFile) ?? [];
    const refused = refusedCases(cases, names, first ?? '', lines);
    if (refused.size > 0) return refused;
  }
  const single = new Set(failed.flatMap(({ only }) => only ?? []));
  if (single.size > 0) return single;
  if (failed.length > 0) return new Set(cases.slice(-1));
  const after = await copy.listing();
  // We put the test file itself back after each run, which gives it another time.
  after.delete(path.relative(copy.folder, copy.at(testFile)));
  return [...after].some(([file, stamp]) => before.get(file) !== stamp) ? new Set(cases.slice(-1)) : new Set();
}

/** Another file for tests that the framework finds as it finds the test file. Rust compiles only what a module names, and Java calls a file after its class. */
function besideFile({ setup: { testFile, framework } }: Source, what: string): string {
  return framework === 'cargo test' || framework === 'junit' ? testFile : besideTest(testFile, what);
}

/** The same in another order. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % Math.max(1, items.length);
  const turned = [...items.slice(at), ...items.slice(0, at)];
  return by % 2 === 0 ? turned : turned.reverse();
}
