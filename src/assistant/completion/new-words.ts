import type { CursorContext } from './types.ts';

/** Shorter words are often a language's own, or letters of one's own choice. */
const WORD = /[\p{L}_][\p{L}\p{N}_]{2,}(?![\p{L}\p{N}_])/gu;
const WORD_AT_END = /[\p{L}\p{N}_]*$/u;
/** In a smaller document most words are new. In characters; the smallest file that this was measured on. */
const LEAST_DOCUMENT = 1_500;

/**
 * What is left of a first line's probability when it brings a word that stands nowhere in the document: a name that a small
 * model made up, or one that it cannot know. Fitted on the tuning half of the holes; see ARCHITECTURE.md.
 */
export const NEW_WORD_FACTOR = 0.5;

/** Watches an answer's first line, as it is said, for a word that the document does not have. */
export class NewWords {
  private readonly typed: string;
  private readonly document: readonly string[];
  private readonly isSmall: boolean;
  private checked = 0;
  private found = false;

  public constructor({ before, after }: CursorContext) {
    this.typed = WORD_AT_END.exec(before)?.[0] ?? '';
    this.document = [before.slice(0, before.length - this.typed.length), after];
    this.isSmall = before.length + after.length < LEAST_DOCUMENT;
  }

  /** 1, or {@link NEW_WORD_FACTOR} when the first new word is whole with what `line` has more than the last time. */
  public factorOf(line: string): number {
    if (this.isSmall || this.found) return 1;
    const text = this.typed + line;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const end = index + word.length;
      // A word that may go on is judged when it has ended.
      if (end <= this.checked || end === text.length) continue;
      this.checked = end;
      if (this.document.some((part) => part.includes(word))) continue;
      this.found = true;
      return NEW_WORD_FACTOR;
    }
    return 1;
  }
}
