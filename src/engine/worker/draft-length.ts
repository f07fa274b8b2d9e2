import type { BatchCosts } from '../types.ts';

/** A draft is worth its risk where it is expected to gain at least so much: the keep rate is only an estimate. */
const LEAST_GAIN = 1.05;

/**
 * The length of draft that gives most tokens for its cost; 0 where a single token does. Each drafted token is right with the
 * probability `keepRate` if those before it were. Only lengths whose batch (the token before and the draft) was measured:
 * costs do not lie on a line, two tokens may cost more than twice one.
 */
export function bestDraftLength({ of4, of8 }: BatchCosts, keepRate: number): 0 | 3 | 7 {
  const [short, long] = [expectedTokens(keepRate, 3) / of4, expectedTokens(keepRate, 7) / of8];
  if (Math.max(short, long) < LEAST_GAIN) return 0;
  return long > short ? 7 : 3;
}

/**
 * The costs of batches that are done within `maxStepMs`, where a single token takes `tokenMs`; the others are infinite. A
 * batch that takes longer is evaluated in several steps, which costs more than its tokens one by one.
 */
export function costsWithin(maxStepMs: number, tokenMs: number, { of4, of8 }: BatchCosts): BatchCosts {
  const within = (cost: number) => (cost * tokenMs <= maxStepMs ? cost : Infinity);
  return { of4: within(of4), of8: within(of8) };
}

/** Tokens that a pass with a draft gives: one, and the drafted ones up to the first that is wrong. */
function expectedTokens(keepRate: number, length: number): number {
  let tokens = 1;
  for (let place = 1; place <= length; place++) tokens += keepRate ** place;
  return tokens;
}
