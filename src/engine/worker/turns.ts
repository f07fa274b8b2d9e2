import type { Priority } from '../types.ts';

const RANK: Record<Priority, number> = { completion: 0, work: 1, background: 2 };

/**
 * Hands the model to one step (a slice of a prompt, or one token) at a time, the most urgent waiting one first.
 * Because every generation asks again before each step, work of a lower rank yields within one step.
 */
export class Turns {
  private busy = false;
  private readonly waiting: { rank: number; start: () => void }[] = [];

  /** Runs `step` alone; steps of the same rank run in the order they asked. */
  public async run<T>(priority: Priority, step: () => Promise<T>): Promise<T> {
    await this.enter(RANK[priority]);
    try {
      return await step();
    } finally {
      this.leave();
    }
  }

  private enter(rank: number): Promise<void> | void {
    if (!this.busy) {
      this.busy = true;
      return;
    }
    return new Promise((start) => {
      const behind = this.waiting.findIndex((other) => other.rank > rank);
      this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, { rank, start });
    });
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next.start();
    else this.busy = false;
  }
}
