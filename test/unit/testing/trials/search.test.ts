import { describe, expect, it } from 'vitest';
import type { Branch } from '../../../../src/testing/instrument/types.ts';
import { searchTrials } from '../../../../src/testing/trials/search.ts';
import { observed, trial, value } from '../made.ts';

const TEXT = "if (a === 'key' && b > 40) return 1;\nreturn 2;\n";

function branch(id: number, code: string, what: Branch['what']): Branch {
  const start = TEXT.indexOf(code);
  return { id, line: 1, start, end: start + code.length, what };
}

const BRANCHES = [
  branch(1, "a === 'key'", 'true'),
  branch(2, "a === 'key'", 'false'),
  branch(3, 'b > 40', 'true'),
  branch(4, 'b > 40', 'false'),
];
const searched = (taken: readonly number[], more: Partial<Parameters<typeof searchTrials>[0]> = {}) =>
  searchTrials({
    trials: [trial("f('x', 1)"), trial("f('key', 1)")],
    observations: [observed(0, value('2'), { branches: [2] }), observed(1, value('2'), { branches: [1, 4] })],
    branches: BRANCHES,
    taken: new Set(taken),
    text: TEXT,
    languageId: 'typescript',
    constants: { numbers: [], strings: [] },
    round: 0,
    ...more,
  }).map(({ call }) => call);

describe('calls for branches that nobody has taken', () => {
  it('change the call that came nearest, by what the condition names', () => {
    const calls = searched([1, 2, 4]);
    expect(calls).toContain("f('key', 41)");
    expect(calls.length).toBeGreaterThan(5);
  });

  it('change two places at once', () => {
    const calls = searched([2], {
      trials: [trial("f('x', 1)")],
      observations: [observed(0, value('2'), { branches: [2] })],
    });
    expect(calls.some((call) => !call.includes("'x'") && !call.includes(' 1)'))).toBe(true);
  });

  it('are others in each round, and none that was tried', () => {
    const first = searched([1, 2, 4]);
    const tried = [trial("f('x', 1)"), trial("f('key', 1)"), ...first.map((call) => trial(call))];
    const second = searched([1, 2, 4], { trials: tried, round: 1 });
    expect(second.filter((call) => first.includes(call))).toEqual([]);
    expect(second).not.toContain("f('key', 1)");
  });

  it('start from calls that a test cannot be written about, too', () => {
    const observations = [observed(0, { kind: 'unusable', reason: '' }, { branches: [1, 4] })];
    expect(searched([], { trials: [trial("f('key', 1)")], observations })).toContain("f('key', 41)");
  });

  it('are none where everything is taken, or nothing was tried', () => {
    expect(searched([1, 2, 3, 4])).toEqual([]);
    expect(searched([], { trials: [], observations: [] })).toEqual([]);
  });

  it('are not too many', () => {
    const trials = Array.from({ length: 60 }, (_, index) => trial(`f('x${index}', ${index}, [1, 2], { a: ${index} })`));
    const observations = trials.map((_, index) => observed(index, value('2'), { branches: [2] }));
    expect(searched([2], { trials, observations }).length).toBeLessThanOrEqual(140);
  });
});
