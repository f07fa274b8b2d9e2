import type { PromptSequence } from './prompt-sequence.ts';

/** Gives each request the sequence that already holds most of its prompt, one request at a time per sequence. */
export class SequencePool {
  private clock = 0;
  private readonly sequences: readonly PromptSequence[];
  private readonly tails = new Map<PromptSequence, Promise<unknown>>();

  public constructor(sequences: readonly PromptSequence[]) {
    this.sequences = sequences;
  }

  /** Runs `work` with the best sequence, after the work that came to that sequence earlier. */
  public async run<T>(prompt: ArrayLike<number>, work: (sequence: PromptSequence) => Promise<T>): Promise<T> {
    const sequence = this.bestFor(prompt);
    sequence.lastUsed = ++this.clock;
    const before = this.tails.get(sequence) ?? Promise.resolve();
    const mine = before.then(() => work(sequence));
    this.tails.set(
      sequence,
      mine.catch(() => undefined),
    );
    return mine;
  }

  private bestFor(prompt: ArrayLike<number>): PromptSequence {
    // A few shared tokens (every prompt starts with the same marker) are no reason to overwrite a hot document.
    const worth = (sequence: PromptSequence) => {
      const shared = sequence.sharedWith(prompt);
      return shared >= Math.min(16, prompt.length) ? shared : 0;
    };
    const ranked = [...this.sequences].sort((a, b) => worth(b) - worth(a) || a.lastUsed - b.lastUsed);
    const best = ranked[0];
    if (best === undefined) throw new Error('the pool has no sequence');
    return best;
  }
}
