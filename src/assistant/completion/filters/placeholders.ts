import { languageById } from '../../../workspace/languages.ts';
import { isProse, type Filter } from './filter.ts';

/** What a comment says that stands for code to be written. */
const PROMISE =
  /^(?:todo|fixme|xxx)\b|^\.{3}$|^(?:add |write |insert )?(?:your|the|rest of(?: the| your)?) (?:code|implementation|logic)\b.*|^implement(?:ation)?(?: goes)? (?:this|me|here)\b/i;

/**
 * Refuses an answer on a blank line that is nothing but comments which promise code. Who has begun a comment may want it.
 *
 * The failure: `// TODO: implement this` where a small model does not know what to write.
 */
export const noPlaceholders: Filter = (answer, context) => {
  const marker = languageById(context.languageId).lineComment;
  if (marker === undefined || isProse(context) || context.linePrefix.trim() !== '') return answer;
  const lines = answer
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const promises = (line: string) => line.startsWith(marker) && PROMISE.test(line.slice(marker.length).trim());
  if (lines.length === 0 || !lines.every(promises)) return answer;
  return { code: 'no-answer', reason: 'The suggestion would only promise code.' };
};
