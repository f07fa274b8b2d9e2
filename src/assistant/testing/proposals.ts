import type { Engine } from '../../engine/types.ts';
import { objectName, qualifiedName } from '../../testing/subject.ts';
import { snake } from '../../testing/write/names.ts';
import type { Branch } from '../../testing/instrument/types.ts';
import { trialsIn } from '../../testing/trials/calls.ts';
import type { Trial } from '../../testing/observe/trial.ts';
import type { Subject } from '../../testing/types.ts';
import { languageById } from '../../workspace/languages.ts';
import { reply } from '../chat/reply.ts';
import { codeOf, isClosed } from '../edit/code-block.ts';

export interface ProposalOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
  /** After so long the answer is cut off. */
  readonly budgetMs?: number;
  /** Whether what was said so far has to do. */
  readonly isEnough?: () => boolean;
  /** Gets the answer as it is written. */
  readonly onText?: (text: string) => void;
}

export interface ProposalRequest {
  readonly text: string;
  readonly subject: Subject;
  /** What the calls should be like; see {@link WISHES}. */
  readonly wish: string;
  /** Code that the model should see beside the subject: the class's constructor, types. */
  readonly context?: string;
  /** 0: the model's own choice; others are drawn by lot. */
  readonly sample: number;
  /** What went wrong with calls before, for another try. */
  readonly errors?: readonly string[];
}

/** What is asked for, in turn. */
export const WISHES = [
  'usual values, edge cases, and values that are refused',
  'edge cases: empty, zero, negative, very long, equal values, and options that are left out',
] as const;

/** Of what no call has come by yet, so much is named at once. */
const MOST_MISSED = 2;
const LONGEST_CONDITION = 100;

/** What is asked for where calls have left branches out: those that take them, in each round others. */
export function wishFor(missed: readonly Branch[], text: string, round: number): string | undefined {
  const said = new Set<string>();
  for (const { start, end, what } of missed) {
    const code = (text.slice(start, end).split('\n')[0] ?? '').trim();
    if (code === '' || code.length > LONGEST_CONDITION) continue;
    if (what === 'true') said.add(`\`${code}\` is true`);
    else if (what === 'false') said.add(`\`${code}\` is false`);
    else if (what === 'ended') said.add(`the loop of \`${code}\` is never left early`);
    else said.add(`\`${code}\` is reached`);
  }
  const all = [...said];
  const from = all.length === 0 ? 0 : (round * MOST_MISSED) % all.length;
  const chosen = [...all.slice(from), ...all.slice(0, from)].slice(0, MOST_MISSED);
  return chosen.length === 0 ? undefined : `values with which ${chosen.join(', and values with which ')}`;
}

const MOST_TOKENS = 220;
/** Of the model's context, what the subject may take, UTF-16 code units. */
export const MOST_CHARACTERS = 3200;
const MOST_CALLS = 10;
const TEMPERATURE = 0.8;
const SYSTEM = 'You are a careful programmer who tries functions out before writing tests for them.';

/** Calls of the subject that the model thinks of. What they give it is not asked: running them tells. */
export async function proposedTrials(
  { text, subject, wish, context, sample, errors = [] }: ProposalRequest,
  options: ProposalOptions,
  signal: AbortSignal,
): Promise<Trial[]> {
  const { languageId, owner } = subject;
  const language = languageById(languageId).name;
  const code = text.slice(subject.start, subject.end).slice(0, MOST_CHARACTERS);
  const calls =
    owner === undefined || subject.isStatic
      ? `calls of \`${qualifiedName(subject)}\``
      : `calls of \`${qualifiedName(subject)}\`, each after the statements that make its object`;
  const user = [
    `This is ${language} code:`,
    `\`\`\`${languageId}\n${context === undefined ? '' : `${context}\n\n`}${code}\n\`\`\``,
    `Write ${MOST_CALLS} different ${calls}: ${wish}. One call a line, with real values in place, no comments, no results.`,
    ...(errors.length > 0
      ? [`These did not work, do it better:\n${errors.map((error) => `- ${error}`).join('\n')}`]
      : []),
  ].join('\n\n');
  const said = await saidCalls({ subject, system: SYSTEM, user, sample, maxTokens: MOST_TOKENS }, options, signal);
  return trialsIn(said, subject, 'model');
}

/** The code that the model answers a question for calls of a subject with; `sample` 0 is its likeliest answer. */
export async function saidCalls(
  {
    subject,
    system,
    user,
    sample,
    maxTokens,
  }: {
    readonly subject: Subject;
    readonly system: string;
    readonly user: string;
    readonly sample: number;
    readonly maxTokens: number;
  },
  { engine, maxStepMs, budgetMs, isEnough, onText }: ProposalOptions,
  signal: AbortSignal,
): Promise<string> {
  const opening = openingFor(subject);
  const said = await reply(
    { system, user, opening: `\`\`\`${subject.languageId}\n${opening}` },
    {
      engine,
      maxStepMs,
      priority: 'work',
      maxTokens,
      ...(budgetMs !== undefined && { budgetMs }),
      ...(sample > 0 && { sampling: { temperature: TEMPERATURE, seed: sample } }),
      onText: (answer) => onText?.(opening + codeOf(answer)),
      until: (answer) => isClosed(answer) || isRepeating(answer) || isEnough?.() === true,
    },
    signal,
  );
  return opening + codeOf(said);
}

/** A small model that has nothing more to say says the same again. */
function isRepeating(said: string): boolean {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  lines.pop(); // the last one is not written yet
  return lines.length - new Set(lines).size > 3;
}

/** What the answer starts with, so that it is calls and not talk. */
function openingFor({ name, owner, languageId, isStatic }: Subject): string {
  if (owner === undefined) return `${name}(`;
  if (languageId === 'rust') return `let ${snake(owner)} = ${owner}`;
  if (isStatic) return `${owner}.${name}(`;
  const object = objectName(owner);
  if (languageId === 'java') return `${owner} ${object} = `;
  if (languageId === 'python') return `${object} = ${owner}(`;
  return languageId === 'go' ? `${object} := ` : `const ${object} = new ${owner}(`;
}
