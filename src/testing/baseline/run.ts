import fs from 'node:fs/promises';
import path from 'node:path';
import { CheckFailed } from '../../checks/checker.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Instrumented } from '../instrument/types.ts';
import type { Source } from '../languages/language.ts';
import type { ProjectCopy } from '../run/copy.ts';
import type { TestRun, TestRuns } from '../run/runs.ts';
import type { BaselineFiles, BaselineRequest } from './files.ts';
import { goBaseline } from './go.ts';
import { javaScriptBaseline } from './javascript.ts';
import { baselineIn, NOTHING_KNOWN, type BaselineLine, type Known } from './known.ts';
import { pythonBaseline } from './python.ts';

export interface BaselineTools {
  readonly copy: ProjectCopy;
  readonly runs: TestRuns;
  readonly syntax: Pick<SyntaxTrees, 'outlineOf'>;
}

/** All of it. Starting the runner takes a part of that. */
const MOST_MS = 10_000;
const MOST_RUNS = 4;

/** What the subject's tests that are there reach: their branches, and mutants as far as there is time. */
export async function knownBy(
  source: Source,
  made: Instrumented,
  { copy, runs, syntax }: BaselineTools,
  signal: AbortSignal,
): Promise<Known> {
  const { existing = '', framework } = source.setup;
  if (existing.trim() === '' && framework !== 'go test') return NOTHING_KNOWN;
  if (framework === 'junit') return NOTHING_KNOWN; // not yet
  if (framework === 'cargo test') return NOTHING_KNOWN; // its tests run in threads, of which the state knows one
  const output = path.join(copy.scratch, 'baseline.jsonl');
  await fs.writeFile(output, '');
  const before = await copy.listing();
  const deadline = performance.now() + MOST_MS;
  let without: ReadonlySet<number> = new Set();
  let written = baselineIn('', made);
  await copy.write(source.file, made.text);
  try {
    for (let run = 0; run < MOST_RUNS; run++) {
      const left = deadline - performance.now();
      if (left < 1000) break;
      const request = { source, existing, made, output, budgetMs: Math.round(left * 0.5), without };
      const files = await filesFor(request, copy, syntax);
      if (files === undefined) break;
      const found = await tried(files, copy, runs, left, signal);
      const lines = found && files.linesOf?.(found, await fs.readFile(output, 'utf8'));
      await fs.appendFile(output, textOf(lines ?? []));
      written = baselineIn(await fs.readFile(output, 'utf8'), made);
      const { unfinished, judged } = written;
      if (unfinished === undefined) break;
      // A program that ends with a mutant is noticed.
      await fs.appendFile(output, textOf([{ mutant: unfinished, killed: true }]));
      without = new Set([...judged, unfinished]);
      written = baselineIn(await fs.readFile(output, 'utf8'), made);
    }
  } finally {
    await copy.write(source.file, source.text);
    await copy.keepOnly(before);
  }
  return written.known;
}

async function filesFor(
  request: BaselineRequest,
  copy: ProjectCopy,
  syntax: BaselineTools['syntax'],
): Promise<BaselineFiles | undefined> {
  const { languageId } = request.source.subject;
  if (languageId === 'python') return pythonBaseline(request);
  if (languageId === 'go') return goBaseline(request, copy);
  const statements = await syntax.outlineOf(languageId, request.existing);
  return statements && javaScriptBaseline(request, statements);
}

/** Undefined where the run did not end in time, or could not be started. */
async function tried(
  { files, run, env }: BaselineFiles,
  copy: ProjectCopy,
  runs: TestRuns,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<TestRun | undefined> {
  const kept = await Promise.all(
    files.map(async ({ file }) => ({ file, text: await fs.readFile(copy.at(file), 'utf8').catch(() => undefined) })),
  );
  for (const { file, text } of files) await copy.write(file, text);
  try {
    return await runs.run({ files: [copy.at(run)] }, { timeoutMs, ...(env && { env }) }, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof CheckFailed)) throw error;
    return undefined;
  } finally {
    for (const { file, text } of kept) {
      if (text === undefined) await copy.remove(file);
      else await copy.write(file, text);
    }
  }
}

/** A line may stand behind one that was cut off. */
function textOf(lines: readonly BaselineLine[]): string {
  return ['', ...lines.map((line) => JSON.stringify(line)), ''].join('\n');
}
