import type { Engine } from '../../engine/types.ts';

/** A hole in a text, and how what fills it begins. */
export interface Hole {
  readonly before: string;
  readonly after: string;
  /** Follows `before`, and is part of the result. */
  readonly typed: string;
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

/** Tokens of context before and behind a hole. The ones nearest count most, and cold ones cost 4 ms each on two cores. */
const BEFORE_TOKENS = 420;
const AFTER_TOKENS = 180;
const CHARACTERS_PER_TOKEN = 4;
/** Less likely ways are not followed. */
const LEAST_PROBABILITY = 0.01;

/**
 * What the model puts into a hole, its own choice first, then the likeliest other ways. Holes with the same `before` and `after` share
 * their prompt, so that trying another `typed` costs a few tokens only.
 */
export async function fillings(hole: Hole, options: FillOptions, signal: AbortSignal): Promise<Filling[]> {
  const { engine } = options;
  if (engine.model.fim === undefined) return [];
  const prompt = await holePrompt(engine, hole.before, hole.after, signal);
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

/** `PRE before SUF after MID`, cut to what counts, at line breaks. */
export async function holePrompt(
  engine: Engine,
  before: string,
  after: string,
  signal: AbortSignal,
): Promise<Int32Array> {
  const { fim } = engine.model;
  if (fim === undefined) throw new Error('the model cannot fill in');
  const near = before.slice(-BEFORE_TOKENS * CHARACTERS_PER_TOKEN);
  const lineStart = near.length < before.length ? near.indexOf('\n') + 1 : 0;
  const behind = after.slice(0, AFTER_TOKENS * CHARACTERS_PER_TOKEN);
  const lineEnd = behind.length < after.length ? behind.lastIndexOf('\n') + 1 : behind.length;
  const [prefix = [], suffix = []] = await engine.tokenize([near.slice(lineStart), behind.slice(0, lineEnd)], signal);
  return Int32Array.from([
    fim.prefix,
    ...prefix.slice(-BEFORE_TOKENS),
    fim.suffix,
    ...suffix.slice(0, AFTER_TOKENS),
    fim.middle,
  ]);
}
