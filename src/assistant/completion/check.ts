import { unpaired } from './brackets.ts';
import type { Candidates, Fitted } from './fit.ts';
import type { CursorContext } from './types.ts';

/**
 * Syntax errors in a text, or undefined where the language has no grammar here or the text is too large. `trial`: it is no
 * document's text, but one with an answer in it.
 */
export type ErrorCounter = (languageId: string, text: string, trial?: boolean) => Promise<number | undefined>;

/** Texts with an answer in them that are parsed for one answer at most. */
const MOST_TRIALS = 4;

/**
 * The first candidate with which the document parses no worse than without an answer; the first of all where that is not
 * known, undefined where there is none.
 *
 * An answer that opens a block and leaves its end to the user is judged with that end supplied: half-written code is
 * normal while typing.
 */
export async function firstSound(
  countErrors: ErrorCounter,
  { languageId, before, after }: CursorContext,
  candidates: Candidates,
): Promise<Fitted | undefined> {
  const most = await countErrors(languageId, before + after);
  if (most === undefined) return candidates[0];
  let trials = 0;
  const isWorse = async (text: string, replaced: number, tolerated: number): Promise<boolean> => {
    trials++;
    const errors = await countErrors(languageId, before + text + after.slice(replaced), true);
    return errors !== undefined && errors > most + tolerated;
  };
  for (const candidate of candidates) {
    const { text, replaced } = candidate;
    if (trials >= MOST_TRIALS) return undefined;
    if (!(await isWorse(text, replaced, 0))) return candidate;
    const { missing } = unpaired(text, languageId);
    // An indented block that is still empty is an error to the grammar, and what the user writes next.
    if (missing === '' && !/[:,]$/.test(text)) continue;
    if (!(await isWorse(`${text}\n${missing}`, replaced, 1))) return candidate;
  }
  return undefined;
}
