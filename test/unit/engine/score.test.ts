import type { ControlledEvaluateInputItem, LlamaContextSequence } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { Cancelled, PromptSequence } from '../../../src/engine/worker/prompt-sequence.ts';
import { score } from '../../../src/engine/worker/score.ts';
import { StepSize } from '../../../src/engine/worker/step-size.ts';
import { Turns } from '../../../src/engine/worker/turns.ts';

/** After token t the model expects t + 1 with 3/4 and t + 2 with 1/4. */
class FakeLlama {
  /** Tokens of each evaluation with candidates, and of each without. */
  public readonly evaluations: number[][] = [];
  public afterEvaluation: () => void = () => undefined;

  public evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void> {
    this.evaluations.push(tokens);
    this.afterEvaluation();
    return Promise.resolve();
  }

  public controlledEvaluate(input: ControlledEvaluateInputItem[]): Promise<unknown[]> {
    this.evaluations.push(input.map((item) => (Array.isArray(item) ? item[0] : item)));
    this.afterEvaluation();
    return Promise.resolve(
      input.map((item) => {
        if (!Array.isArray(item)) return undefined;
        const logits = new Map([
          [item[0] + 1, Math.log(3)],
          [item[0] + 2, 0],
        ]);
        return { next: { logits } };
      }),
    );
  }

  public eraseContextTokenRanges(): Promise<void> {
    return Promise.resolve();
  }
}

function setUp() {
  const llama = new FakeLlama();
  const sequence = new PromptSequence(llama as unknown as LlamaContextSequence, new Turns(), new StepSize(64));
  const controller = new AbortController();
  const ask = (prompt: number[], continuations: number[][]) =>
    score(
      {
        prompt: Int32Array.from(prompt),
        continuations: continuations.map((tokens) => Int32Array.from(tokens)),
        priority: 'work',
        maxStepMs: 1000,
      },
      sequence,
      20,
      controller.signal,
    );
  return { llama, ask, controller };
}

const rounded = (scores: number[][]) =>
  scores.map((tokens) => tokens.map((value) => Number(Math.exp(value).toFixed(9))));

describe('score', () => {
  it('tells how likely each token is, in the order of the request', async () => {
    const { ask } = setUp();
    expect(rounded(await ask([5, 6], [[8, 9, 11], [7], [], [7, 8]]))).toEqual([
      [0.25, 0.75, 0.25],
      [0.75],
      [],
      [0.75, 0.75],
    ]);
  });

  it('counts a token beyond the candidates half as likely as the last of them, and keeps to a least', async () => {
    const { ask } = setUp();
    expect(rounded(await ask([5], [[99, 100]]))).toEqual([[0.125, 0.75]]);
  });

  it('reads once what continuations begin with, and the last token of none', async () => {
    const { ask, llama } = setUp();
    await ask(
      [1, 2, 3],
      [
        [4, 5, 9, 1],
        [4, 6, 7],
        [4, 5, 8, 2],
      ],
    );
    // Sorted: 4 5 8 2, then 4 5 9 1, then 4 6 7.
    expect(llama.evaluations).toEqual([[1, 2, 3, 4, 5, 8], [9], [6]]);
  });

  it('reads nothing that is in place', async () => {
    const { ask, llama } = setUp();
    const first = await ask([1, 2], [[3, 4]]);
    llama.evaluations.length = 0;
    expect(await ask([1, 2], [[3, 4], [3, 5], [4]])).toEqual([
      first[0],
      [first[0]?.[0], Math.log(0.25)],
      [Math.log(0.25)],
    ]);
    expect(llama.evaluations).toEqual([]);
  });

  it('ends between two continuations when it is cancelled', async () => {
    const { ask, llama, controller } = setUp();
    llama.afterEvaluation = () => controller.abort();
    await expect(
      ask(
        [1, 2],
        [
          [3, 4],
          [5, 6],
          [7, 8],
        ],
      ),
    ).rejects.toBeInstanceOf(Cancelled);
    expect(llama.evaluations).toHaveLength(1);
  });

  it('refuses an empty prompt and what does not fit, and reads none of it', async () => {
    const { ask, llama } = setUp();
    await expect(ask([], [[1]])).rejects.toThrow(/without a prompt/);
    await expect(ask([1], [Array.from({ length: 20 }, () => 1)])).rejects.toThrow(/do not fit 20 tokens/);
    expect(llama.evaluations).toEqual([]);
  });
});
