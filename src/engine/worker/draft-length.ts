import type { BatchCosts } from '../types.ts';

/** A draft is worth its risk where it is expected to gain at least so much: the keep rate is only an estimate. */
const LEAST_GAIN = 1.05;

/** A size of batch that was measured. */
interface Batch {
  readonly tokens: number;
  readonly cost: number;
}

/**
 * The length of draft, `most` at most, that gives most tokens for its cost; 0 where a single token does. Each drafted token is
 * right with the probability `keepRate` if those before it were. Only lengths whose batch (the token before and the draft)
 * was measured, and `most` itself where it lies between two of these: two tokens may cost more than twice one, but from the
 * smallest batch measured on costs lie nearly on a line.
 */
export function bestDraftLength(costs: BatchCosts, keepRate: number, most: number): number {
  let best = 0;
  let bestGain = LEAST_GAIN;
  for (const { tokens, cost } of batchesFor(costs, most + 1)) {
    const gain = expectedTokens(keepRate, tokens - 1) / cost;
    if (!(gain > bestGain)) continue; // nor where a cost is not known
    best = tokens - 1;
    bestGain = gain;
  }
  return best;
}

/**
 * The costs of batches that are done within `maxStepMs`, where a single token takes `tokenMs`; the others are infinite. A
 * batch that takes longer is evaluated in several steps, which costs more than its tokens one by one.
 */
export function costsWithin(maxStepMs: number, tokenMs: number, costs: BatchCosts): BatchCosts {
  const within = (cost: number) => (cost * tokenMs <= maxStepMs ? cost : Infinity);
  const { of4, of8, of16, of32, of64 } = costs;
  return {
    of4: within(of4),
    of8: within(of8),
    ...(of16 !== undefined && { of16: within(of16) }),
    ...(of32 !== undefined && { of32: within(of32) }),
    ...(of64 !== undefined && { of64: within(of64) }),
  };
}

/** Those of `most` tokens at most, and the one of just so many if it lies between two that were measured. */
function batchesFor({ of4, of8, of16, of32, of64 }: BatchCosts, most: number): Batch[] {
  const measured = [
    { tokens: 4, cost: of4 },
    { tokens: 8, cost: of8 },
    { tokens: 16, cost: of16 ?? Infinity },
    { tokens: 32, cost: of32 ?? Infinity },
    { tokens: 64, cost: of64 ?? Infinity },
  ];
  const fitting = measured.filter(({ tokens }) => tokens <= most);
  const [below, above] = [fitting.at(-1), measured[fitting.length]];
  if (below === undefined || above === undefined || below.tokens === most) return fitting;
  const share = (most - below.tokens) / (above.tokens - below.tokens);
  return [...fitting, { tokens: most, cost: below.cost + share * (above.cost - below.cost) }];
}

/** Tokens that a pass with a draft gives: one, and the drafted ones up to the first that is wrong. */
function expectedTokens(keepRate: number, length: number): number {
  let tokens = 1;
  for (let place = 1; place <= length; place++) tokens += keepRate ** place;
  return tokens;
}
