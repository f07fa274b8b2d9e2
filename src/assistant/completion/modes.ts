/** How much a user wants to see while typing. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/**
 * The confidence (product of the probabilities of the first line's tokens, 0 to 1) from which an automatic suggestion is
 * shown. To be calibrated with `npm run eval`, whose last table tells for each share of the surest suggestions how many
 * were exactly right and from which confidence on; the numbers depend on the model and on the candidates that its
 * probabilities are taken among (the 40 likeliest).
 */
export const MINIMUM_CONFIDENCE: Readonly<Record<Mode, number>> = { eager: 0.15, balanced: 0.35, quiet: 0.6 };

/** The threshold of a mode, unless a number was set instead. */
export function minimumConfidence(mode: Mode, override: number | null): number {
  return override ?? MINIMUM_CONFIDENCE[mode];
}
