import type { PromptBudget } from '../../src/assistant/completion/prompt.ts';
import { anchoredPrompt } from '../../src/assistant/completion/prompt.ts';
import type { EngineClient } from '../../src/engine/client.ts';
import { corpus, holes, type Hole } from '../corpus.ts';
import { contextOf } from '../eval/layouts.ts';

/** Prompts that a full run asks: 67 of each language. */
const PER_LANGUAGE = 67;
const SEED = 5;
/** A fixed size, not the machine's own: the answers, and so what drafts are worth, must not depend on its speed. */
const BUDGET: PromptBudget = { prefixTokens: 200, suffixTokens: 56 };

export interface BenchPrompt {
  readonly hole: Hole;
  readonly prompt: Int32Array;
  readonly typed: string;
}

/** The holes number `from` to `from + count`, languages in turn; the same ones in every run. */
export function promptHoles(from: number, count: number): Hole[] {
  const all = holes(corpus(), PER_LANGUAGE, SEED);
  const inTurn = Array.from({ length: PER_LANGUAGE }, (_, place) =>
    [0, 1, 2].flatMap((language) => all.slice(language * PER_LANGUAGE + place, language * PER_LANGUAGE + place + 1)),
  ).flat();
  return inTurn.slice(from, from + count);
}

/** The prompt as the product lays it out. */
export async function promptOf(engine: EngineClient, hole: Hole): Promise<BenchPrompt> {
  const { anchor, typed } = await anchoredPrompt(engine, contextOf(hole), BUDGET, [], new AbortController().signal);
  return { hole, prompt: anchor.prompt, typed };
}
