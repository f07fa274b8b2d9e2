/** How much a user wants to see while typing. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/**
 * The confidence (product of the probabilities of the first line's tokens, 0 to 1) from which an automatic suggestion is
 * shown. `npm run eval -- --set holes --half tune` tells for each share of the surest suggestions how many were exactly right
 * and from which confidence on; the numbers depend on the model and on the candidates that its probabilities are taken
 * among (the 40 likeliest). On 32 holes the precision was 50 % at 0.08 and at 0.27, 63 % at 0.46 and 69 % at 0.6: too few to
 * do more than leave out what is hardly ever right.
 */
export const MINIMUM_CONFIDENCE: Readonly<Record<Mode, number>> = { eager: 0.08, balanced: 0.2, quiet: 0.6 };

/** The threshold of a mode, unless a number was set instead. */
export function minimumConfidence(mode: Mode, override: number | null): number {
  return override ?? MINIMUM_CONFIDENCE[mode];
}
