import type { Engine, EngineFacts } from '../../engine/types.ts';
import { anchorNow, newAnchorAt, prefixStart, wholeCharacter, type Anchor } from './anchor.ts';
import { isOnlyClosers } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** Tokens of prompt to spend before and behind the cursor. */
export interface PromptBudget {
  readonly prefixTokens: number;
  readonly suffixTokens: number;
}

/**
 * Seconds of reading that a cold prompt may cost at the machine's measured prefill rate. In steps short enough to cancel
 * within 50 ms it takes two to three times as long on a slow machine. Measured with 640, 320 and 160 tokens on 48 mid-line
 * cursors: 28, 26 and 22 exact matches.
 */
const COLD_PROMPT_SECONDS = 1.2;
/** Less context than the least is worth little on any machine; more than the most was not measured. */
const FEWEST_TOKENS = 192;
const MOST_TOKENS = 1024;
const SUFFIX_SHARE = 0.2;
/** Characters per token of code: a high guess, so that one tokenisation usually yields enough. */
const CHARACTERS_PER_TOKEN = 4;

/** Tokens between anchor and cursor beyond which the anchor moves: one sequence holds them, the prompt and the answer. */
const MOST_TYPED_TOKENS = 512;
/** Where text has so many tokens, about a character each, the new anchor lies no further from the cursor. */
const DENSE_TEXT_CHARACTERS = 256;

/** Budget from what this machine reads in the time a user waits, not from a constant. */
export function budgetFor(facts: Pick<EngineFacts, 'prefillRate' | 'contextTokens'>): PromptBudget {
  const most = Math.min(MOST_TOKENS, Math.floor(facts.contextTokens / 2));
  const tokens = Math.min(most, Math.max(FEWEST_TOKENS, Math.round(facts.prefillRate * COLD_PROMPT_SECONDS)));
  const suffixTokens = Math.round(tokens * SUFFIX_SHARE);
  return { prefixTokens: tokens - suffixTokens, suffixTokens };
}

export interface AnchoredPrompt {
  readonly anchor: Anchor;
  /** Text between the anchor and the cursor. */
  readonly typed: string;
}

/** The prompt for the cursor: the last anchor's where it still holds, a new one's otherwise. */
export async function anchoredPrompt(
  engine: Engine,
  context: CursorContext,
  budget: PromptBudget,
  last: Anchor | undefined,
  signal: AbortSignal,
): Promise<AnchoredPrompt> {
  const { before } = context;
  const behind = engine.model.fim === undefined ? '' : suffixOf(context);
  const suffix = head(behind, budget.suffixTokens * CHARACTERS_PER_TOKEN);
  const documentLength = before.length + context.after.length;
  const tooDense = (from: number) => isTooDense(engine, before.slice(from), signal);
  const at = last && anchorNow(last, before, suffix, documentLength);
  if (last && at !== undefined && !(await tooDense(at))) {
    return { anchor: { ...last, at, documentLength }, typed: before.slice(at) };
  }

  const usualAt = newAnchorAt(before);
  const newAt = (await tooDense(usualAt)) ? newAnchorAt(before, DENSE_TEXT_CHARACTERS) : usualAt;
  const start = await affordableStart(engine, before, newAt, budget.prefixTokens, signal);
  const prefix = before.slice(start, newAt);
  const [prefixTokens, suffixTokens] = await engine.tokenize([prefix, suffix], signal);
  const prompt = layOut(
    engine,
    [...(prefixTokens ?? [])].slice(-budget.prefixTokens),
    [...(suffixTokens ?? [])].slice(0, budget.suffixTokens),
  );
  return { anchor: { at: newAt, prefix, suffix, documentLength, prompt }, typed: before.slice(newAt) };
}

/**
 * What the model sees behind the cursor. Closers that the editor typed by itself are left out: they come and go with
 * every bracket, and would change the whole prompt each time.
 */
export function suffixOf(context: CursorContext): string {
  return isOnlyClosers(context.lineRest) ? context.below : context.after;
}

/** Fill-in-the-middle order (prefix, suffix, middle), or the bare prefix for a model that was not trained for it. */
function layOut(engine: Engine, prefix: readonly number[], suffix: readonly number[]): Int32Array {
  const { fim } = engine.model;
  return fim === undefined
    ? Int32Array.from(prefix)
    : Int32Array.from([fim.prefix, ...prefix, fim.suffix, ...suffix, fim.middle]);
}

/** Whether text behind the anchor has too many tokens, as digits and emoji do. */
async function isTooDense(engine: Engine, typed: string, signal: AbortSignal): Promise<boolean> {
  if (typed.length <= MOST_TYPED_TOKENS) return false; // nearly every token has a character at least
  const [tokens] = await engine.tokenize([typed], signal);
  return (tokens?.length ?? 0) > MOST_TYPED_TOKENS;
}

/** The earliest block start from which the text up to `at` costs no more than `tokens`. */
async function affordableStart(
  engine: Engine,
  before: string,
  at: number,
  tokens: number,
  signal: AbortSignal,
): Promise<number> {
  const widest = prefixStart(before, at, tokens * CHARACTERS_PER_TOKEN);
  const [read] = await engine.tokenize([before.slice(widest, at)], signal);
  const count = read?.length ?? 0;
  if (count <= tokens) return widest;
  return prefixStart(before, at, Math.floor(((at - widest) * tokens) / count));
}

/** The first characters of `text`, up to a line end where one is near. */
function head(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const lineEnd = text.lastIndexOf('\n', characters);
  return text.slice(0, lineEnd > characters / 2 ? lineEnd : wholeCharacter(text, characters));
}
