import type { CursorContext, Refusal } from '../types.ts';
import { withoutCommentLoops } from './comment-loops.ts';
import { withoutDuplicatedClosers } from './duplicated-closers.ts';
import { noEchoOfAbove, withoutEchoOfBelow } from './echo.ts';
import type { Filter } from './filter.ts';
import { noPlaceholders } from './placeholders.ts';
import { withoutPromptLeakage } from './prompt-leakage.ts';
import { withoutRepetition } from './repetition.ts';
import { noSecrets } from './secrets.ts';
import { withoutSpecialTokens } from './special-tokens.ts';

/** In their order: what is no code goes first, so that the others judge what would be shown. Names are the golden files'. */
export const FILTERS: Readonly<Record<string, Filter>> = {
  'special-tokens': withoutSpecialTokens,
  'prompt-leakage': withoutPromptLeakage,
  'echo-of-above': noEchoOfAbove,
  'echo-of-below': withoutEchoOfBelow,
  repetition: withoutRepetition,
  'comment-loops': withoutCommentLoops,
  placeholders: noPlaceholders,
  'duplicated-closers': withoutDuplicatedClosers,
  secrets: noSecrets,
};

/** An answer less what no user wants of it, or why none of it is worth showing. */
export function filtered(
  answer: string,
  context: CursorContext,
  filters: readonly Filter[] = Object.values(FILTERS),
): string | Refusal {
  let text = answer;
  for (const filter of filters) {
    const result = filter(text, context);
    if (typeof result !== 'string') return result;
    text = result;
  }
  return text;
}
