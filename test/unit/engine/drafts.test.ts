import { describe, expect, it } from 'vitest';
import { continuation, Drafts } from '../../../src/engine/worker/drafts.ts';

const tokens = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const text = (of: readonly number[]) => String.fromCharCode(...of);

describe('continuation', () => {
  it.each([
    ['total += a; total +', '= a; total +'],
    ['abcX abcY abc', 'Y abc'], // the last of equal matches
    ['12abcX 2abcY 12abc', 'X 2abcY 12abc'], // the longest match
  ])('of %s', (given, rest) => {
    const at = continuation(tokens(given));
    expect(text(tokens(given).slice(at))).toBe(rest);
  });

  it.each(['', 'a', 'abcdef', 'ab ab'])('is none of %j: nothing long enough came before', (given) => {
    expect(continuation(tokens(given))).toBeUndefined();
  });
});

describe('Drafts', () => {
  /** Lets the model say `said` after `before`, and gives the drafts that were proposed. */
  function say(before: string, said: string): { drafts: string[]; counts: Drafts } {
    const counts = new Drafts();
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

  it('grow while they are right', () => {
    const { drafts, counts } = say('const area = width * height; const ', 'area = width * height;');
    expect(drafts).toEqual(['are', ' = wid', 'h * hei', 'ht; con']);
    expect(counts.kept).toBe(3 + 6 + 7 + 3);
  });

  it('pause longer and longer while they are wrong', () => {
    const before = 'abc1 abc2 abc3 ';
    const { drafts } = say(before, 'abcXabcXXabcXXX');
    expect(drafts.length).toBeLessThan(4);
  });

  it('count what was kept', () => {
    const { counts } = say('abcde abc', 'dX');
    expect(counts.proposed).toBeGreaterThanOrEqual(3);
    expect(counts.kept).toBe(1);
  });
});
