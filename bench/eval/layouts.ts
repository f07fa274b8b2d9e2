/**
 * Exact match of the rest of the line at mid-line cursors in real code: the anchored prompt with and without healing
 * against the usual layout; greedy, same model, same token budget. No filters: this compares prompts alone.
 */
import { cursorContext } from '../../src/assistant/completion/cursor-context.ts';
import { anchoredPrompt, budgetFor, suffixOf, type PromptBudget } from '../../src/assistant/completion/prompt.ts';
import type { Engine, GenerateTiming } from '../../src/engine/types.ts';
import { corpus, holes, type Hole } from '../corpus.ts';
import { usualPrompt } from './raw.ts';
import { percent } from './results.ts';
import type { Session } from './session.ts';

/** Holes per language, unless `--count` says otherwise. */
const HOLES = 40;
const never = new AbortController().signal;

interface Answer {
  readonly text: string;
  readonly confidence: number;
  readonly timing: GenerateTiming;
}

type Layout = (engine: Engine, hole: Hole, budget: PromptBudget) => Promise<Answer>;

async function answer(engine: Engine, prompt: Int32Array, typed: string, heal: boolean): Promise<Answer> {
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
export const contextOf = ({ file, offset, expected }: Hole) =>
  cursorContext({
    uri: file.name,
    languageId: file.languageId,
    text: file.text.slice(0, offset) + file.text.slice(offset + expected.length),
    offset,
    trigger: 'automatic',
  });

const anchored =
  (heal: boolean): Layout =>
  async (engine, hole, budget) => {
    const { anchor, typed } = await anchoredPrompt(engine, contextOf(hole), budget, [], never);
    return answer(engine, anchor.prompt, typed, heal);
  };

/** `PRE prefix SUF suffix MID`, the prefix ending at the cursor: what llama.vscode, Tabby and Continue send. */
const usual: Layout = async (engine, hole, budget) => {
  const context = contextOf(hole);
  return answer(engine, await usualPrompt(engine, context.before, suffixOf(context), budget), '', false);
};

const ALL_LAYOUTS: Record<string, Layout> = {
  'usual layout': usual,
  'anchored, not healed': anchored(false),
  'anchored and healed': anchored(true),
};

interface Result {
  readonly layout: string;
  readonly hole: Hole;
  readonly answer: Answer;
  readonly right: boolean;
}

export async function runLayouts(session: Session): Promise<void> {
  const { engine, facts, options } = session;
  // As shipped for this machine, unless another one is asked for.
  const budget = options.budget === undefined ? budgetFor(facts) : session.budget;
  const layouts = Object.entries(ALL_LAYOUTS).filter(([name]) => ['all', name].includes(options.layouts));
  const all = holes(corpus(), options.count ?? HOLES, Number(options.seed));
  const results: Result[] = [];
  for (const [index, hole] of all.entries()) {
    for (const [layout, run] of layouts) {
      const given = await run(engine, hole, budget);
      results.push({ layout, hole, answer: given, right: given.text.trimEnd() === hole.expected.trimEnd() });
    }
    session.progress(index + 1, all.length);
  }

  session.heading('Prompt layouts: exact match of the rest of the line at mid-line cursors', all.length);
  const rows = session.table(
    `Exact matches with ${budget.prefixTokens} + ${budget.suffixTokens} tokens of context`,
    byLanguage(results),
  );
  const confidence = session.table(
    'Anchored and healed: the surest share of answers, the confidence it begins at, how many are exactly right',
    surest(results.filter(({ layout }) => layout === 'anchored and healed')),
  );
  session.report('layouts', {
    layoutBudget: budget,
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
}

function byLanguage(results: readonly Result[]): Record<string, unknown>[] {
  const languages = [...new Set(results.map(({ hole }) => hole.file.languageId)), 'all'];
  return languages.map((language) => {
    const row: Record<string, unknown> = { language };
    for (const layout of new Set(results.map((result) => result.layout))) {
      const mine = results.filter(
        (result) => result.layout === layout && (language === 'all' || result.hole.file.languageId === language),
      );
      row['n'] = mine.length;
      row[layout] = mine.filter(({ right }) => right).length;
    }
    return row;
  });
}

function surest(results: readonly Result[]): Record<string, number>[] {
  const sorted = [...results].sort((a, b) => b.answer.confidence - a.answer.confidence);
  return [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => {
    const taken = sorted.slice(0, Math.max(1, Math.round(sorted.length * share)));
    const threshold = Number((taken.at(-1)?.answer.confidence ?? 0).toFixed(3));
    return { share, threshold, 'exact %': percent(taken.filter(({ right }) => right).length, taken.length) };
  });
}
