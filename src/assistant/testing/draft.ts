import type { Source } from '../../testing/languages/language.ts';
import { qualifiedName } from '../../testing/subject.ts';
import { languageById } from '../../workspace/languages.ts';
import { reply } from '../chat/reply.ts';
import { codeOf, isClosed } from '../edit/code-block.ts';
import type { ProposalOptions } from './proposals.ts';

const MOST_TOKENS = 500;
const MOST_CHARACTERS = 3200;

/** The model's own answer to "write tests", its first choice, as it is: nobody has run it. Empty where it was cancelled. */
export async function answeredTests(
  { text, subject, setup, file }: Source,
  { engine, maxStepMs, onText }: ProposalOptions,
  signal: AbortSignal,
): Promise<string> {
  const { languageId } = subject;
  const code = text.slice(subject.start, subject.end).slice(0, MOST_CHARACTERS);
  const user = [
    `Write unit tests with ${setup.framework} for \`${qualifiedName(subject)}\` of the file ${file.split(/[/\\]/).at(-1) ?? ''}: usual values, edge cases and errors.`,
    `This is the ${languageById(languageId).name} code:\n\`\`\`${languageId}\n${code}\n\`\`\``,
    `Answer with the whole test file, which will be ${setup.testFile.split(/[/\\]/).at(-1) ?? ''}.`,
  ].join('\n\n');
  const said = await reply(
    { system: 'You are a careful programmer who writes short unit tests.', user, opening: `\`\`\`${languageId}\n` },
    {
      engine,
      maxStepMs,
      priority: 'work',
      maxTokens: MOST_TOKENS,
      onText: (answer) => onText?.(codeOf(answer)),
      until: isClosed,
    },
    signal,
  );
  return signal.aborted ? '' : codeOf(said) + '\n';
}

/** The answer as a draft that says of itself that nobody has run it. */
export function markedDraft(answer: string, languageId: string): string {
  const mark = languageId === 'python' ? '#' : '//';
  return `${mark} NOT RUN: a draft by Local Forge. Nothing here has been run or checked; expected values are the model's guesses.\n${answer}`;
}
