import type { Sampling } from '../types.ts';
import type { Candidate } from './healing.ts';

const HIGHEST_TEMPERATURE = 2;

/** Chooses the token at a place of the answer, the first being 0, among candidates sorted likeliest first. */
export type Choice = (candidates: readonly Candidate[], place: number) => Candidate | undefined;

/**
 * The likeliest token, or one drawn by its probability at the temperature. Each candidate gets a number at random for
 * (seed, place, token), and the highest sum of that and its logarithm wins (Gumbel's way to draw): unlike one number against
 * a running total, a candidate that moves a little in arithmetic moves no other one, so that drafts leave answers as they are.
 */
export function choiceBy(sampling: Sampling | undefined): Choice {
  if (sampling === undefined) return likeliest;
  const { temperature, seed } = sampling;
  if (!Number.isFinite(temperature) || temperature < 0 || !Number.isSafeInteger(seed)) {
    throw new RangeError(`cannot sample with temperature ${temperature} and seed ${seed}`);
  }
  if (temperature === 0) return likeliest;
  const heat = Math.min(temperature, HIGHEST_TEMPERATURE);
  return (candidates, place) => {
    let best: Candidate | undefined;
    let highest = -Infinity;
    for (const candidate of candidates) {
      const sum = Math.log(candidate.probability) / heat - Math.log(-Math.log(fraction(seed, place, candidate.token)));
      if (sum <= highest) continue;
      best = candidate;
      highest = sum;
    }
    return best;
  };
}

const likeliest: Choice = (candidates) => candidates[0];

/** A number between 0 and 1, both excluded, the same for the same three numbers. */
function fraction(seed: number, place: number, token: number): number {
  // The upper bits of a seed beyond 32 bits count, too.
  const mixed = [seed, Math.floor(seed / 2 ** 32), place, token].reduce((hash, value) => mix(hash ^ value), 0x9e3779b9);
  return ((mixed >>> 0) + 0.5) / 2 ** 32;
}

/** Spreads a change of any bit over all 32: xor-shifts and odd factors in turn. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
