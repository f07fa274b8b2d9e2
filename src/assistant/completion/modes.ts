/** How much a user wants to see while typing. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/**
 * The confidence from which an automatic suggestion is shown; 0 to 1, about the probability that its first line is exactly
 * right (ARCHITECTURE.md, "When an answer is sure enough"). By rules on the tuning half of the holes, rounded: eager shows
 * all that is right, balanced something at 60 % of the places, quiet as much as keeps nine of ten right. `npm run eval --
 * --set holes --half tune` prints what the rules give.
 *
 * On all 113 (342 tokens of context) shown and exactly right: 74 and 63 %, 58 and 71 %, 35 and 90 %; on the 103 of the half kept
 * aside 83 and 58 %, 71 and 64 %, 50 and 82 %.
 */
export const MINIMUM_CONFIDENCE: Readonly<Record<Mode, number>> = { eager: 0.12, balanced: 0.29, quiet: 0.64 };

/** The threshold of a mode, unless a number was set instead. */
export function minimumConfidence(mode: Mode, override: number | null): number {
  return override ?? MINIMUM_CONFIDENCE[mode];
}
