import { unpaired } from '../brackets.ts';
import type { Filter } from './filter.ts';

/** Beyond this a document's brackets are not counted on every answer. */
const MOST_CHARACTERS = 100_000;

/**
 * Cuts closing brackets from the end of an answer where every bracket that is open at the cursor is closed behind it
 * already. Closers directly behind the cursor are fit.ts's: those may be replaced.
 *
 * The failure: `return a + b; }` above the `}` that the editor has typed (tabby's removeDuplicatedBlockClosingLine,
 * tabby 2674, llama.vscode 39).
 */
export const withoutDuplicatedClosers: Filter = (answer, { before, after, lineRest, languageId }) => {
  if (lineRest.trim() !== '' || before.length + after.length > MOST_CHARACTERS) return answer;
  let excess = closersIn(unpaired(answer, languageId).unopened).length;
  if (excess === 0) return answer;
  const open = unpaired(before, languageId).missing;
  if (open === '' || open !== closersIn(unpaired(after, languageId).unopened)) return answer;

  let end = answer.length;
  while (excess > 0 && /[\s)\]};,]/.test(answer.charAt(end - 1))) {
    if (/[)\]}]/.test(answer.charAt(end - 1))) excess--;
    end--;
  }
  // A closer further in is part of what the answer means: the grammar judges that.
  if (excess > 0) return answer;
  const kept = answer.slice(0, end).trimEnd();
  return kept === '' ? { code: 'no-answer', reason: 'The model sees nothing to add here.' } : kept;
};

function closersIn(unopened: string): string {
  return unopened.replace(/[^)\]}]/g, '');
}
