import type { PromptBudget } from '../../src/assistant/completion/prompt.ts';
import type { Engine } from '../../src/engine/types.ts';
import type { Given, Place } from './place.ts';

/** Tokens after which the bare model is stopped: the longest hole has about as many. */
const MOST_TOKENS = 128;
/** Longer than any token of code, so that the cut text holds the budget's tokens. */
const CHARACTERS_PER_TOKEN = 8;
/** Nothing is cancelled here: a prompt is read in as large steps as the machine likes, always the same ones. */
export const STEP_MS = 10_000;
const never = new AbortController().signal;

/** `PRE prefix SUF suffix MID`, the prefix ending at the cursor: what llama.vscode, Tabby and Continue send. */
export async function usualPrompt(
  engine: Engine,
  before: string,
  after: string,
  budget: PromptBudget,
): Promise<Int32Array> {
  const { fim } = engine.model;
  if (fim === undefined) throw new Error('this evaluation needs a model with fill-in-the-middle tokens');
  const [prefix, suffix] = await engine.tokenize([
    before.slice(-budget.prefixTokens * CHARACTERS_PER_TOKEN),
    after.slice(0, budget.suffixTokens * CHARACTERS_PER_TOKEN),
  ]);
  return Int32Array.from([
    fim.prefix,
    ...(prefix ?? []).slice(-budget.prefixTokens),
    fim.suffix,
    ...(suffix ?? []).slice(0, budget.suffixTokens),
    fim.middle,
  ]);
}

/** The bare model at a place: the usual prompt, greedily, up to its own stop token or the limit, and nothing else. */
export async function rawAnswer(engine: Engine, place: Place, budget: PromptBudget): Promise<Given> {
  const { text, offset } = place;
  const prompt = await usualPrompt(engine, text.slice(0, offset), text.slice(offset), budget);
  let answer = '';
  let confidence = 1;
  await engine.generate(
    {
      prompt,
      typed: '',
      heal: false,
      priority: 'completion',
      maxTokens: MOST_TOKENS,
      firstLineOnly: false,
      maxStepMs: STEP_MS,
    },
    never,
    (piece) => {
      if (!answer.trimStart().includes('\n')) confidence *= piece.probability;
      answer += piece.text;
    },
  );
  return { text: answer, replaced: 0, confidence };
}

/** The same answer cut at its first line break, as any plug-in for single lines would. */
export function cutAtLine(given: Given): Given {
  return { ...given, text: given.text.split('\n', 1)[0] ?? '' };
}
