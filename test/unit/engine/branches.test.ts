import { describe, expect, it } from 'vitest';
import { Branches } from '../../../src/engine/worker/branches.ts';

const TEXTS = ['<end>', 'price', 'pri', 'amount', '\uFFFD', '', ';\n', '  '];
const STOP = new Set([0]);

/** Candidates with falling probabilities. */
const candidates = (...texts: string[]) =>
  texts.map((text, index) => ({ token: TEXTS.indexOf(text), probability: 0.4 / (index + 1) }));

function noted(...notes: Parameters<Branches['note']>[]) {
  const branches = new Branches((token) => TEXTS[token] ?? '', STOP);
  for (const note of notes) branches.note(...note);
  return branches.best();
}

describe('Branches', () => {
  it('holds the likeliest other text with the probability of all of it', () => {
    expect(noted(['a.', 0.5, 'price', candidates('amount', ';\n')])).toEqual([{ text: 'a.amount', score: 0.5 * 0.4 }]);
  });

  it.each([
    ['a stop token', '<end>'],
    ['a part of a character', '\uFFFD'],
    ['no text at all', ''],
    ['the same text', 'price'],
    ['the beginning of the same text, which healing would make the same again', 'pri'],
  ])('passes over %s', (_what, text) => {
    expect(noted(['', 1, 'price', candidates(text, 'amount')])).toEqual([{ text: 'amount', score: 0.2 }]);
    expect(noted(['', 1, 'price', candidates(text)])).toEqual([]);
  });

  it('knows what else could follow where the answer ends', () => {
    expect(noted(['price', 0.5, '', candidates(';\n')])).toEqual([{ text: 'price;\n', score: 0.2 }]);
  });

  it('leaves out what the user typed of a token', () => {
    expect(noted(['', 1, 'ce', candidates('pri', 'amount', 'price'), 'am'])).toEqual([{ text: 'ount', score: 0.2 }]);
  });

  it('looks at the first line that is not blank, and at no other', () => {
    const others = candidates('amount');
    expect(noted(['\n  ', 1, 'price', others])).toHaveLength(1);
    expect(noted(['a;', 1, '\n', others])).toHaveLength(1);
    expect(noted(['a;\n', 1, 'b', others], ['\n a;\n', 1, 'b', others])).toEqual([]);
  });

  it('keeps the best eight, best first', () => {
    const scores = [3, 9, 1, 7, 5, 10, 2, 8, 4, 6].map((tenths) => tenths / 10);
    const best = noted(
      ...scores.map((score): Parameters<Branches['note']> => [`${score}`, score, 'price', candidates('amount')]),
    );
    expect(best.map(({ text }) => text)).toEqual(
      ['1', '0.9', '0.8', '0.7', '0.6', '0.5', '0.4', '0.3'].map((text) => `${text}amount`),
    );
  });
});
