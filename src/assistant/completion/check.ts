import { unpaired } from './brackets.ts';
import type { Fitted } from './fit.ts';
import type { CursorContext } from './types.ts';

/**
 * Syntax errors in a text, or undefined where the language has no grammar here or the text is too large. `trial`: it is no
 * document's text, but one with an answer in it.
 */
export type ErrorCounter = (languageId: string, text: string, trial?: boolean) => Promise<number | undefined>;

/**
 * Whether the document parses worse with the answer than without it.
 *
 * An answer that opens a block and leaves its end to the user is judged with that end supplied: half-written code is
 * normal while typing.
 */
export async function breaksSyntax(
  countErrors: ErrorCounter,
  context: CursorContext,
  fitted: Fitted,
): Promise<boolean> {
  const before = await countErrors(context.languageId, context.before + context.after);
  if (before === undefined) return false;
  const rest = context.after.slice(fitted.replaced);
  const after = await countErrors(context.languageId, context.before + fitted.text + rest, true);
  if (after === undefined || after <= before) return false;
  const { missing } = unpaired(fitted.text, context.languageId);
  // An indented block that is still empty is an error to the grammar, and what the user writes next.
  if (missing === '' && !/[:,]$/.test(fitted.text)) return true;
  const closed = `${context.before}${fitted.text}\n${missing}${rest}`;
  return ((await countErrors(context.languageId, closed, true)) ?? 0) > before + 1;
}
