import type { ScoreRequest } from '../types.ts';
import type { Candidate } from './healing.ts';
import type { PromptSequence, StepPolicy } from './prompt-sequence.ts';

/** Of the last candidate's probability: what a token counts that is no candidate. */
const BEYOND_CANDIDATES = 0.5;
const LEAST_PROBABILITY = 1e-7;

/**
 * How likely each token of each continuation is, as natural logarithms (`Engine.score`). One after the other in the order
 * of their tokens, so that each finds in place what it has in common with the one before. Throws `Cancelled`.
 */
export async function score(
  { prompt, continuations, priority, maxStepMs }: ScoreRequest,
  sequence: PromptSequence,
  contextTokens: number,
  signal: AbortSignal,
): Promise<number[][]> {
  if (prompt.length === 0) throw new RangeError('without a prompt nothing can be scored');
  const most = prompt.length + Math.max(0, ...continuations.map(({ length }) => length));
  if (most > contextTokens) {
    throw new RangeError(`the prompt and a continuation (${most} tokens) do not fit ${contextTokens} tokens`);
  }
  const policy: StepPolicy = { priority, maxStepMs, signal };
  const scores = new Map<Int32Array, number[]>();
  for (const continuation of [...continuations].sort(inOrder)) {
    scores.set(continuation, await scoreOne([...prompt], continuation, sequence, policy));
  }
  return continuations.map((continuation) => scores.get(continuation) ?? []);
}

async function scoreOne(
  prompt: readonly number[],
  continuation: Int32Array,
  sequence: PromptSequence,
  policy: StepPolicy,
): Promise<number[]> {
  if (continuation.length === 0) return [];
  // After the last token nothing is asked.
  const read = [...prompt, ...continuation.slice(0, -1)];
  await sequence.candidatesAt(prompt.length - 1, read, policy);
  return Array.from(continuation, (token, place) => {
    const candidates = sequence.seenAfter(read.slice(0, prompt.length + place));
    if (candidates === undefined) throw new Error('a position that was read has no candidates');
    return logarithm(candidates, token);
  });
}

function logarithm(candidates: readonly Candidate[], token: number): number {
  const known = candidates.find((candidate) => candidate.token === token)?.probability;
  const probability = known ?? BEYOND_CANDIDATES * (candidates.at(-1)?.probability ?? 0);
  return Math.log(Math.max(LEAST_PROBABILITY, probability));
}

function inOrder(a: Int32Array, b: Int32Array): number {
  const differs = a.findIndex((token, place) => token !== b[place]);
  return differs < 0 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}
