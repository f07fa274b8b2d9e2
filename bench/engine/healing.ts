import type { PromptBudget } from '../../src/assistant/completion/prompt.ts';
import { anchoredPrompt } from '../../src/assistant/completion/prompt.ts';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateTiming } from '../../src/engine/types.ts';
import { corpus, holes, type Hole } from '../corpus.ts';
import { contextOf } from '../eval/layouts.ts';
import { spread } from '../statistics.ts';

const BUDGET: PromptBudget = { prefixTokens: 274, suffixTokens: 68 };
const MOST_TOKENS = 48;
const never = new AbortController().signal;

interface Said {
  readonly right: boolean;
  readonly timing: GenerateTiming;
}

/**
 * "A cursor inside a token loses nothing against a cursor at a word's start": the same rests of lines with the cursor inside
 * a word and at that word's start. What is right at the start and wrong inside was lost by typing on.
 */
export async function healingPart(engine: EngineClient, perLanguage: number): Promise<Record<string, unknown>> {
  const inside: Said[] = [];
  const atStart: Said[] = [];
  const rows: Record<string, unknown>[] = [];
  for (const hole of holes(corpus(), perLanguage, 11).filter(isInsideWord)) {
    const start = await answer(engine, atWordStart(hole));
    const within = await answer(engine, hole);
    atStart.push(start);
    inside.push(within);
    rows.push({ file: hole.file.name, offset: hole.offset, atStart: start.right, inside: within.right });
  }
  const count = (of: (row: number) => boolean) => inside.filter((_, row) => of(row)).length;
  const table = {
    n: inside.length,
    'right inside the word': count((row) => inside[row]?.right === true),
    'right at its start': count((row) => atStart[row]?.right === true),
    'right at the start, wrong inside': count((row) => atStart[row]?.right === true && inside[row]?.right === false),
  };
  const costs = {
    'inside: first token, ms': spread(inside.map(({ timing }) => timing.ttftMs)),
    'inside: tokens read': spread(
      inside.map(({ timing }) => timing.promptTokensEvaluated),
      1,
    ),
  };
  console.log('\nThe rest of the line, cursor inside a word and at the word’s start; exact, greedy');
  console.table([table]);
  console.table(costs);
  return { summary: table, costs, holes: rows };
}

/** A letter before the cursor and one behind, the word having begun in this line. */
function isInsideWord({ file: { text }, offset }: Hole): boolean {
  return /[\w$]$/.test(text.slice(0, offset)) && /^[\w$]/.test(text.slice(offset));
}

function atWordStart(hole: Hole): Hole {
  const typed = /[\w$]+$/.exec(hole.file.text.slice(0, hole.offset))?.[0] ?? '';
  return { ...hole, offset: hole.offset - typed.length, expected: typed + hole.expected };
}

async function answer(engine: EngineClient, hole: Hole): Promise<Said> {
  const { anchor, typed } = await anchoredPrompt(engine, contextOf(hole), BUDGET, [], never);
  let text = '';
  const { timing } = await engine.generate(
    {
      ...{ prompt: anchor.prompt, typed, drafts: false, priority: 'completion' },
      ...{ maxTokens: MOST_TOKENS, firstLineOnly: true, maxStepMs: 10_000 },
    },
    never,
    (piece) => {
      text += piece.text;
    },
  );
  const [line = ''] = text.split('\n', 1);
  return { right: line.trimEnd() === hole.expected.trimEnd(), timing };
}
