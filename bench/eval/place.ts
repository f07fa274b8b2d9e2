/** Where both sides are asked: a document in which the hole is open, and the cursor in it. */
export interface Place {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 index into `text`. */
  readonly offset: number;
  readonly trigger: 'invoked' | 'automatic';
}

/** What a side says at a place. */
export interface Given {
  /** Empty where nothing is offered. */
  readonly text: string;
  /** Characters behind the cursor that the text takes the place of. */
  readonly replaced: number;
  /** Product of the probabilities of the first line's tokens, 0 to 1. */
  readonly confidence: number;
  /** Why nothing is offered; undefined where something is. */
  readonly refusal?: string;
}

/** The document as it stands once the answer is taken. */
export function taken({ text, offset }: Place, given: Given): string {
  return text.slice(0, offset) + given.text + text.slice(offset + given.replaced);
}
