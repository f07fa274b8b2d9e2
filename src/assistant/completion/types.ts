import type { GenerateTiming } from '../../engine/types.ts';

/** Where and how a completion is wanted. */
export interface CompletionRequest {
  /** Identifies the document; its anchor and cached answers are kept under it. */
  readonly uri: string;
  readonly languageId: string;
  /** The whole document. */
  readonly text: string;
  /** Cursor, as a UTF-16 index into `text`. */
  readonly offset: number;
  /** `invoked`: the user asked; `automatic`: the user typed. */
  readonly trigger: 'invoked' | 'automatic';
  /** How many further answers are welcome beside the first; default 0. Only for `invoked`: they cost time. */
  readonly alternatives?: number;
}

/** A text to show: `text` replaces `text.slice(offset, replaceEnd)` of the request's document. */
export interface Suggestion {
  readonly text: string;
  /** UTF-16 index at or behind the cursor, on the cursor's line. */
  readonly replaceEnd: number;
  /** Product of the probabilities of the first line's tokens, 0 to 1. */
  readonly confidence: number;
}

export interface Offer extends Suggestion {
  readonly kind: 'offer';
  /** Likeliest first, each different from the first and from the others; none where none were asked for. */
  readonly alternatives: readonly Suggestion[];
  /** Of the first answer; what alternatives cost is not in it. */
  readonly timing: GenerateTiming;
  /** True when no token was evaluated for it. */
  readonly reused: boolean;
}

/** Why nothing is offered, for programs. */
export type NothingCode =
  | 'excluded'
  /** Inside a word, or inside one of its characters. */
  | 'inside-word'
  | 'empty-document'
  | 'in-string'
  | 'in-comment'
  | 'long-line'
  | 'cancelled'
  /** The model said nothing, or only what is there already. */
  | 'no-answer'
  /** The answer says once more what stands around it, or loops. */
  | 'repeats'
  /** The answer holds what looks like a password or a key. */
  | 'secret'
  | 'low-confidence'
  /** Shown here before, and not taken. */
  | 'rejected'
  | 'breaks-syntax';

/** Why an answer, or a place, is not worth showing. */
export interface Refusal {
  readonly code: NothingCode;
  /** The same as a sentence for the status. */
  readonly reason: string;
  /** Of the answer, where that was the reason; 0 to 1. */
  readonly confidence?: number;
}

export interface NoOffer extends Refusal {
  readonly kind: 'nothing';
  readonly timing?: GenerateTiming;
}

export type CompletionOutcome = Offer | NoOffer;

/** The request seen from the cursor; line ends are `\n`. */
export interface CursorContext {
  readonly languageId: string;
  /** Text before the cursor, and after it. */
  readonly before: string;
  readonly after: string;
  /** The cursor's line before the cursor, and after it. */
  readonly linePrefix: string;
  readonly lineRest: string;
  /** Text after the cursor's line, starting with its line break; empty on the last line. */
  readonly below: string;
  readonly trigger: CompletionRequest['trigger'];
}
