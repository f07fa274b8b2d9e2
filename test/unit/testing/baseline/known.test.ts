import { describe, expect, it } from 'vitest';
import { baselineIn } from '../../../../src/testing/baseline/known.ts';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';

const MADE: Instrumented = {
  text: '',
  branches: ([1, 2] as const).map((id) => ({ id, what: 'true', line: 1, start: 0, end: 1 })),
  mutants: [1, 2, 3].map((id) => ({
    id,
    line: 1,
    start: 0,
    end: 1,
    original: '<',
    replacement: '>',
    operator: 'relational',
  })),
};
const read = (...lines: object[]) => baselineIn(lines.map((line) => JSON.stringify(line)).join('\n'), MADE);
const FIRST = { hits: [1, 7], reached: [1, 2], passes: true };

describe('what tests reach', () => {
  it('is their branches and the mutants that they notice', () => {
    const { known, judged, unfinished } = read(
      FIRST,
      { passesAgain: true },
      { begun: 1 },
      { mutant: 1, killed: true },
      { begun: 2 },
      { mutant: 2, killed: false },
    );
    expect(known).toEqual({ branches: new Set([1]), mutants: new Set([1]), isReached: true });
    expect([...judged]).toEqual([1, 2]);
    expect(unfinished).toBeUndefined();
  });

  it.each([
    ['fail', { ...FIRST, passes: false }, { passesAgain: true }],
    ['do not pass twice', FIRST, { passesAgain: false }],
  ])('is their branches only where they %s', (_, ...lines) => {
    const { known } = read(...lines, { mutant: 1, killed: true });
    expect(known.branches).toEqual(new Set([1]));
    expect(known.mutants).toEqual(new Set());
  });

  it('is cut off by a mutant that ends the process', () => {
    const text = `${JSON.stringify(FIRST)}\n{"passesAgain":true}\n{"begun":1}\n{"mutant":1,"killed":false}\n{"begun":2}\n{"mut`;
    expect(baselineIn(text, MADE).unfinished).toBe(2);
  });

  it('is nothing where nothing was written', () => {
    expect(read().known).toEqual({ branches: new Set(), mutants: new Set(), isReached: false });
  });
});
