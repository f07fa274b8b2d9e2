/**
 * `npm run eval:failing`: small bugs in functions of real code, each with what a user would report. Prints for each whether a failing test
 * is offered, whether it passes on the original, and with --fix whether a fix is found with it. Options: --seconds S (default 30), --only TEXT, --model.
 *
 * Runs programs that the model wrote part of, as this user; see tests/run.ts.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fixFailing } from '../src/assistant/fix/failing-fix.ts';
import { failingTest } from '../src/assistant/testing/failing.ts';
import { syntaxTrees } from '../src/server/runtime.ts';
import { testSetup } from '../src/testing/layout/setup.ts';
import type { Source } from '../src/testing/languages/language.ts';
import { Prover } from '../src/testing/prover.ts';
import { readiness } from '../src/testing/readiness.ts';
import { qualifiedName, subjectNamed } from '../src/testing/subject.ts';
import { runScript } from './main.ts';
import { openEngine, root } from './setup.ts';
import { copyForTests } from './tests/copy.ts';
import { problemOf } from './tests/function.ts';
import { readList } from './tests/list.ts';

/** A change of a function of tests/list.ts that makes it wrong. */
interface Bug {
  readonly id: string;
  /** Text of the function, and what stands in its place. */
  readonly original: string;
  readonly mutated: string;
  readonly report: string;
}

const STEP_MS = 200;
const never = new AbortController().signal;

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '30' },
      only: { type: 'string' },
      model: { type: 'string' },
      fix: { type: 'boolean', default: false },
    },
  });
  const all = JSON.parse(fs.readFileSync(path.join(root, 'bench/tests/bugs.json'), 'utf8')) as Bug[];
  const bugs = all.filter(({ id }) => id.includes(values.only ?? ''));
  const budgetMs = Number(values.seconds) * 1000;
  const engine = await openEngine(values.model);
  const syntax = syntaxTrees();
  const rows = [];
  try {
    for (const bug of bugs) {
      const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-eval-')));
      try {
        rows.push({ bug: bug.report.slice(0, 50), ...(await triedIn(folder, bug)) });
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
    }
  } finally {
    engine.dispose();
    await syntax.dispose();
  }
  console.table(rows, ['bug', 'offered', 'seconds', 'passes', 'fix', 'fixedAfter']);

  async function triedIn(folder: string, { id, original, mutated, report }: Bug) {
    const listed = readList().find((one) => one.id === id);
    if (listed === undefined) throw new Error(`${id} is not in the list`);
    const problem = await problemOf(listed, syntax);
    copyForTests(problem, folder);
    const file = path.join(folder, listed.file);
    const at = problem.text.indexOf(original, problem.subject.start);
    if (at < 0 || at > problem.subject.end) throw new Error(`${original} is not in ${id}`);
    const text = problem.text.slice(0, at) + mutated + problem.text.slice(at + original.length);
    fs.writeFileSync(file, text);
    const { languageId } = listed;
    const setup = await testSetup(file, languageId, [folder]);
    const subject = await subjectNamed(languageId, text, qualifiedName(problem.subject), syntax);
    if (!('framework' in setup) || subject === undefined) throw new Error(`${id} cannot be tested`);
    const source: Source = { file, text, subject, setup };
    const ready = await readiness(source, [folder]);
    if ('reason' in ready) throw new Error(ready.reason);
    const prover = await Prover.of(source, { ...ready, folders: [folder], syntax }, never);
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 1000);
    try {
      const shared = { engine, prover, syntax, maxStepMs: STEP_MS, budgetMs };
      const outcome = await failingTest(source, report, shared, never);
      const row = { offered: outcome.kind === 'test', seconds: seconds() };
      if (outcome.kind === 'nothing') return { ...row, why: outcome.reason };
      const passes = await prover.passesAfter(outcome, problem.text, never);
      if (!values.fix) return { ...row, passes, why: outcome.why };
      const about = { uri: file };
      const fixed = await fixFailing(source, outcome, about, { ...shared, checkers: [] }, never);
      const fix = fixed.kind === 'nothing' ? fixed.reason : fixed.text === problem.text ? 'the original' : 'another';
      return { ...row, passes, fix, fixedAfter: seconds(), why: outcome.why };
    } finally {
      await prover.dispose();
    }
  }
});
