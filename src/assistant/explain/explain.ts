import { languageById } from '../../workspace/languages.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { LineIndex } from '../../workspace/positions.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { reply, type ReplyOptions } from '../chat/reply.ts';
import { targetAround, targetOf } from '../edit/target.ts';

export interface ExplainRequest {
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 indices. */
  readonly start: number;
  readonly end: number;
  /** Without one, the code is explained. */
  readonly diagnostic?: Diagnostic;
}

/** As much as a hover holds. */
const MOST_TOKENS = 200;

const SYSTEM =
  'You explain code to a programmer, in at most four short sentences. Say what is wrong or what it does, and why. Do not repeat the code.';

/** Explains a problem, or a piece of code, in a few sentences; streamed through `onText`. Empty where it was cancelled. */
export async function explain(
  { languageId, text, start, end, diagnostic }: ExplainRequest,
  syntax: Pick<SyntaxTrees, 'unitsAround'>,
  options: Omit<ReplyOptions, 'maxTokens'>,
  signal: AbortSignal,
): Promise<string> {
  const units = await syntax.unitsAround(languageId, text, start, Math.max(end, start + 1));
  const { code } =
    diagnostic === undefined && end > start ? targetOf(text, start, end) : targetAround(text, units, start, end);
  const language = languageById(languageId).name;
  const lines = new LineIndex(text);
  const line = lines.lineText(lines.lineAt(start)).trim();
  const question =
    diagnostic === undefined
      ? `What does this ${language} code do?`
      : `The line \`${line}\` of this ${language} code has the problem: ${diagnostic.message}. Why is that, and what would help?`;
  const said = await reply(
    { system: SYSTEM, user: `${question}\n\n\`\`\`${languageId}\n${code}\n\`\`\`` },
    {
      ...options,
      maxTokens: MOST_TOKENS,
      ...(options.onText && { onText: (all) => options.onText?.(wholeSentences(all, false)) }),
    },
    signal,
  );
  return wholeSentences(said, true);
}

/**
 * What was said up to its first block of code, which is for an edit to show; at the end, cut behind the last whole sentence where a
 * limit cut off the next one.
 */
export function wholeSentences(said: string, isEnd: boolean): string {
  const fence = said.search(/^[ \t]*```/m);
  const text = (fence < 0 ? said : said.slice(0, fence)).trim();
  const isWhole = fence < 0 && /[.!?)`]$/.test(text);
  if (!isEnd || isWhole) return text;
  const last = /^[\s\S]*[.!?](?=\s)/.exec(text)?.[0];
  // A sentence that announces the code says nothing without it.
  return last ?? text.replace(/:$/, '.');
}
