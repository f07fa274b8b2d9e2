import type { TextEdit } from '../../checks/compare.ts';
import type { Mutant, MutationOperator } from '../instrument/types.ts';

/** Slips of the pen: somebody may have meant the one and written the other. Nobody takes a statement out by mistake. */
const SLIPS: ReadonlySet<MutationOperator> = new Set([
  'relational',
  'equality',
  'logical',
  'condition',
  'arithmetic',
  'number',
  'boolean',
]);

/** Of the mutants of a text that a failing call notices, those that may put right what is wrong, as somebody would write them. */
export function suspectsAmong(text: string, mutants: readonly Mutant[], noticed: readonly number[]): TextEdit[] {
  return mutants
    .filter(({ id, operator }) => noticed.includes(id) && SLIPS.has(operator))
    .flatMap(({ start, end, replacement, original, operator }): TextEdit[] => {
      // Nobody adds nothing: `n - 1` becomes `n`.
      const added =
        operator === 'number' &&
        /^0n?$/.test(replacement) &&
        /(?<=[\w)\]])(?<!\b(?:return|yield|case|in|and|or|not)) ?[+-] ?$/.exec(text.slice(0, start));
      if (added) return [{ start: added.index, end, newText: '' }];
      const change = { start, end, newText: replacement };
      const isCount = operator === 'number' && /^\d{1,15}$/.test(original) && Number(original) > 1;
      return isCount ? [change, { start, end, newText: String(Number(original) - 1) }] : [change];
    });
}
