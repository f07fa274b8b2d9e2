import type { PromptSequence } from './prompt-sequence.ts';
import { sharedStart } from './shared-start.ts';

/** Gives each request the sequence that already holds most of its prompt, one request at a time per sequence. */
export class SequencePool {
  private clock = 0;
  private readonly sequences: readonly PromptSequence[];
  private readonly tails = new Map<PromptSequence, Promise<unknown>>();
  /** The newest prompt given to each sequence that has work; it will hold it, though it may not yet. */
  private readonly promised = new Map<PromptSequence, ArrayLike<number>>();

  public constructor(sequences: readonly PromptSequence[]) {
    this.sequences = sequences;
  }

  /**
   * Runs `work` with the best sequence, after the work that came to that sequence earlier. Work in the background
   * (`sparing`) overwrites nothing of the sequence that was used last: somebody is typing there.
   */
  public async run<T>(
    prompt: ArrayLike<number>,
    work: (sequence: PromptSequence) => Promise<T>,
    sparing = false,
  ): Promise<T> {
    const sequence = this.bestFor(prompt, sparing);
    sequence.lastUsed = ++this.clock;
    this.promised.set(sequence, prompt);
    const before = this.tails.get(sequence) ?? Promise.resolve();
    const mine = before.then(() => work(sequence));
    const tail = mine
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(sequence) === tail) this.promised.delete(sequence);
      });
    this.tails.set(sequence, tail);
    return mine;
  }

  private bestFor(prompt: ArrayLike<number>, sparing: boolean): PromptSequence {
    // A few shared tokens (every prompt starts with the same marker) are no reason to overwrite a hot document.
    const worth = (sequence: PromptSequence) => {
      const shared = Math.max(sequence.sharedWith(prompt), sharedStart(this.promised.get(sequence) ?? [], prompt));
      return shared >= Math.min(16, prompt.length) ? shared : 0;
    };
    const busy = (sequence: PromptSequence) => Number(this.promised.has(sequence));
    const spared = (sequence: PromptSequence) =>
      Number(sparing && sequence.lastUsed === this.clock && sequence.sharedWith(prompt) < prompt.length);
    const ranked = [...this.sequences].sort(
      (a, b) => spared(a) - spared(b) || worth(b) - worth(a) || busy(a) - busy(b) || a.lastUsed - b.lastUsed,
    );
    const best = ranked[0];
    if (best === undefined) throw new Error('the pool has no sequence');
    return best;
  }
}
