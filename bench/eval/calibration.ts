import { MINIMUM_CONFIDENCE } from '../../src/assistant/completion/modes.ts';
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

/** Shown rate and precision at each mode's threshold. */
export function atModes(results: readonly Judged[], modes = MODES): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(modes).map(([mode, threshold]) => [mode, { threshold, ...at(results, threshold) }]),
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
