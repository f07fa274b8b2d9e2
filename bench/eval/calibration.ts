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

/**
 * Eager: of what is exactly right, so much is shown; balanced: at so many of all places something is; quiet: of what is shown,
 * so much is exactly right.
 */
const RULES = { eager: 0.98, balanced: 0.6, quiet: 0.9 };

/** The highest thresholds (quiet: the lowest) that keep the rules on these results; 1, which shows nothing, where none does. */
export function thresholdsByRule(results: readonly Judged[]): Record<Mode, number> {
  const surest = results.filter(({ shown }) => shown).sort((a, b) => b.confidence - a.confidence);
  const right = surest.filter(({ exact }) => exact);
  let exact = 0;
  const precise = surest.filter((result, index) => {
    if (result.exact) exact++;
    return exact >= RULES.quiet * (index + 1);
  });
  const confidence = (result: Judged | undefined) => result?.confidence ?? 1;
  return {
    eager: confidence(right[Math.ceil(right.length * RULES.eager) - 1]),
    balanced: confidence(surest[Math.round(results.length * RULES.balanced) - 1]),
    quiet: confidence(precise.at(-1)),
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
