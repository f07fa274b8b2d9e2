/**
 * `npm run eval`: how good the suggestions are, with the real model: the bare model and the product's pipeline side by side,
 * greedily and repeatably. Prints tables and writes `out/eval-<set>.json`. `--help` lists the options.
 *
 * The HumanEval set executes code that the model wrote, as this user; see eval/run-python.ts.
 */
import type { PromptBudget } from '../src/assistant/completion/prompt.ts';
import { syntaxTrees } from '../src/server/runtime.ts';
import { runHoles } from './eval/hole-set.ts';
import { runHumanEval } from './eval/humaneval.ts';
import { runLayouts } from './eval/layouts.ts';
import { readOptions, USAGE, type EvalOptions, type SetName } from './eval/options.ts';
import { session, type Session } from './eval/session.ts';
import { RecordedEngine } from './eval/recorded-engine.ts';
import { runScript } from './main.ts';
import { openEngine } from './setup.ts';

/** Not what this machine would read in time, or every machine would have its own result. As on a fast laptop. */
const BUDGET_TOKENS = 640;
/** Nor what it measures at every load: the length of drafts decides which way ties fall. As on two cores of an EPYC. */
const BATCH_COSTS = { of4: 2.5, of8: 3.7 };

const RUNS: Record<SetName, (session: Session) => Promise<void>> = {
  humaneval: runHumanEval,
  holes: runHoles,
  layouts: runLayouts,
};

function split(total: number): PromptBudget {
  const suffixTokens = Math.round(total * 0.2); // as budgetFor() does
  return { prefixTokens: total - suffixTokens, suffixTokens };
}

async function evaluate(options: EvalOptions): Promise<void> {
  const engine = await openEngine(options.model, { batchCosts: BATCH_COSTS });
  const syntax = syntaxTrees();
  try {
    const facts = await engine.load();
    const recorded = new RecordedEngine(engine);
    const shared = session({
      engine: recorded,
      facts,
      syntax,
      budget: split(options.budget ?? BUDGET_TOKENS),
      options,
    });
    for (const set of options.sets) await RUNS[set](shared);
    if (recorded.differing > 0) console.log(`${recorded.differing} answers went another way when they were read on.`);
  } finally {
    engine.dispose();
    await syntax.dispose();
  }
}

const args = process.argv.slice(2);
await runScript(async () => {
  if (args.includes('--help')) console.log(USAGE);
  else await evaluate(readOptions(args));
});
