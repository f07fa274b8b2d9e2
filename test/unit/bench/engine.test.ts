import { describe, expect, it } from 'vitest';
import { isTie, partingOf } from '../../../bench/engine/parting.ts';
import { fairShare } from '../../../bench/engine/threads.ts';

const pieces = (...said: [string, number][]) => said.map(([text, probability]) => ({ text, probability }));

describe('partingOf', () => {
  it('is none of two answers that say the same', () => {
    expect(partingOf(pieces(['a', 0.9], ['b', 0.5]), pieces(['a', 0.8], ['b', 0.5]))).toBeUndefined();
  });

  it('is where they first say different things', () => {
    const parting = partingOf(pieces(['ab', 0.9], ['c', 0.41], ['x', 1]), pieces(['ab', 0.9], ['d', 0.4], ['x', 1]));
    expect(parting).toEqual({
      after: 2,
      plain: { text: 'c', probability: 0.41 },
      drafted: { text: 'd', probability: 0.4 },
    });
  });

  it('is where one of them ends', () => {
    expect(partingOf(pieces(['a', 1]), pieces(['a', 1], ['b', 0.5]))).toMatchObject({ after: 1, plain: undefined });
  });
});

describe('isTie', () => {
  const between = (plain: number, drafted: number) =>
    isTie({ after: 0, plain: { text: 'a', probability: plain }, drafted: { text: 'b', probability: drafted } });

  it('is where both candidates are as good as equally likely', () => {
    expect(between(0.41, 0.4)).toBe(true);
    expect(between(0.9, 0.4)).toBe(false);
  });

  it('cannot be said where one answer ends', () => {
    expect(isTie({ after: 0, plain: undefined, drafted: { text: 'b', probability: 0.4 } })).toBe(false);
  });
});

describe('fairShare', () => {
  it.each([
    [2, 2, 0, 1],
    [2, 2, 1, 2 / 3],
    [2, 2, 2, 1 / 2],
    [8, 4, 2, 1], // cores to spare
  ])('of %i cores with %i threads of ours and %i busy processes', (cores, threads, busy, share) => {
    expect(fairShare(cores, threads, busy)).toBeCloseTo(share);
  });
});
