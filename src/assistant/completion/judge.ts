import { firstSound, type ErrorCounter } from './check.ts';
import { filtered } from './filters/filters.ts';
import { fit, type Fitted } from './fit.ts';
import type { Answer } from './reuse.ts';
import type { CursorContext, Refusal } from './types.ts';

/** What is left of an answer, and how it is fitted in. */
export interface JudgeRules {
  readonly filter?: typeof filtered;
  readonly fit?: typeof fit;
}

export interface JudgeOptions {
  /** Other rules than ours. */
  readonly rules?: JudgeRules | undefined;
  /** Least confidence; 0 to 1. */
  readonly least: number;
  /** Given for an answer whose syntax was not checked before. */
  readonly countErrors?: ErrorCounter;
}

/** Fits an answer to its place, or says why it is not worth showing there. */
export async function judged(
  context: CursorContext,
  { answer, confidence, unsure }: Answer,
  { rules, least, countErrors }: JudgeOptions,
): Promise<Fitted | Refusal> {
  const notSure: Refusal = { code: 'low-confidence', reason: 'The model is not sure enough.', confidence };
  if (unsure === true) return notSure;
  const text = (rules?.filter ?? filtered)(answer, context);
  if (typeof text !== 'string') return text;
  const candidates = (rules?.fit ?? fit)(text, context);
  if ('reason' in candidates) return candidates;
  if (confidence < least) return notSure;
  const sound = countErrors ? await firstSound(countErrors, context, candidates) : candidates[0];
  return sound ?? { code: 'breaks-syntax', reason: 'The suggestion would break the syntax.' };
}
