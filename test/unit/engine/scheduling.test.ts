import { describe, expect, it } from 'vitest';
import { RestartBudget } from '../../../src/engine/restart-budget.ts';
import type { PromptSequence } from '../../../src/engine/worker/prompt-sequence.ts';
import { SequencePool } from '../../../src/engine/worker/sequence-pool.ts';
import { StepSize } from '../../../src/engine/worker/step-size.ts';
import { Turns } from '../../../src/engine/worker/turns.ts';

describe('Turns', () => {
  it('lets the most urgent of those who wait go first, in their order', async () => {
    const turns = new Turns();
    const order: string[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((done) => {
      open = done;
    });
    const first = turns.run('background', () => gate);
    const later = (['background', 'work', 'completion', 'completion'] as const).map((priority, index) =>
      turns.run(priority, () => Promise.resolve(void order.push(`${priority} ${index}`))),
    );
    open();
    await Promise.all([first, ...later]);
    expect(order).toEqual(['completion 2', 'completion 3', 'work 1', 'background 0']);
  });

  it('runs one step at a time, and goes on after one that failed', async () => {
    const turns = new Turns();
    let running = 0;
    const step = async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
    };
    const failing = turns.run('work', () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    await Promise.all([turns.run('work', step), turns.run('completion', step), turns.run('background', step)]);
  });
});

describe('StepSize', () => {
  /** Lets the size settle on a machine on which n tokens cost `cost(n)` ms. */
  function settled(maxStepMs: number, cost: (tokens: number) => number): StepSize {
    const size = new StepSize(512);
    for (let step = 0; step < 300; step++) {
      const tokens = size.tokensFor(maxStepMs);
      size.observe(maxStepMs, tokens, cost(tokens));
    }
    return size;
  }

  it.each([
    ['2 cores', 50, (tokens: number) => 25 + 2.7 * tokens],
    ['8 cores', 50, (tokens: number) => 12 + 0.5 * tokens],
    ['a GPU', 50, (tokens: number) => 3 + 0.01 * tokens],
    ['a slow machine', 50, (tokens: number) => 40 * tokens],
  ])('settles near the time allowed, not above it: %s', (_, maxStepMs, cost) => {
    const tokens = settled(maxStepMs, cost).tokensFor(maxStepMs);
    expect(cost(tokens)).toBeLessThanOrEqual(maxStepMs);
    if (tokens < 512) expect(cost(tokens + 2)).toBeGreaterThan(maxStepMs * 0.8);
  });

  it('never falls below one token nor rises above the batch', () => {
    expect(settled(50, () => 10_000).tokensFor(50)).toBe(1);
    expect(settled(50, () => 0.1).tokensFor(50)).toBe(512);
  });

  it('learns nothing from single tokens of an answer', () => {
    const size = settled(50, (tokens) => 10 + tokens);
    const before = size.tokensFor(50);
    for (let token = 0; token < 100; token++) size.observe(50, 1, 400);
    expect(size.tokensFor(50)).toBe(before);
  });

  it('keeps one size per time allowed', () => {
    const size = settled(50, (tokens) => 25 + 2.7 * tokens);
    expect(size.tokensFor(1000)).toBeGreaterThan(100);
    expect(size.tokensFor(50)).toBeLessThan(12);
  });
});

describe('RestartBudget', () => {
  it('allows four restarts in five minutes, and more once the first are old', () => {
    let now = 0;
    const budget = new RestartBudget(4, 5 * 60_000, () => now);
    expect([1, 2, 3, 4].map(() => budget.recordCrash())).toEqual([true, true, true, true]);
    now = 4 * 60_000;
    expect(budget.recordCrash()).toBe(false);
    now = 5 * 60_000 + 1;
    expect(budget.recordCrash()).toBe(true);
  });

  it('forgets on reset', () => {
    const budget = new RestartBudget(1, 1000, () => 0);
    expect([budget.recordCrash(), budget.recordCrash()]).toEqual([true, false]);
    budget.reset();
    expect(budget.recordCrash()).toBe(true);
  });
});

describe('SequencePool', () => {
  const sequence = (shared: number) => ({ sharedWith: () => shared, lastUsed: 0 }) as unknown as PromptSequence;
  const prompt = new Int32Array(100);

  it('takes the sequence that holds most of the prompt', async () => {
    const [cold, hot] = [sequence(0), sequence(80)];
    expect(await new SequencePool([cold, hot]).run(prompt, (used) => Promise.resolve(used))).toBe(hot);
  });

  it('takes the one unused for longest where none holds a good part', async () => {
    const [first, second] = [sequence(1), sequence(0)];
    const pool = new SequencePool([first, second]);
    const used = [];
    for (let run = 0; run < 3; run++) used.push(await pool.run(prompt, (taken) => Promise.resolve(taken)));
    expect(used).toEqual([first, second, first]);
  });

  it('runs one request after the other on a sequence, also after one that failed', async () => {
    const only = sequence(0);
    const pool = new SequencePool([only]);
    const order: string[] = [];
    const slow = pool.run(prompt, async () => {
      await new Promise((done) => setTimeout(done, 5));
      order.push('first');
      throw new Error('broken');
    });
    const next = pool.run(prompt, () => Promise.resolve(void order.push('second')));
    await expect(slow).rejects.toThrow('broken');
    await next;
    expect(order).toEqual(['first', 'second']);
  });
});
