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
}

/** A completion to show: `text` replaces `text.slice(offset, replaceEnd)` of the request's document. */
export interface Offer {
  readonly kind: 'offer';
  readonly text: string;
  /** UTF-16 index at or behind the cursor, on the cursor's line. */
  readonly replaceEnd: number;
  /** Product of the probabilities of the first line's tokens, 0 to 1. */
  readonly confidence: number;
  readonly timing: GenerateTiming;
  /** True when no token was evaluated for it. */
  readonly reused: boolean;
}

export interface NoOffer {
  readonly kind: 'nothing';
  /** Why, as a sentence for the status. */
  readonly reason: string;
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
