import type { Branch } from '../types.ts';
import type { Candidate } from './healing.ts';

/** Branches reported at most: more are never asked for, and every one crosses a process border. */
const MOST_BRANCHES = 8;

/**
 * Notes for every position of an answer's first line that is not blank where else the answer could have gone. Decoding
 * greedily sees the second candidates anyway, so that the likeliest other answers are known without drawing lots.
 */
export class Branches {
  private readonly found: Branch[] = [];
  private readonly textOf: (token: number) => string;
  private readonly stopTokens: ReadonlySet<number>;

  public constructor(textOf: (token: number) => string, stopTokens: ReadonlySet<number>) {
    this.textOf = textOf;
    this.stopTokens = stopTokens;
  }

  /**
   * The answer is `text` so far, with the probability `score`, and goes on with `chosen` (empty: it ends); `others` are
   * the further candidates here, likeliest first. Every candidate's text begins with `typed`, which was there before.
   */
  public note(text: string, score: number, chosen: string, others: readonly Candidate[], typed = ''): void {
    if (isPastFirstLine(text)) return;
    for (const { token, probability } of others) {
      if (this.stopTokens.has(token)) continue;
      const candidate = this.textOf(token);
      if (!candidate.startsWith(typed)) continue;
      const other = candidate.slice(typed.length);
      // A part of a character is no text, and the beginning of the chosen text would be healed to that again.
      if (other === '' || other.includes('\uFFFD') || chosen.startsWith(other)) continue;
      this.found.push({ text: text + other, score: score * probability });
      return;
    }
  }

  /** The likeliest, best first. */
  public best(): readonly Branch[] {
    return [...this.found].sort((a, b) => b.score - a.score).slice(0, MOST_BRANCHES);
  }
}

/** Whether `text` has a line that is not blank and whole. */
function isPastFirstLine(text: string): boolean {
  return text.trimStart().includes('\n');
}
