/**
 * `npm run eval:tests`: functions of real code whose tests are asked for: the bare model's one greedy answer beside the pipeline. Prints
 * tables and writes `out/eval-tests.json`. `--help` lists the options.
 *
 * Runs programs that the model wrote part of, as this user; see tests/run.ts.
 */
import { parseArgs } from 'node:util';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { answeredTests } from '../src/assistant/testing/draft.ts';
import { generateTests } from '../src/assistant/testing/generator.ts';
import { syntaxTrees } from '../src/server/runtime.ts';
import { testSetup } from '../src/testing/layout/setup.ts';
import type { Source } from '../src/testing/languages/language.ts';
import { readiness } from '../src/testing/readiness.ts';
import { workbench } from '../src/testing/workbench.ts';
import { shuffled } from './eval/order.ts';
import { percent, type Row } from './eval/results.ts';
import { runScript } from './main.ts';
import { machine, openEngine, root } from './setup.ts';
import { medianSeconds, percentile } from './statistics.ts';
import { copyForTests } from './tests/copy.ts';
import { loadFunctions, type SubjectProblem } from './tests/function.ts';
import { measured } from './tests/measure.ts';

const USAGE = `npm run eval:tests -- [options]

  --half tune|kept|both   which half of the set (default: both)
  --more                  further functions for tuning, instead of the set
  --count N               the first N functions of a shuffled order
  --only TEXT             those whose id contains it
  --languages a,b         typescript, python, go
  --side raw|pipeline     only one side
  --seconds S             time for thinking of calls (default 20)
  --reruns N              how often offered tests are run again, in changing order (default 10)
  --model ID|PATH         another model
  --json FILE             where the results go (default: out/eval-tests.json)
`;

interface Result {
  readonly id: string;
  readonly half: string;
  readonly language: string;
  readonly side: 'raw' | 'pipeline';
  /** Something is shown to the user: for the raw model an answer at all. */
  readonly offered: boolean;
  /** All of it passes on its own, run by somebody else than the product. */
  readonly passes: boolean;
  readonly ms: number;
  readonly reason?: string;
  readonly cases?: number;
  /** By the platform's own tool, of the function's body: see tests/measure.ts. */
  readonly covered?: number;
  readonly total?: number;
  readonly unit?: string;
  /** As the product says. */
  readonly branches?: readonly [number, number];
  readonly mutants?: readonly [number, number];
  /** Cases that failed in a rerun. */
  readonly flaky?: number;
  readonly text?: string;
}

const never = new AbortController().signal;
const STEP_MS = 10_000;

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      half: { type: 'string', default: 'both' },
      more: { type: 'boolean', default: false },
      count: { type: 'string' },
      only: { type: 'string' },
      languages: { type: 'string', default: 'typescript,python,go' },
      side: { type: 'string' },
      seconds: { type: 'string', default: '20' },
      reruns: { type: 'string', default: '10' },
      model: { type: 'string' },
      json: { type: 'string', default: 'out/eval-tests.json' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const languages = values.languages.split(',');
  const all = shuffled(
    await loadFunctions(values.more ? 'more-functions' : 'functions'),
    ({ id }) => id,
    'tests',
  ).filter(
    ({ id, half, languageId }) =>
      (values.half === 'both' || half === values.half) &&
      languages.includes(languageId) &&
      id.includes(values.only ?? ''),
  );
  const problems = all.slice(0, values.count === undefined ? undefined : Number(values.count));
  if (problems.length === 0) throw new Error('no function fits these options');

  const engine = await openEngine(values.model, { batchCosts: { of4: 2.5, of8: 3.7 } });
  const syntax = syntaxTrees();
  const results: Result[] = [];
  try {
    const facts = await engine.load();
    const file = path.resolve(values.json);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // As it goes: a run of an hour may be broken off.
    const save = () =>
      fs.writeFileSync(file, JSON.stringify({ machine: machine(facts), options: values, results }, null, 2) + '\n');
    for (const [index, problem] of problems.entries()) {
      const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-eval-')));
      try {
        copyForTests(problem, folder);
        const source = await sourceIn(problem, folder);
        const common = { id: problem.id, half: problem.half, language: problem.languageId };
        if (values.side !== 'pipeline') {
          const started = performance.now();
          const text = await answeredTests(source, { engine, maxStepMs: STEP_MS }, never);
          const ms = performance.now() - started;
          const { passed, covered, total, unit } = await measuredAt(problem, source, folder, text);
          results.push({
            ...common,
            side: 'raw',
            offered: text.trim() !== '',
            passes: passed,
            ms,
            covered,
            total,
            unit,
            text,
          });
        }
        if (values.side !== 'raw') {
          const found = await pipeline(problem, source, folder, Number(values.seconds), Number(values.reruns));
          results.push({ ...common, side: 'pipeline', ...found });
        }
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
      save();
      const said = results.slice(values.side === undefined ? -2 : -1).map(lineOf);
      process.stderr.write(`${index + 1}/${problems.length} ${problem.id}: ${said.join(' | ')}\n`);
    }
    console.log(`\nTests of functions: n = ${problems.length}`);
    console.log(`Model: ${facts.modelName}, SHA-256 ${facts.modelSha256 ?? 'not computed'}`);
    console.log(JSON.stringify(machine(facts)));
    for (const half of ['tune', 'kept'] as const) {
      const mine = results.filter((result) => result.half === half);
      if (mine.length === 0) continue;
      console.log(`\n${half === 'tune' ? 'Half for tuning' : 'Half kept aside, never tuned on'}`);
      console.table(summary(mine, () => 'all'));
      console.table(summary(mine, ({ language }) => language));
    }
    save();
    console.log(`written: ${path.relative(process.cwd(), file)}`);
  } finally {
    engine.dispose();
    await syntax.dispose();
  }

  async function pipeline(
    problem: SubjectProblem,
    source: Source,
    folder: string,
    seconds: number,
    reruns: number,
  ): Promise<Omit<Result, 'id' | 'half' | 'language' | 'side'>> {
    const none = (reason: string, ms: number) => ({ offered: false, passes: false, ms, reason });
    const ready = await readiness(source, [folder], { dist: path.join(root, 'dist') });
    if ('reason' in ready) throw new Error(`no runner for ${problem.id}`);
    const refusal = ready.language.refusal(source);
    if (refusal !== undefined) return none(refusal, 0);
    const started = performance.now();
    // The set's functions are all meant to be read.
    const mayRead = () => Promise.resolve(true);
    const bench = await workbench(source, { ...ready, folders: [folder], syntax, mayRead }, never);
    const { prover } = bench;
    try {
      const outcome = await generateTests(
        bench.source,
        { engine, ...bench, syntax, maxStepMs: STEP_MS, budgetMs: seconds * 1000 },
        never,
      );
      const ms = performance.now() - started;
      if (outcome.kind === 'nothing') return none(outcome.reason, ms);
      const { cases, text, reach } = outcome;
      const flaky = (await prover.failures(cases, reruns, never)).size;
      const { passed, covered, total, unit } = await measuredAt(problem, source, folder, text);
      return {
        offered: true,
        passes: passed,
        ms,
        cases: cases.length,
        covered,
        total,
        unit,
        branches: [reach.takenBranches.size, reach.branches.length],
        mutants: [reach.killedMutants.size, reach.mutants.length],
        flaky,
        text,
      };
    } catch (error) {
      return none(error instanceof Error ? error.message : String(error), performance.now() - started);
    } finally {
      await bench.dispose();
    }
  }
}

/** The function as a user would have it open: in a project of its own. */
async function sourceIn(problem: SubjectProblem, folder: string): Promise<Source> {
  const file = path.join(folder, path.relative(problem.project, problem.file));
  const setup = await testSetup(file, problem.languageId, [folder]);
  if (!('framework' in setup)) throw new Error(setup.reason);
  return { file, text: problem.text, subject: problem.subject, setup };
}

function measuredAt(problem: SubjectProblem, { setup }: Source, folder: string, text: string) {
  return measured(problem, path.relative(folder, setup.testFile).replaceAll(path.sep, '/'), text);
}

function lineOf({
  side,
  offered,
  passes,
  ms,
  reason,
  cases,
  covered,
  total,
  branches,
  mutants,
  flaky,
}: Result): string {
  const of = (pair: readonly [number, number] | undefined) => (pair ? `${pair[0]}/${pair[1]}` : '-');
  const verdict = !offered ? `none (${reason ?? 'no answer'})` : passes ? 'passes' : 'FAILS';
  const more =
    side === 'pipeline' && offered
      ? `, ${cases ?? 0} cases, own ${of(branches)}, mutants ${of(mutants)}, flaky ${flaky ?? 0}`
      : '';
  return `${side} ${verdict} ${(ms / 1000).toFixed(1)} s, covers ${covered ?? 0}/${total ?? 0}${more}`;
}

/** Rows by group and side. A function for which nothing passing is there has 0 % coverage. */
function summary(results: readonly Result[], groupOf: (result: Result) => string): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const group of [...new Set(results.map(groupOf))].sort()) {
    for (const side of ['raw', 'pipeline'] as const) {
      const mine = results.filter((result) => groupOf(result) === group && result.side === side);
      if (mine.length === 0) continue;
      const offered = mine.filter((result) => result.offered);
      const good = offered.filter(({ passes }) => passes);
      const share = ([part, whole]: readonly [number, number]) => (whole === 0 ? 100 : (100 * part) / whole);
      const median = (figures: number[]) => (figures.length === 0 ? 0 : Math.round(percentile(figures, 0.5)));
      const coverage = good.map(({ covered = 0, total = 0 }) => share([covered, total]));
      rows[`${group}, ${side}`] = {
        n: mine.length,
        offered: offered.length,
        'passes %': percent(good.length, mine.length),
        'offered but fails': offered.length - good.length,
        'flaky cases': mine.reduce((sum, { flaky = 0 }) => sum + flaky, 0),
        'median coverage % (tool)': median(coverage),
        'median branches % (own)': median(good.flatMap(({ branches }) => (branches ? [share(branches)] : []))),
        'median mutants %': median(good.flatMap(({ mutants }) => (mutants ? [share(mutants)] : []))),
        'median s': medianSeconds(mine.map(({ ms }) => ms)),
      };
    }
  }
  return rows;
}

await runScript(() => run(process.argv.slice(2)));
