import type { Engine } from '../../engine/types.ts';
import type { Problem } from './types.ts';

/** A hole in a text, and how what fills it begins. */
export interface Hole {
  /** UTF-16 indices of what the hole takes the place of. */
  readonly start: number;
  readonly end: number;
  /** Follows what is before the hole, and is part of the result. */
  readonly typed: string;
  /** Follows the hole, before the rest of the text. */
  readonly behind?: string;
}

export interface Filling {
  /** Less `typed`. */
  readonly text: string;
  /** Product of the probabilities of its first line. */
  readonly probability: number;
}

export interface FillOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
  readonly maxTokens: number;
  /** Ends at the first line break. */
  readonly firstLineOnly: boolean;
  /** Other ways of the first line that are followed, at most. */
  readonly alternatives: number;
}

/**
 * Characters of context around a problem: about 300 and 120 tokens, the nearest count most, and cold ones cost 4 ms each on two
 * cores. All holes in this window see the same beginning of it, so that it is read once.
 */
const BEFORE_CHARACTERS = 1100;
const AFTER_CHARACTERS = 450;
/** Less likely ways are not followed. */
const LEAST_PROBABILITY = 0.01;

/**
 * What the model puts into a hole, its own choice first, then the likeliest other ways. Holes with the same `before` and `after` share
 * their prompt, so that trying another `typed` costs a few tokens only.
 */
export async function fillings(
  problem: Problem,
  hole: Hole,
  options: FillOptions,
  signal: AbortSignal,
): Promise<Filling[]> {
  const { engine } = options;
  if (engine.model.fim === undefined) return [];
  const prompt = await holePrompt(engine, problem, hole, signal);
  const first = await fill(prompt, hole.typed, options, options.alternatives > 0, signal);
  if (first === undefined) return [];
  const found = [first];
  for (const branch of first.branches.slice(0, options.alternatives)) {
    if (signal.aborted || branch.score < LEAST_PROBABILITY) break;
    const other = await fill(prompt, hole.typed + branch.text, options, false, signal);
    if (other) found.push({ ...other, text: branch.text + other.text, probability: branch.score * other.probability });
  }
  return found.map(({ text, probability }) => ({ text, probability }));
}

async function fill(
  prompt: Int32Array,
  typed: string,
  { engine, maxStepMs, maxTokens, firstLineOnly }: FillOptions,
  branches: boolean,
  signal: AbortSignal,
) {
  let text = '';
  let probability = 1;
  const result = await engine.generate(
    { prompt, typed, priority: 'work', maxTokens, firstLineOnly, maxStepMs, ...(branches && { branches }) },
    signal,
    (piece) => {
      if (!text.trimStart().includes('\n')) probability *= piece.probability;
      text += piece.text;
    },
  );
  if (result.end === 'cancelled') return undefined;
  return { text, probability, branches: result.branches ?? [], end: result.end };
}

/** `PRE before SUF after MID`, cut to what counts, at line breaks; what is before alone, for a model that cannot fill in. */
export async function holePrompt(
  engine: Engine,
  { text, diagnostic }: Problem,
  { start, end, behind = '' }: Pick<Hole, 'start' | 'end' | 'behind'>,
  signal: AbortSignal,
): Promise<Int32Array> {
  const { fim } = engine.model;
  const usual = windowAround(text, diagnostic.start);
  const isInside = usual.start <= start && start <= usual.end;
  const window = isInside ? usual : windowAround(text, start);
  const before = text.slice(window.start, start);
  const after = behind + text.slice(end, Math.max(end, window.end));
  const [prefix = [], suffix = []] = await engine.tokenize([before, after], signal);
  if (fim === undefined) return Int32Array.from(prefix);
  return Int32Array.from([fim.prefix, ...prefix, fim.suffix, ...suffix, fim.middle]);
}

/** Whole lines around a place. */
function windowAround(text: string, at: number): { readonly start: number; readonly end: number } {
  const from = at - BEFORE_CHARACTERS;
  const start = from <= 0 ? 0 : text.indexOf('\n', from) + 1;
  const lineEnd = text.lastIndexOf('\n', at + AFTER_CHARACTERS) + 1;
  return {
    start: start > at ? from : start,
    end: lineEnd <= at ? Math.min(text.length, at + AFTER_CHARACTERS) : lineEnd,
  };
}
