import { expect, it } from 'vitest';
import { suspectsAmong } from '../../../../src/testing/failing/suspects.ts';
import type { Mutant, MutationOperator } from '../../../../src/testing/instrument/types.ts';

/** A mutant of the first place at which `text` says `original`. */
function mutant(id: number, text: string, original: string, replacement: string, operator: MutationOperator): Mutant {
  const start = text.indexOf(original);
  return { id, line: 1, start, end: start + original.length, original, replacement, operator };
}

const applied = (text: string, mutants: readonly Mutant[], noticed: readonly number[]) =>
  suspectsAmong(text, mutants, noticed).map(
    ({ start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
  );

it('takes those that the call notices, and no statement out', () => {
  const text = 'while (at < end) at += step;';
  const mutants = [
    mutant(1, text, '<', '<=', 'relational'),
    mutant(2, text, '<', '>=', 'relational'),
    mutant(3, text, 'at += step;', '', 'removal'),
  ];
  expect(applied(text, mutants, [1, 3])).toEqual(['while (at <= end) at += step;']);
});

it.each([
  ['values[size - 1:]', '1', '0', ['values[size:]']],
  ['f(a)+1', '1', '0', ['f(a)']],
  ['return -1', '1', '0', ['return -0']],
  ['slice(1)', '1', '0', ['slice(0)']],
  ['step * 3', '3', '4', ['step * 4', 'step * 2']],
])('writes a number as somebody would: %s', (text, original, replacement, expected) => {
  expect(applied(text, [mutant(1, text, original, replacement, 'number')], [1])).toEqual(expected);
});
