import { expect, it } from 'vitest';
import { sureness } from '../../../src/engine/worker/sureness.ts';

const TEXTS = ['', ';', ';\n', ';\n\n', '; \n  ', ')\n', '\n', '\n  '];
const textOf = (token: number) => TEXTS[token] ?? '';
const STOP = new Set([0]);

/** Of the first of `tokens`, which are one after the other half as likely. */
function of(tokens: readonly number[], isBlank = false): number {
  const candidates = tokens.map((token, index) => ({ token, probability: 0.5 ** (index + 1) }));
  const [best] = candidates;
  if (best === undefined) throw new Error('no token');
  return sureness(best, candidates, textOf, STOP, isBlank);
}

it('is the probability of a token inside a line', () => expect(of([1, 2, 3])).toBe(0.5));

it('is that of all tokens that end the line alike, whatever they say of the lines below', () => {
  expect(of([2, 3, 4])).toBe(0.5 + 0.25 + 0.125);
  expect(of([2, 5, 1, 4])).toBe(0.5 + 0.0625);
});

it('counts the end of the text as a line end', () => {
  expect(of([6, 0, 7, 2])).toBe(0.5 + 0.25 + 0.125);
  expect(of([0, 6])).toBe(0.75);
});

it('tells line breaks apart on a blank line, where the indentation below matters', () => {
  expect(of([7, 6, 0], true)).toBe(0.5);
  expect(of([2, 3], true)).toBe(0.75);
});
