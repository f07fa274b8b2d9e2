import { describe, expect, it } from 'vitest';
import { ThreadChoice } from '../../../src/engine/worker/thread-choice.ts';

/** A machine on which a step takes `ms(threads)`; steps follow each other without a pause. */
function setUp(most: number) {
  let now = 0;
  const choice = new ThreadChoice(most, () => now);
  const step = (ms: (threads: number) => number, tokens = 1): number => {
    const threads = choice.next();
    const took = ms(threads);
    now += took;
    choice.observe(tokens, 1, took);
    return threads;
  };
  const steps = (count: number, ms: (threads: number) => number) => Array.from({ length: count }, () => step(ms));
  return { step, steps };
}

const idle = (threads: number) => 60 / threads;
/** Barriers: two threads wait for the neighbour's time slice. */
const busy = (threads: number) => (threads === 1 ? 70 : 300);

describe('ThreadChoice', () => {
  it('uses all threads while steps take what they took', () => {
    expect(new Set(setUp(2).steps(100, idle))).toEqual(new Set([2]));
  });

  it('takes one slow step for what it is', () => {
    const { step, steps } = setUp(2);
    steps(5, idle);
    step(() => 500);
    expect(step(idle)).toBe(2);
    expect(step(idle)).toBe(2);
  });

  it('steps down while the machine is busy, trying again less and less often', () => {
    const { steps } = setUp(2);
    steps(10, idle);
    const used = steps(400, busy);
    expect(used.slice(0, 4)).toEqual([2, 2, 1, 1]);
    expect(used.filter((threads) => threads === 2).length).toBeLessThan(12);
  });

  it('comes back when the machine is idle again', () => {
    const { steps } = setUp(2);
    steps(10, idle);
    steps(50, busy);
    const used = steps(400, idle);
    expect(used.slice(-100)).toEqual(Array.from({ length: 100 }, () => 2));
  });

  it('goes down in halves', () => {
    const { steps } = setUp(8);
    steps(10, () => 10);
    const used = new Set(steps(40, (threads) => (threads > 2 ? 100 : 20)));
    expect([...used]).toEqual(expect.arrayContaining([8, 4, 2]));
  });

  it('knows a slow step of a size not seen before: it takes longer than larger ones did', () => {
    const { step } = setUp(2);
    for (let count = 0; count < 5; count++) step(() => 100, 16);
    const used = [8, 4, 2, 1].map((tokens) => step((threads) => (threads === 1 ? 50 : 900), tokens));
    expect(used).toEqual([2, 2, 1, 1]);
  });

  it('does not stay with more threads where fewer were as fast', () => {
    const { steps } = setUp(2);
    steps(10, idle);
    steps(30, busy);
    // Two threads are slow, though not by much: 2.1 times what they took when idle, and longer than one takes.
    const used = steps(300, (threads) => (threads === 1 ? 50 : 63));
    expect(used.filter((threads) => threads === 2).length).toBeLessThan(12);
  });

  it('comes back while a prompt is read, though more threads read more tokens in a step', () => {
    const { step } = setUp(2);
    const reading = (threads: number) => (threads === 1 ? 8 : 6.6);
    let tokens = 8;
    const read = (msPerToken: (threads: number) => number) =>
      step((threads) => {
        const ms = tokens * msPerToken(threads);
        tokens = Math.max(8, Math.floor(100 / msPerToken(threads))); // as step-size.ts does
        return ms;
      }, tokens);
    for (let count = 0; count < 10; count++) read(reading);
    for (let count = 0; count < 5; count++) read((threads) => (threads === 1 ? 8 : 60));
    const used = Array.from({ length: 200 }, () => read(reading));
    expect(new Set(used.slice(20))).toEqual(new Set([2]));
  });

  it('tells large steps from small ones', () => {
    const { step } = setUp(2);
    for (let count = 0; count < 20; count++) {
      expect(step(() => 20, 1)).toBe(2);
      expect(step(() => 90, 32)).toBe(2);
    }
  });
});
