/**
 * `npm run eval [-- --count 40 --seed 1 --budget 640 --layouts 'anchored and healed']`: exact match of the rest of the line at mid-line cursors in real code,
 * the anchored prompt with and without healing against the usual layout; greedy, same model, same token budget.
 */
import { parseArgs } from 'node:util';
import type { EngineClient } from '../src/engine/client.ts';
import { cursorContext } from '../src/assistant/completion/cursor-context.ts';
import { anchoredPrompt, budgetFor, suffixOf, type PromptBudget } from '../src/assistant/completion/prompt.ts';
import type { GenerateTiming } from '../src/engine/types.ts';
import { corpus, holes, type Hole } from './corpus.ts';
import { openEngine, machine, writeReport } from './setup.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string' },
    layouts: { type: 'string', default: 'all' },
    model: { type: 'string' },
  },
});
const count = Number(values.count);
const never = new AbortController().signal;
const engine = await openEngine(values.model);
const facts = await engine.load();
/** As shipped for this machine, unless another one is asked for. */
const budget = values.budget === undefined ? budgetFor(facts) : split(Number(values.budget));

function split(total: number): PromptBudget {
  return { prefixTokens: Math.round(total * 0.8), suffixTokens: Math.round(total * 0.2) };
}

interface Answer {
  readonly text: string;
  readonly confidence: number;
  readonly timing: GenerateTiming;
}

type Layout = (engine: EngineClient, hole: Hole) => Promise<Answer>;

async function answer(engine: EngineClient, prompt: Int32Array, typed: string, heal: boolean): Promise<Answer> {
  let text = '';
  let confidence = 1;
  const { timing } = await engine.generate(
    { prompt, typed, heal, priority: 'completion', maxTokens: 64, firstLineOnly: true, maxStepMs: 10_000 },
    never,
    (piece) => {
      if (!text.includes('\n')) confidence *= piece.probability;
      text += piece.text;
    },
  );
  return { text: text.split('\n', 1)[0] ?? '', confidence, timing };
}

/** The document as it stands while the line is being typed: nothing behind the cursor on its line. */
const contextOf = ({ file, offset, expected }: Hole) =>
  cursorContext({
    uri: file.name,
    languageId: file.languageId,
    text: file.text.slice(0, offset) + file.text.slice(offset + expected.length),
    offset,
    trigger: 'automatic',
  });

const anchored =
  (heal: boolean): Layout =>
  async (engine, hole) => {
    const { anchor, typed } = await anchoredPrompt(engine, contextOf(hole), budget, [], never);
    return answer(engine, anchor.prompt, typed, heal);
  };

/** `PRE prefix SUF suffix MID`, the prefix ending at the cursor: what llama.vscode, Tabby and Continue send. */
const usual: Layout = async (engine, hole) => {
  const context = contextOf(hole);
  const { fim } = engine.model;
  if (fim === undefined) throw new Error('this evaluation needs a model with fill-in-the-middle tokens');
  const near = context.before.slice(-budget.prefixTokens * 8);
  const [prefix, suffix] = await engine.tokenize([near, suffixOf(context).slice(0, budget.suffixTokens * 8)]);
  const prompt = [
    fim.prefix,
    ...(prefix ?? []).slice(-budget.prefixTokens),
    fim.suffix,
    ...(suffix ?? []).slice(0, budget.suffixTokens),
    fim.middle,
  ];
  return answer(engine, Int32Array.from(prompt), '', false);
};

const ALL_LAYOUTS: Record<string, Layout> = {
  'usual layout': usual,
  'anchored, not healed': anchored(false),
  'anchored and healed': anchored(true),
};

const LAYOUTS = Object.fromEntries(
  Object.entries(ALL_LAYOUTS).filter(([name]) => values.layouts === 'all' || name === values.layouts),
);

const files = corpus();
const all = holes(files, count, Number(values.seed));
const rows: Record<string, unknown>[] = [];
const results: { layout: string; hole: Hole; answer: Answer; right: boolean }[] = [];
for (const [index, hole] of all.entries()) {
  for (const [layout, run] of Object.entries(LAYOUTS)) {
    const given = await run(engine, hole);
    results.push({ layout, hole, answer: given, right: given.text.trimEnd() === hole.expected.trimEnd() });
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${all.length} `);
}
for (const language of [...new Set(files.map((file) => file.languageId)), 'all']) {
  const row: Record<string, unknown> = { language };
  for (const layout of Object.keys(LAYOUTS)) {
    const mine = results.filter(
      (result) => result.layout === layout && (language === 'all' || result.hole.file.languageId === language),
    );
    row['n'] = mine.length;
    row[layout] = mine.filter(({ right }) => right).length;
  }
  rows.push(row);
}
console.log('Exact match of the rest of the line, of n mid-line cursors; budget', budget);
console.table(rows);

const healed = results
  .filter(({ layout }) => layout === 'anchored and healed')
  .sort((a, b) => b.answer.confidence - a.answer.confidence);
const confidence = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => {
  const surest = healed.slice(0, Math.max(1, Math.round(healed.length * share)));
  const threshold = surest.at(-1)?.answer.confidence ?? 0;
  const exact = surest.filter(({ right }) => right).length / surest.length;
  return { share, threshold: threshold.toFixed(3), exact: exact.toFixed(3) };
});
console.log(
  'Anchored and healed: the surest share of answers, the confidence it begins at, how many are exactly right',
);
console.table(confidence);
writeReport('eval', {
  machine: machine(facts),
  budget,
  seed: Number(values.seed),
  rows,
  confidence,
  // Which lines were right, so that two runs can be compared hole by hole.
  holes: results.map(({ layout, hole, answer: given, right }) => ({
    layout,
    file: hole.file.name,
    offset: hole.offset,
    expected: hole.expected,
    text: given.text,
    right,
  })),
});
engine.dispose();
