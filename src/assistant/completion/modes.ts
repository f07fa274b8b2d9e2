/** How much a user wants to see while typing. */
export type Mode = 'eager' | 'balanced' | 'quiet';

/**
 * The confidence from which an automatic suggestion is shown; 0 to 1, about the probability that its first line is exactly
 * right (ARCHITECTURE.md, "When an answer is sure enough"). By rules on the tuning half of the holes, rounded: eager shows
 * all that is right, balanced something at 60 % of the places, quiet as much as keeps nine of ten right. `npm run eval --
 * --set holes --half tune` prints what the rules give.
 *
 * On 84 of them (342 tokens of context) the rules gave 0.13, 0.25 and 0.62; shown and exactly right from the thresholds below:
 * 75 and 59 %, 58 and 67 %, 32 and 93 %.
 */
export const MINIMUM_CONFIDENCE: Readonly<Record<Mode, number>> = { eager: 0.1, balanced: 0.25, quiet: 0.65 };

/** The threshold of a mode, unless a number was set instead. */
export function minimumConfidence(mode: Mode, override: number | null): number {
  return override ?? MINIMUM_CONFIDENCE[mode];
}
