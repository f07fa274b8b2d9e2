import { readAnswer, type FreshAnswer, type Question } from './answer.ts';
import type { Shortlist } from './shortlist.ts';

/** Looks at the other ways the first line may go, likeliest first, until there are enough or the time is spent. */
export async function addAlternatives(
  list: Shortlist,
  question: Question,
  first: FreshAnswer,
  wanted: number,
  signal: AbortSignal,
  late: AbortSignal,
): Promise<void> {
  for (const begun of first.branches) {
    if (list.answers.length > wanted || signal.aborted || late.aborted) return;
    if (list.isPastFirst(begun.text)) continue;
    // An engine that fails now has given its first answer, which is worth showing.
    const answer = await readAnswer(question, signal, { begun, late }).catch(() => undefined);
    if (answer === undefined) return;
    await list.addOther(answer);
  }
}
