/**
 * `npm run eval:fix`: broken programs made from real code, each with the diagnostic of a real checker and hidden tests: the bare model's
 * one greedy answer beside the pipeline. Prints tables and writes `out/eval-fix.json`. `--help` lists the options.
 *
 * Runs programs that the model wrote part of, as this user; see fix/passes.ts.
 */
import { parseArgs } from 'node:util';
import fs from 'node:fs';
import path from 'node:path';
import { changesBetween } from '../src/assistant/edit/changes.ts';
import { fix, type Survivor } from '../src/assistant/fix/fixer.ts';
import { fixQuestion } from '../src/assistant/fix/rewrite.ts';
import { rewritten } from '../src/assistant/edit/rewriting.ts';
import type { Problem as AskedProblem } from '../src/assistant/fix/types.ts';
import { languageVersion } from '../src/workspace/language-version.ts';
import { syntaxTrees } from '../src/server/runtime.ts';
import { stillThere } from '../src/checks/compare.ts';
import { endCheckers } from './fix/check.ts';
import { checkerFor, loadProblems, passes, type Problem } from './fix/problem.ts';
import { shuffled } from './eval/order.ts';
import { loadQuixBugs } from './fix/quixbugs.ts';
import { percent, type Row } from './eval/results.ts';
import { runScript } from './main.ts';
import { machine, openEngine } from './setup.ts';
import { medianSeconds } from './statistics.ts';

const USAGE = `npm run eval:fix -- [options]

  --survivors             what held beside the offered one, too, and whether it is right
  --half tune|kept|both   which half of the set (default: both)
  --count N               the first N problems of a shuffled order
  --languages a,b         typescript, python, go
  --only TEXT             those whose id contains it
  --quixbugs FOLDER       the programs of a checkout of github:jkoppel/QuixBugs instead
  --side raw|pipeline     only one side
  --seconds S             time for one fix (default 30)
  --model ID|PATH         another model
  --json FILE             where the results go (default: out/eval-fix.json)
`;

interface Result {
  readonly id: string;
  readonly half: string;
  readonly language: string;
  readonly mutation: string;
  readonly side: 'raw' | 'pipeline';
  readonly offered: boolean;
  readonly correct: boolean;
  readonly ms: number;
  readonly reason?: string;
  /** Of the best candidate that held, offered or not: what decides about that. */
  readonly rank?: number;
  readonly share?: number;
  readonly changes?: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
  /** What held, best first, and whether the tests pass with it. */
  readonly survivors?: readonly (Omit<Survivor, 'candidate'> & {
    readonly newText: string;
    readonly correct: boolean;
  })[];
}

const never = new AbortController().signal;
/** Nothing is cancelled here, and steps of the same size give the same answers. */
const STEP_MS = 10_000;

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      half: { type: 'string', default: 'both' },
      count: { type: 'string' },
      languages: { type: 'string', default: 'typescript,python,go' },
      only: { type: 'string', default: '' },
      quixbugs: { type: 'string' },
      side: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      model: { type: 'string' },
      json: { type: 'string', default: 'out/eval-fix.json' },
      survivors: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const languages = values.languages.split(',');
  const set = values.quixbugs === undefined ? await loadProblems() : await loadQuixBugs(values.quixbugs);
  const all = shuffled(set, ({ id }) => id, 'fix').filter(
    ({ id, half, languageId }) =>
      (values.half === 'both' || half === values.half) && languages.includes(languageId) && id.includes(values.only),
  );
  const problems = all.slice(0, values.count === undefined ? undefined : Number(values.count));
  if (problems.length === 0) throw new Error('no problem fits these options');

  const engine = await openEngine(values.model, { batchCosts: { of4: 2.5, of8: 3.7 } });
  const syntax = syntaxTrees();
  const workshop = { engine, syntax, maxStepMs: STEP_MS };
  const results: Result[] = [];
  try {
    const facts = await engine.load();
    const file = path.resolve(values.json);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // As it goes: a run of an hour may be broken off.
    const save = () =>
      fs.writeFileSync(file, JSON.stringify({ machine: machine(facts), options: values, results }, null, 2) + '\n');
    for (const [index, problem] of problems.entries()) {
      const asked = await askedOf(problem);
      const common = { id: problem.id, half: problem.half, language: problem.languageId, mutation: problem.mutation };
      if (values.side !== 'pipeline') {
        const started = performance.now();
        const question = await fixQuestion(asked, workshop);
        const answer = await rewritten(question.rewriting, { ...workshop, priority: 'work' }, never);
        const ms = performance.now() - started;
        const { start, end } = question.target;
        const text =
          answer === undefined ? problem.text : problem.text.slice(0, start) + answer + problem.text.slice(end);
        const offered = text !== problem.text;
        results.push({ ...common, side: 'raw', offered, correct: offered && (await isRight(problem, text)), ms });
      }
      if (values.side !== 'raw') {
        const checker = checkerFor(problem);
        let survivors: readonly Survivor[] = [];
        const started = performance.now();
        const outcome = await fix(
          asked,
          {
            ...workshop,
            checkers: [checker],
            budgetMs: Number(values.seconds) * 1000,
            onSurvivors: (found) => (survivors = found),
          },
          never,
        );
        const ms = performance.now() - started;
        const offered = outcome.kind === 'fix';
        const [best] = survivors;
        const judged = [];
        for (const { candidate, ...more } of values.survivors ? survivors.slice(0, 4) : [])
          judged.push({
            ...more,
            newText: candidate.changes.map(({ newText }) => newText).join(' … '),
            correct: await isRight(problem, candidate.text),
          });
        results.push({
          ...common,
          side: 'pipeline',
          offered,
          correct: offered && (await isRight(problem, outcome.text)),
          ms,
          ...(best && { rank: best.rank, share: best.share }),
          ...(offered ? { changes: outcome.changes } : { reason: outcome.reason }),
          ...(values.survivors && { survivors: judged }),
        });
      }
      const last = results.slice(values.side === undefined ? -2 : -1);
      const said = last.map(
        ({ side, offered, correct, ms }) =>
          `${side} ${correct ? 'right' : offered ? 'WRONG' : 'none'} ${(ms / 1000).toFixed(1)} s`,
      );
      save();
      process.stderr.write(`${index + 1}/${problems.length} ${problem.id} ${problem.mutation}: ${said.join(', ')}\n`);
    }
    console.log(`\nFixes of broken programs: n = ${problems.length}`);
    console.log(`Model: ${facts.modelName}, SHA-256 ${facts.modelSha256 ?? 'not computed'}`);
    console.log(JSON.stringify(machine(facts)));
    for (const half of ['tune', 'kept'] as const) {
      const mine = results.filter((result) => result.half === half);
      if (mine.length === 0) continue;
      console.log(`\n${half === 'tune' ? 'Half for tuning' : 'Half kept aside, never tuned on'}`);
      console.table(summary(mine, () => 'all'));
      console.table(summary(mine, ({ language }) => language));
      console.table(
        summary(
          mine.filter(({ side }) => side === 'pipeline'),
          ({ mutation }) => mutation,
        ),
      );
    }
    save();
    console.log(`written: ${path.relative(process.cwd(), file)}`);
  } finally {
    engine.dispose();
    endCheckers();
    await syntax.dispose();
  }
}

/** The hidden tests pass; where those do not notice the problem, the checker must not report it any more. */
async function isRight(problem: Problem, text: string): Promise<boolean> {
  if (!(await passes(problem, text))) return false;
  if (problem.testsFail) return true;
  const [found = []] = await checkerFor(problem).check([text], never);
  return !stillThere(problem.diagnostic, found, changesBetween(problem.text, text));
}

async function askedOf({ languageId, text, diagnostic, file, project }: Problem): Promise<AskedProblem> {
  const version = await languageVersion(file, languageId, [project]);
  return { uri: file, languageId, text, diagnostic, languageVersion: version };
}

/** Rows by group and side. Wrong but offered is counted among what was offered. */
function summary(results: readonly Result[], groupOf: (result: Result) => string): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const group of [...new Set(results.map(groupOf))].sort()) {
    for (const side of ['raw', 'pipeline'] as const) {
      const mine = results.filter((result) => groupOf(result) === group && result.side === side);
      if (mine.length === 0) continue;
      const offered = mine.filter((result) => result.offered);
      const wrong = offered.filter(({ correct }) => !correct).length;
      rows[`${group}, ${side}`] = {
        n: mine.length,
        offered: offered.length,
        correct: offered.length - wrong,
        'correct %': percent(offered.length - wrong, mine.length),
        'wrong but offered': wrong,
        'wrong % of offered': percent(wrong, offered.length),
        'median s': medianSeconds(mine.map(({ ms }) => ms)),
      };
    }
  }
  return rows;
}

await runScript(() => run(process.argv.slice(2)));
