import { MINIMUM_CONFIDENCE, type Mode } from '../../src/assistant/completion/modes.ts';
import { percent, type Row } from './results.ts';

/** Least confidence at which a suggestion is shown unasked, by mode. */
export const MODES: Readonly<Record<string, number>> = MINIMUM_CONFIDENCE;

/** What the curve needs of a result. */
export interface Judged {
  readonly shown: boolean;
  readonly exact: boolean;
  readonly confidence: number;
}

const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** For each share of the places at which something is shown: the threshold that gives it, and the precision there. */
export function curve(results: readonly Judged[]): Row[] {
  const surest = results.filter(({ shown }) => shown).sort((a, b) => b.confidence - a.confidence);
  const rows: Row[] = [];
  for (const share of SHARES) {
    const count = Math.round(results.length * share);
    const threshold = surest[count - 1]?.confidence;
    if (threshold === undefined) continue; // so much is never shown
    rows.push({ ...at(results, threshold), threshold: Number(threshold.toFixed(3)) });
  }
  return rows;
}

/** Of what is shown, exactly right at least; of all places, those with a suggestion. See modes.ts. */
const RULES = { eager: { right: 0.5 }, balanced: { shown: 0.6 }, quiet: { right: 0.9 } };

/**
 * The thresholds that the rules give on these results: the lowest one from which on so many are right, or the one that shows
 * so many. 1, which shows nothing, where a rule cannot be kept.
 */
export function thresholdsByRule(results: readonly Judged[]): Record<Mode, number> {
  const surest = results.filter(({ shown }) => shown).sort((a, b) => b.confidence - a.confidence);
  const right = (share: number) => {
    let exact = 0;
    let threshold = 1;
    for (const [index, result] of surest.entries()) {
      if (result.exact) exact++;
      if (exact >= share * (index + 1)) threshold = result.confidence;
    }
    return threshold;
  };
  return {
    eager: right(RULES.eager.right),
    balanced: surest[Math.round(results.length * RULES.balanced.shown) - 1]?.confidence ?? 1,
    quiet: right(RULES.quiet.right),
  };
}

/** Shown rate and precision at each mode's threshold. */
export function atModes(results: readonly Judged[], modes = MODES): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(modes).map(([mode, threshold]) => [
      mode,
      { threshold: Number(threshold.toFixed(3)), ...at(results, threshold) },
    ]),
  );
}

function at(results: readonly Judged[], threshold: number): { n: number; shown: number } & Row {
  const shown = results.filter((result) => result.shown && result.confidence >= threshold);
  const exact = shown.filter((result) => result.exact).length;
  return {
    n: results.length,
    shown: shown.length,
    'shown %': percent(shown.length, results.length),
    exact,
    'precision %': percent(exact, shown.length),
  };
}
