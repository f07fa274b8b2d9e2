import { describe, expect, it } from 'vitest';
import type { PromptSequence } from '../../../src/engine/worker/prompt-sequence.ts';
import { SequencePool } from '../../../src/engine/worker/sequence-pool.ts';

/** A sequence that holds `tokens`; only what the pool asks of it. */
class FakeSequence {
  public lastUsed = 0;
  public tokens: readonly number[];

  public constructor(tokens: readonly number[] = []) {
    this.tokens = tokens;
  }

  public sharedWith(prompt: ArrayLike<number>): number {
    const different = this.tokens.findIndex((token, index) => token !== prompt[index]);
    return different < 0 ? Math.min(this.tokens.length, prompt.length) : different;
  }
}

const prompt = (document: number, length = 100) =>
  Int32Array.from({ length }, (_, index) => (index === 0 ? 1 : document));

function setUp(...held: (readonly number[])[]) {
  const sequences = held.map((tokens) => new FakeSequence(tokens));
  const pool = new SequencePool(sequences as unknown as PromptSequence[]);
  const run = (tokens: ArrayLike<number>, work: Promise<unknown> = Promise.resolve(), sparing = false) =>
    pool.run(
      tokens,
      async (sequence) => {
        await work;
        return sequences.indexOf(sequence as unknown as FakeSequence);
      },
      sparing,
    );
  return { sequences, run };
}

function pause(): { readonly over: Promise<void>; end: () => void } {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { over, end: () => end() };
}

describe('SequencePool', () => {
  it('keeps a hot document where a prompt shares no more than its marker', async () => {
    const { run } = setUp([...prompt(7)], []);
    expect(await run(prompt(8))).toBe(0); // neither was used
    expect(await run(prompt(7))).toBe(0);
    expect(await run(prompt(8))).toBe(1);
  });

  it('lets work in the background overwrite nothing where somebody types', async () => {
    const { run } = setUp([...prompt(7)], []);
    await run(prompt(7));
    const longer = Int32Array.from([...prompt(7), 9, 9]);
    expect(await run(longer, undefined, true)).toBe(1);
    // What is there already may be used from there.
    await run(prompt(7));
    expect(await run(prompt(7, 50), undefined, true)).toBe(0);
  });

  it('counts a short prompt as shared when all of it is', async () => {
    const { run } = setUp([], [1, 5, 5]);
    expect(await run(prompt(5, 3))).toBe(1);
  });

  it('takes an idle sequence rather than one that is at work', async () => {
    const { run } = setUp([], []);
    const long = pause();
    const background = run(prompt(3), long.over);
    expect(await run(prompt(4))).toBe(1);
    expect(await run(prompt(5))).toBe(1); // though the other was used less lately
    long.end();
    expect(await background).toBe(0);
    expect(await run(prompt(6))).toBe(0);
  });

  it('gives the next request of a document the sequence that is reading its prompt', async () => {
    const { sequences, run } = setUp([], [...prompt(9)]);
    const reading = pause();
    const first = run(prompt(3), reading.over);
    const second = run(prompt(3));
    reading.end();
    expect(await Promise.all([first, second])).toEqual([0, 0]);
    expect(sequences[1]?.tokens).toEqual([...prompt(9)]);
  });

  it('forgets such a promise once the work is done', async () => {
    const { run } = setUp([], []);
    await expect(run(prompt(3), Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
    await run(prompt(4));
    await Promise.resolve();
    // Nothing was read, so the one unused for longest is as good.
    expect(await run(prompt(4))).toBe(0);
  });
});
