import { describe, expect, it } from 'vitest';
import { choiceBy } from '../../../src/engine/worker/sampling.ts';

const CANDIDATES = [
  { token: 11, probability: 0.6 },
  { token: 22, probability: 0.3 },
  { token: 33, probability: 0.1 },
];
const TOKENS = CANDIDATES.map(({ token }) => token);

/** Shares of the three tokens in many places of an answer. */
function shares(temperature: number, candidates = CANDIDATES): number[] {
  const places = 20_000;
  const choose = choiceBy({ temperature, seed: 7 });
  const drawn = Array.from({ length: places }, (_, place) => choose(candidates, place)?.token);
  return TOKENS.map((token) => drawn.filter((other) => other === token).length / places);
}

function draw(seed: number, temperature = 1): string {
  const choose = choiceBy({ temperature, seed });
  return Array.from({ length: 40 }, (_, place) => choose(CANDIDATES, place)?.token).join(' ');
}

describe('choiceBy', () => {
  it('takes the likeliest without sampling and at temperature 0', () => {
    expect(choiceBy(undefined)(CANDIDATES, 3)?.token).toBe(11);
    expect(choiceBy({ temperature: 0, seed: 1 })(CANDIDATES, 3)?.token).toBe(11);
  });

  it('draws by the probabilities', () => {
    const [first, second, third] = shares(1);
    expect(first).toBeCloseTo(0.6, 1.7);
    expect(second).toBeCloseTo(0.3, 1.7);
    expect(third).toBeCloseTo(0.1, 1.7);
  });

  it('draws more evenly the higher the temperature, 2 at most', () => {
    // Square roots of 0.6, 0.3 and 0.1, as shares of their sum.
    const [first, second, third] = shares(2);
    expect(first).toBeCloseTo(0.468, 1.7);
    expect(second).toBeCloseTo(0.331, 1.7);
    expect(third).toBeCloseTo(0.191, 1.7);
    expect(shares(50)).toEqual(shares(2));
    expect(shares(0.2)[0]).toBeGreaterThan(0.95);
  });

  it('draws the same for the same seed, and something else for another', () => {
    expect(draw(1)).toBe(draw(1));
    expect(new Set([draw(0), draw(1), draw(2), draw(-1), draw(2 ** 32 + 1)]).size).toBe(5);
  });

  it('does not depend on the order of candidates that are nearly as likely', () => {
    expect(shares(1, [...CANDIDATES].reverse())).toEqual(shares(1));
  });

  it('never takes what is impossible, and nothing where there is nothing', () => {
    const impossible = [CANDIDATES[0], { token: 22, probability: 0 }].filter((candidate) => candidate !== undefined);
    expect(shares(2, impossible)).toEqual([1, 0, 0]);
    expect(choiceBy({ temperature: 1, seed: 1 })([], 0)).toBeUndefined();
  });

  it.each([
    [NaN, 1],
    [-1, 1],
    [Infinity, 1],
    [1, 0.5],
    [1, NaN],
  ])('refuses temperature %d with seed %d', (temperature, seed) => {
    expect(() => choiceBy({ temperature, seed })).toThrow(RangeError);
  });
});
