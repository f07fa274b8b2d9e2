import type { Change } from '../edit/changes.ts';
import { tokenChanges } from './token-changes.ts';

/** By so much likelier, as ln of a probability, the whole of an edit must be than its part to have more to it. */
const MUCH_LIKELIER = 6;

interface Ranked {
  readonly candidate: { readonly changes: readonly Change[] };
  readonly solved: number;
  readonly left: number;
  readonly rank: number;
}

/**
 * Of edits that all hold those that do no more than others among them: where a part of an edit solves as much, the rest of it has
 * nothing to do with the problem, unless the whole is much likelier than the part.
 */
export function withoutNeedless<T extends Ranked>(text: string, edits: readonly T[]): T[] {
  const all = edits.map((edit) => ({ edit, parts: new Set(partsOf(text, edit.candidate.changes)) }));
  return all
    .filter(
      (whole) =>
        !all.some(
          (part) =>
            part.parts.size < whole.parts.size &&
            part.edit.left <= whole.edit.left &&
            part.edit.solved >= whole.edit.solved &&
            whole.edit.rank - part.edit.rank <= MUCH_LIKELIER &&
            [...part.parts].every((one) => whole.parts.has(one)),
        ),
    )
    .map(({ edit }) => edit);
}

/** The changed tokens of an edit, each as a text that is the same for the same change. */
function partsOf(text: string, changes: readonly Change[]): string[] {
  return changes.flatMap(({ start, end, newText }) =>
    tokenChanges(text.slice(start, end), newText).map(
      (part) => `${start + part.start}:${start + part.end}:${part.newText.trim()}`,
    ),
  );
}
