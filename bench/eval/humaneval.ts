import fs from 'node:fs';
import { shuffled } from './order.ts';
import { pipeline, variants } from './pipeline.ts';
import { taken, type Given, type Place } from './place.ts';
import { rawAnswer } from './raw.ts';
import { percent, type Row } from './results.ts';
import type { Verdict } from '../contained.ts';
import { runPython } from './run-python.ts';
import type { Session } from './session.ts';

/** A span cut out of a solution of HumanEval, from openai/human-eval-infilling (MIT). */
export interface SpanTask {
  readonly task_id: string;
  readonly entry_point: string;
  /** Text before and behind the hole. */
  readonly prompt: string;
  readonly suffix: string;
  readonly test: string;
}

export interface SpanResult extends Given {
  readonly side: string;
  readonly task: string;
  readonly verdict: Verdict;
}

/** pass@1 of the random spans: the bare model, and the pipeline where the user asks for a suggestion and takes it. */
export async function runHumanEval(session: Session): Promise<void> {
  const { engine, syntax, budget, options } = session;
  const all = shuffled(readTasks(options.data), ({ task_id }) => task_id, options.seed);
  const tasks = all.slice(0, options.count);
  const runs = variants(options.without, options.each).map((variant) => ({
    side: variant.name,
    run: pipeline(engine, syntax, budget, variant),
  }));

  const results: SpanResult[] = [];
  for (const [index, task] of tasks.entries()) {
    const place = placeOf(task);
    // Sides often say the same, and the tests of one program always end alike.
    const known = new Map<string, Promise<Verdict>>();
    const add = async (side: string, given: Given) => {
      const program = programOf(task, given);
      const verdict = known.get(program) ?? runPython(program);
      known.set(program, verdict);
      results.push({ ...given, side, task: task.task_id, verdict: await verdict });
    };
    await add('raw', await rawAnswer(engine, place, budget));
    for (const { side, run } of runs) await add(side, await run(place));
    session.progress(index + 1, tasks.length);
  }

  session.heading('HumanEval random spans (light), Python, asked for', tasks.length);
  const rows = session.table('pass@1, raw and pipeline', passRates(results));
  session.report('humaneval', { rows, spans: results });
}

export function readTasks(file: string): SpanTask[] {
  if (!fs.existsSync(file)) {
    throw new Error(`the HumanEval spans are not at ${file}; name the file with --data, or choose --set holes`);
  }
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => task(JSON.parse(line)));
}

const FIELDS = ['task_id', 'entry_point', 'prompt', 'suffix', 'test'] as const;

function task(value: unknown): SpanTask {
  const fields = FIELDS.map((name): [string, unknown] => [
    name,
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined,
  ]);
  const wrong = fields.find(([, text]) => typeof text !== 'string');
  if (wrong) throw new Error(`a span has no text "${wrong[0]}"`);
  return Object.fromEntries(fields) as unknown as SpanTask;
}

export function placeOf({ task_id, prompt, suffix }: SpanTask): Place {
  return {
    uri: `file:///eval/${task_id}.py`,
    languageId: 'python',
    text: prompt + suffix,
    offset: prompt.length,
    trigger: 'invoked',
  };
}

/** What must exit with 0. */
export function programOf(span: SpanTask, given: Given): string {
  return `${taken(placeOf(span), given)}\n${span.test}\ncheck(${span.entry_point})`;
}

/** One row per side. */
export function passRates(results: readonly SpanResult[]): Record<string, Row> {
  const passedBy = (side: string) =>
    new Set(
      results.filter((result) => result.side === side && result.verdict === 'passed').map((result) => result.task),
    );
  const pipelinePassed = passedBy('pipeline');
  const rows = [...new Set(results.map(({ side }) => side))].map((side): [string, Row] => {
    const mine = results.filter((result) => result.side === side);
    const offered = mine.filter(({ text }) => text !== '');
    const passed = passedBy(side);
    return [
      side,
      {
        n: mine.length,
        offered: offered.length,
        passed: passed.size,
        'pass@1 %': percent(passed.size, mine.length),
        'pass % of offered': percent(offered.filter(({ verdict }) => verdict === 'passed').length, offered.length),
        'only pipeline passes': [...pipelinePassed].filter((id) => !passed.has(id)).length,
        'only this passes': [...passed].filter((id) => !pipelinePassed.has(id)).length,
      },
    ];
  });
  return Object.fromEntries(rows);
}
