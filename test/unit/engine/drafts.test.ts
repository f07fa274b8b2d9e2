import { describe, expect, it } from 'vitest';
import { bestDraftLength, costsWithin } from '../../../src/engine/worker/draft-length.ts';
import type { BatchCosts } from '../../../src/engine/types.ts';
import { continuation, Drafts } from '../../../src/engine/worker/drafts.ts';
import { Original } from '../../../src/engine/worker/original.ts';

const tokens = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const text = (of: readonly number[]) => String.fromCharCode(...of);

/** As on two cores of an AMD EPYC: batches are cheap. */
const CHEAP = { of4: 1.8, of8: 2.3 };
const MIDDLING = { of4: 2.1, of8: 3.2 };
/** A batch saves nothing. */
const DEAR = { of4: 4, of8: 8 };

describe('continuation', () => {
  it.each([
    ['total += a; total +', '= a; total +', 6],
    ['abcX abcY abc', 'Y abc', 4], // the last of equal matches
    ['12abcX 2abcY 12abc', 'X 2abcY 12abc', 5], // the longest match
  ])('of %s', (given, rest, matched) => {
    const found = continuation(tokens(given));
    expect(text(tokens(given).slice(found?.at))).toBe(rest);
    expect(found?.matched).toBe(matched);
  });

  it.each(['', 'a', 'abcdef', 'ab ab'])('is none of %j: nothing long enough came before', (given) => {
    expect(continuation(tokens(given))).toBeUndefined();
  });
});

describe('costsWithin', () => {
  it.each([
    [50, 10, { of4: 2.5, of8: 4 }],
    [50, 15, { of4: 2.5, of8: Infinity }],
    [50, 31, { of4: Infinity, of8: Infinity }],
    [1000, 31, { of4: 2.5, of8: 4 }],
  ])('leaves out what takes longer than a step of %i ms with tokens of %i ms', (maxStepMs, tokenMs, costs) => {
    expect(costsWithin(maxStepMs, tokenMs, { of4: 2.5, of8: 4 })).toEqual(costs);
  });

  it('has nothing drafted where no batch is done in time', () => {
    expect(bestDraftLength(costsWithin(50, 31, { of4: 2.5, of8: 4 }), 0.99, 7)).toBe(0);
  });
});

describe('bestDraftLength', () => {
  it('is nothing where the next token is rarely right, or a batch saves nothing', () => {
    expect(bestDraftLength(CHEAP, 0.2, 7)).toBe(0);
    expect(bestDraftLength(DEAR, 0.99, 7)).toBe(0);
  });

  it('grows with how often tokens are right', () => {
    expect([0.3, 0.7, 0.95].map((rate) => bestDraftLength({ of4: 1.6, of8: 2.8 }, rate, 7))).toEqual([0, 3, 7]);
  });

  it('needs nearly certain tokens where a batch of 8 costs as much as 4.3 single ones', () => {
    expect([0.75, 0.9].map((rate) => bestDraftLength({ of4: 3.2, of8: 4.3 }, rate, 7))).toEqual([0, 7]);
  });
});

describe('bestDraftLength of a long text', () => {
  // As on two cores of an AMD EPYC.
  const LONG = { of4: 2.5, of8: 3.95, of16: 6.5, of32: 12, of64: 19.3 };

  it('grows up to the largest batch measured', () => {
    expect([0.5, 0.85, 0.97, 0.999].map((rate) => bestDraftLength(LONG, rate, 63))).toEqual([0, 3, 15, 63]);
    expect(bestDraftLength({ of4: 2.5, of8: 3.95 }, 0.999, 63)).toBe(7);
    expect(bestDraftLength(costsWithin(500, 30, LONG), 0.999, 63)).toBeLessThan(63);
  });

  it('is what is left of the text where that is less', () => {
    expect([2, 3, 5, 20, 40].map((most) => bestDraftLength(LONG, 0.999, most))).toEqual([0, 3, 5, 20, 40]);
  });
});

describe('Drafts', () => {
  /** Lets the model say `said` after `before`, and gives the drafts that were proposed. */
  function say(
    before: string,
    said: string,
    costs: BatchCosts = CHEAP,
    original?: string,
  ): { drafts: string[]; counts: Drafts } {
    const counts = new Drafts(costs, original === undefined ? undefined : new Original(tokens(original)));
    const drafts: string[] = [];
    const all = tokens(before);
    let ahead = 0;
    for (const token of tokens(said)) {
      // As generate.ts does: a draft is proposed only where nothing is evaluated ahead.
      if (ahead === 0) {
        const draft = counts.propose(all);
        if (draft.length > 0) drafts.push(text(draft));
        ahead = sharedLength(draft, tokens(said).slice(all.length - before.length));
      } else ahead--;
      counts.chose(token);
      all.push(token);
    }
    counts.propose(all);
    return { drafts, counts };
  }

  const sharedLength = (a: readonly number[], b: readonly number[]) => {
    const different = a.findIndex((token, index) => token !== b[index]);
    return different < 0 ? a.length : different;
  };

  it('are proposed where text repeats, and counted as far as they are right', () => {
    const { drafts, counts } = say('const area = width * height; const ', 'area = width * height;');
    expect(drafts.length).toBeLessThan(8); // of 16
    expect(counts.kept).toBeGreaterThan(15);
    expect(counts.proposed).toBeGreaterThanOrEqual(drafts.join('').length);
  });

  it('end while they are wrong, and come again when they would have been right', () => {
    const wrong = Array.from('ABCDEFGHIJKLMNOP', (other) => `abc${other} `).join('');
    const { drafts } = say('abc. ', wrong, MIDDLING);
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.length).toBeLessThan(8); // of 16
    const { drafts: later } = say('abc. ', wrong + 'xyz '.repeat(8), MIDDLING);
    expect(later.length).toBeGreaterThan(drafts.length);
    expect(later.at(-1)).toBe('xyz xyz'); // longer than what came round once
  });

  it('are none where a batch saves nothing', () => {
    const { drafts, counts } = say('const area = width * height; const ', 'area = width * height;', DEAR);
    expect(drafts).toEqual([]);
    expect(counts).toMatchObject({ proposed: 0, kept: 0 });
  });

  it('come from the original, in longer pieces, and else from what repeats', () => {
    const original = 'const area = width * height; return area + border * 2 + margin;';
    const costs = { of4: 2.5, of8: 3.95, of16: 6.5, of32: 12, of64: 19.3 };
    const { drafts, counts } = say('Q', original.replace('border', 'edge'), costs, original);
    expect(drafts[0]).toHaveLength(15);
    expect(drafts.length).toBeLessThan(8);
    expect(counts.kept).toBeGreaterThan(50);
    const beyond = say('one two three; one two ', 'three; one two three; one two', CHEAP, 'xyz');
    expect(beyond.counts.kept).toBeGreaterThan(15);
  });

  it('count no more than was said', () => {
    const { counts } = say('abcdefghi abcdef', 'gX');
    expect(counts.kept).toBe(1);
  });
});
