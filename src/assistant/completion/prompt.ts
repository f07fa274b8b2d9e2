import type { Engine, EngineFacts } from '../../engine/types.ts';
import { anchorNow, newAnchorAt, prefixStart, wholeCharacter, type Anchor } from './anchor.ts';
import { isOnlyClosers } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** Tokens of prompt to spend before and behind the cursor. */
export interface PromptBudget {
  readonly prefixTokens: number;
  readonly suffixTokens: number;
  /** Most text between a new anchor and the cursor, where it is less than usual; in characters. */
  readonly typedCharacters?: number;
  /** Such a prompt is only for the first answer at a place. */
  readonly provisional?: boolean;
}

/**
 * Seconds of reading that a cold prompt may cost at the machine's measured prefill rate. In steps short enough to cancel
 * within 50 ms it takes two to three times as long on a slow machine. Measured with 640, 320 and 160 tokens on 48 mid-line
 * cursors: 28, 26 and 22 exact matches.
 */
const COLD_PROMPT_SECONDS = 1.2;
/**
 * The same for the first answer at a new place, whose small prompt is read while the user waits: about 0.9 s in steps that
 * can be cancelled. The large one is read afterwards, when nobody waits.
 */
const FIRST_PROMPT_SECONDS = 0.45;
const FEWEST_FIRST_TOKENS = 96;
/** Of a first prompt: what of it may lie between anchor and cursor. The rest stands before the anchor. */
const FIRST_TYPED_SHARE = 0.35;
/** A first prompt that is nearly as large is not worth a prompt of its own. */
const WORTH_TWO_PROMPTS = 0.7;
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

/** The smaller budget for the first answer at a new place, or undefined where the machine reads the usual one as soon. */
export function firstBudgetFor(facts: Pick<EngineFacts, 'prefillRate' | 'contextTokens'>): PromptBudget | undefined {
  const full = budgetFor(facts);
  const tokens = Math.max(FEWEST_FIRST_TOKENS, Math.round(facts.prefillRate * FIRST_PROMPT_SECONDS));
  if (tokens >= (full.prefixTokens + full.suffixTokens) * WORTH_TWO_PROMPTS) return undefined;
  const suffixTokens = Math.round(tokens * SUFFIX_SHARE);
  const typedTokens = Math.round(tokens * FIRST_TYPED_SHARE);
  return {
    prefixTokens: tokens - suffixTokens - typedTokens,
    suffixTokens,
    typedCharacters: typedTokens * CHARACTERS_PER_TOKEN,
    provisional: true,
  };
}

export interface AnchoredPrompt {
  readonly anchor: Anchor;
  /** Text between the anchor and the cursor. */
  readonly typed: string;
}

/** The prompt for the cursor: that of the first of `known` anchors that still holds, a new one otherwise. */
export async function anchoredPrompt(
  engine: Engine,
  context: CursorContext,
  budget: PromptBudget,
  known: readonly Anchor[],
  signal: AbortSignal,
): Promise<AnchoredPrompt> {
  const { before } = context;
  const behind = engine.model.fim === undefined ? '' : suffixOf(context);
  const documentLength = before.length + context.after.length;
  const tooDense = (from: number) => isTooDense(engine, before.slice(from), signal);
  for (const last of known) {
    const at = anchorNow(last, before, head(behind, last.suffixCharacters), documentLength);
    if (at === undefined || (await tooDense(at))) continue;
    return { anchor: { ...last, at, documentLength }, typed: before.slice(at) };
  }

  const usualAt = newAnchorAt(before, budget.typedCharacters);
  const newAt = (await tooDense(usualAt)) ? newAnchorAt(before, DENSE_TEXT_CHARACTERS) : usualAt;
  const start = await affordableStart(engine, before, newAt, budget.prefixTokens, signal);
  const prefix = before.slice(start, newAt);
  const suffixCharacters = budget.suffixTokens * CHARACTERS_PER_TOKEN;
  const suffix = head(behind, suffixCharacters);
  const [prefixTokens, suffixTokens] = await engine.tokenize([prefix, suffix], signal);
  const prompt = layOut(
    engine,
    [...(prefixTokens ?? [])].slice(-budget.prefixTokens),
    [...(suffixTokens ?? [])].slice(0, budget.suffixTokens),
  );
  const text = { prefix, suffix, suffixCharacters, documentLength };
  const anchor: Anchor = { at: newAt, ...text, prompt, ...(budget.provisional && { provisional: true }) };
  return { anchor, typed: before.slice(newAt) };
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
