import type { Trial } from '../../testing/observe/trial.ts';
import { valueAt } from '../../testing/failing/values.ts';
import type { Source } from '../../testing/languages/language.ts';
import { qualifiedName } from '../../testing/subject.ts';
import { callIn, trialsIn } from '../../testing/trials/calls.ts';
import type { Subject } from '../../testing/types.ts';
import { languageById } from '../../workspace/languages.ts';
import { MOST_CHARACTERS, saidCalls, type ProposalOptions } from './proposals.ts';

const MOST_TOKENS = 220;
const MOST_CALLS = 6;
/** Of a report, UTF-16 code units. */
const MOST_REPORT = 800;
const SYSTEM = 'You are a careful programmer who reproduces a bug before mending it.';

/** Calls that the model thinks show what a report says, each with what it takes for the right result. */
export async function expectedTrials(
  { text, subject }: Source,
  report: string,
  { context, sample }: { readonly context: string | undefined; readonly sample: number },
  options: ProposalOptions,
  signal: AbortSignal,
): Promise<Trial[]> {
  const { languageId } = subject;
  const code = text.slice(subject.start, subject.end).slice(0, MOST_CHARACTERS);
  const mark = markOf(languageId);
  const user = [
    `This ${languageById(languageId).name} code has a bug:`,
    `\`\`\`${languageId}\n${context === undefined ? '' : `${context}\n\n`}${code}\n\`\`\``,
    `The report: ${report.trim().slice(0, MOST_REPORT)}`,
    `Write ${MOST_CALLS} different calls of \`${qualifiedName(subject)}\` that show this bug, with real values in place, one a line, each followed by the right result: \`call ${mark} => result\``,
  ].join('\n\n');
  const said = await saidCalls({ subject, system: SYSTEM, user, sample, maxTokens: MOST_TOKENS }, options, signal);
  return withResults(said, subject);
}

/** The calls in lines such as `f(2) // => 4`, with those of the results that are values. */
export function withResults(code: string, subject: Subject): Trial[] {
  const mark = markOf(subject.languageId);
  const link = new RegExp(String.raw`\s*;?\s*${mark}\s*(?:=>|->|→|returns?:?|should be|expected:?|result:?)?\s*(?=\S)`);
  const results = new Map<string, string>();
  for (const line of code.split('\n')) {
    const found = link.exec(line);
    if (!found) continue;
    const statement = line.slice(0, found.index).trim();
    const call = callIn(statement, subject);
    if (call === undefined || !statement.endsWith(call)) continue;
    // Only of the call itself, be it given a name, the result is said.
    if (!/^(?:(?:const|let|var)?\s*\w+\s*:?=\s*)?$/.test(statement.slice(0, -call.length))) continue;
    const result = line
      .slice(found.index + found[0].length)
      .trim()
      .replace(/[;.]$/, '');
    const value = valueAt(result, 0, subject.languageId);
    if (value?.end === result.length) results.set(call, value.code);
  }
  return trialsIn(code, subject, 'model').map((trial) => {
    const expected = results.get(trial.call);
    return expected === undefined ? trial : { ...trial, expected };
  });
}

function markOf(languageId: string): '#' | '//' {
  return languageId === 'python' ? '#' : '//';
}
