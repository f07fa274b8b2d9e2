import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Priority } from '../../../src/engine/types.ts';
import { heal } from '../../../src/engine/worker/healing.ts';
import { Cancelled, PromptSequence, type StepPolicy } from '../../../src/engine/worker/prompt-sequence.ts';
import { StepSize } from '../../../src/engine/worker/step-size.ts';
import { Turns } from '../../../src/engine/worker/turns.ts';

/** Keeps what it is given, as llama.cpp would, and says that each token is followed by the next higher one. */
class FakeLlama {
  public held: number[] = [];
  /** Each evaluation: its tokens, those with candidates asked for with a star. */
  public evaluations: string[] = [];
  public erased: string[] = [];
  public beforeEvaluation: () => void = () => undefined;

  public evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void> {
    this.take(tokens, tokens.join(' '));
    return Promise.resolve();
  }

  public controlledEvaluate(input: ControlledEvaluateInputItem[]): Promise<unknown[]> {
    const tokens = input.map((item) => (Array.isArray(item) ? item[0] : item));
    const shown = input.map((item) => (Array.isArray(item) ? `${item[0]}*` : String(item)));
    this.take(tokens, shown.join(' '));
    return Promise.resolve(
      input.map((item) => {
        if (!Array.isArray(item)) return undefined;
        const logits = new Map([
          [90, 0],
          [item[0] + 1, Math.log(3)],
        ]);
        return { next: { logits } };
      }),
    );
  }

  public eraseContextTokenRanges([range]: { start: number; end: number }[]): Promise<void> {
    if (range === undefined || range.start < 0 || range.end !== this.held.length) throw new Error('bad range');
    this.erased.push(this.held.slice(range.start).join(' '));
    this.held.length = range.start;
    return Promise.resolve();
  }

  private take(tokens: readonly number[], shown: string): void {
    this.beforeEvaluation();
    this.evaluations.push(shown);
    this.held.push(...tokens);
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('PromptSequence', () => {
  let llama: FakeLlama;
  let sequence: PromptSequence;
  let turns: Turns;
  let controller: AbortController;
  const policy = (priority: Priority = 'completion'): StepPolicy => ({
    priority,
    maxStepMs: 24, // four tokens in the first steps
    signal: controller.signal,
  });

  beforeEach(() => {
    llama = new FakeLlama();
    turns = new Turns();
    controller = new AbortController();
    sequence = new PromptSequence(llama as unknown as LlamaContextSequence, turns, new StepSize(4));
  });

  it('evaluates only the tail that differs', async () => {
    await sequence.hold([1, 2, 3], policy());
    await sequence.hold([1, 2, 3, 4], policy());
    await sequence.hold([1, 2, 9], policy());
    expect(llama.evaluations).toEqual(['1 2 3', '4', '9']);
    expect(llama.erased).toEqual(['3 4']);
    expect(llama.held).toEqual([1, 2, 9]);
    expect(sequence.evaluated).toBe(5);
  });

  it('leaves what lies behind the wanted tokens in place, until something else is wanted there', async () => {
    await sequence.hold([1, 2, 3, 4], policy());
    await sequence.hold([1, 2], policy());
    expect(llama.held).toEqual([1, 2, 3, 4]);
    expect(sequence.sharedWith([1, 2, 3, 4, 5])).toBe(4);
  });

  it('never evaluates more than a step’s tokens at once', async () => {
    await sequence.hold(range(0, 11), policy());
    expect(llama.evaluations).toEqual(['0 1 2 3', '4 5 6 7', '8 9 10']);
  });

  it('learns candidates at all positions asked for, in one evaluation', async () => {
    const candidates = await sequence.candidatesAt(1, [1, 2, 3], policy());
    expect(llama.evaluations).toEqual(['1 2* 3*']);
    expect(candidates.map(({ token }) => token)).toEqual([3, 90]);
    expect(candidates[0]?.probability).toBeCloseTo(0.75);
    expect(sequence.seenAfter([1, 2, 3])?.[0]?.token).toBe(4);
    expect(sequence.seenAfter([1])).toBeUndefined();
  });

  it('uses candidates again without an evaluation', async () => {
    await sequence.candidatesAt(1, [1, 2, 3], policy());
    await sequence.candidatesAt(2, [1, 2, 3], policy());
    await sequence.candidatesAt(1, [1, 2], policy());
    expect(llama.evaluations).toHaveLength(1);
  });

  it('evaluates a held token again whose candidates were not asked for', async () => {
    await sequence.hold([1, 2, 3], policy());
    expect((await sequence.candidatesAt(2, [1, 2, 3], policy()))[0]?.token).toBe(4);
    expect(llama.erased).toEqual(['3']);
    expect(llama.evaluations).toEqual(['1 2 3', '3*']);
  });

  it('forgets the candidates of tokens that it gave up', async () => {
    await sequence.candidatesAt(0, [1, 2, 3], policy());
    await sequence.hold([1, 9], policy());
    expect(sequence.seenAfter([1])).toBeDefined();
    expect(sequence.seenAfter([1, 2])).toBeUndefined();
    expect(sequence.seenAfter([1, 9])).toBeUndefined();
    await sequence.hold([1, 2, 3], policy());
    expect(sequence.seenAfter([1, 2, 3])).toBeUndefined();
  });

  it('cancelled between two steps holds what it has read, and goes on from there', async () => {
    llama.beforeEvaluation = () => {
      if (llama.evaluations.length === 1) controller.abort();
    };
    await expect(sequence.hold(range(0, 12), policy())).rejects.toBeInstanceOf(Cancelled);
    expect(llama.held).toEqual(range(0, 8));
    expect(sequence.sharedWith(range(0, 12))).toBe(8);
    controller = new AbortController();
    await sequence.hold(range(0, 12), policy());
    expect(llama.held).toEqual(range(0, 12));
    expect(sequence.evaluated).toBe(12);
  });

  it('cancelled before it began evaluates and erases nothing', async () => {
    await sequence.hold([1, 2], policy());
    controller.abort();
    await expect(sequence.hold([1, 3], policy())).rejects.toBeInstanceOf(Cancelled);
    expect(llama.held).toEqual([1, 2]);
    expect(llama.erased).toEqual([]);
  });

  it('lets more urgent work in between its steps', async () => {
    const order: string[] = [];
    let asked: Promise<void> = Promise.resolve();
    llama.beforeEvaluation = () => {
      order.push('background');
      if (order.length > 1) return;
      asked = turns.run('completion', () => Promise.resolve(void order.push('completion')));
    };
    await sequence.hold(range(0, 12), policy('background'));
    await asked;
    expect(order).toEqual(['background', 'completion', 'background', 'background']);
  });

  it('confirms typed tokens with a single evaluation', async () => {
    const kept = [1];
    const typed = [2, 3]; // what the model would have chosen, too
    const textOf = (token: number) => `<${token}>`;
    const healed = await heal(
      {
        textOf,
        tokenize: () => [],
        candidatesAfter: async (path, along) => {
          const here = [...kept, ...path];
          return sequence.seenAfter(here) ?? sequence.candidatesAt(here.length - 1, [...here, ...along], policy());
        },
      },
      typed,
      '<2><3>',
    );
    expect(healed).toMatchObject({ tokens: [2, 3], overshoot: '' });
    expect(sequence.seenAfter([1, 2, 3])?.[0]?.token).toBe(4);
    expect(llama.evaluations).toEqual(['1* 2* 3*']);
  });
});
