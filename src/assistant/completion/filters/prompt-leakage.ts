import { cutBeforeLine, isProse, type Filter } from './filter.ts';

/** A line with which a model leaves the code: a fence, the head of a diff or of a turn, a sentence to its user. */
const LEAVES_CODE: readonly RegExp[] = [
  /^\s*```/,
  /^diff --git a\//,
  /^\s*###? (?:Instruction|Response|Explanation|Assistant|User|System)\b/,
  /^(?:Human|Assistant|User|System): /,
  /^\s*(?:Here(?:'s| is| are)|Sure,|Sure!|Certainly[,!]|Of course[,!]|I'm sorry|I apologize|As an AI)\s.*[:.!?]?$/,
  /^\s*(?:This|The) (?:code|function|above code|completed code) (?:is|will|does|defines|takes|returns)\b.*[.:]$/,
];

/**
 * Cuts before the line with which a chat model begins to explain, or to repeat its instructions. In prose, and where the
 * document has fences itself (examples in comments), they are what people write.
 *
 * The failure: an instruction-tuned model ends its code with a fence and "This function returns…" (continue's stop list
 * of triple backticks and `diff --git`; twinny's and tabby's reports of garbage from instruct models).
 */
export const withoutPromptLeakage: Filter = (answer, context) => {
  if (isProse(context)) return answer;
  const lines = answer.split('\n');
  const hasFences = context.before.includes('```') || context.after.includes('```');
  const [fence, ...others] = LEAVES_CODE;
  const rules = hasFences || fence === undefined ? others : [fence, ...others];
  const leaves = lines.findIndex((line, index) => {
    // What continues a begun line continues its sentence or its string.
    if (index === 0 && context.linePrefix.trim() !== '') return false;
    return rules.some((rule) => rule.test(line));
  });
  if (leaves < 0) return answer;
  const kept = cutBeforeLine(answer, leaves);
  return kept.trim() === '' ? { code: 'no-answer', reason: 'The model wrote no code here.' } : kept;
};
