import { LineIndex } from '../../workspace/positions.ts';
import { languageById } from '../../workspace/languages.ts';
import { applyChanges, changesBetween, type Change } from '../edit/changes.ts';
import { rewritten, type RewriteOptions, type Rewriting } from '../edit/rewriting.ts';
import { targetAround, type Target } from '../edit/target.ts';
import { definitionsNamed } from './definitions.ts';
import { partsOf } from './parts.ts';
import { tokenChanges } from './token-changes.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

const SYSTEM = 'You are a careful programmer. You fix the one problem that you are told of and change nothing else.';

/** The question, and the code that it is about. */
export interface FixQuestion {
  readonly target: Target;
  readonly rewriting: Rewriting;
}

export async function fixQuestion(problem: Problem, workshop: Workshop): Promise<FixQuestion> {
  const { text, languageId, diagnostic, languageVersion } = problem;
  const units = await workshop.syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1);
  const target = targetAround(text, units, diagnostic.start, diagnostic.end);
  const definitions = await definitionsNamed(problem, target, workshop);
  const language = languageVersion ?? languageById(languageId).name;
  const lines = new LineIndex(text);
  const line = lines.lineText(lines.lineAt(diagnostic.start)).trim();
  const code =
    diagnostic.code === undefined ? '' : ` (${[diagnostic.source, diagnostic.code].filter(Boolean).join(' ')})`;
  const related = (diagnostic.related ?? []).map(({ message }) => message).slice(0, 2);
  const user = [
    `Fix the problem in this ${language} code. Change as little as possible. Answer with the whole corrected code.`,
    ...(definitions.length > 0 ? [`It uses:\n\`\`\`\n${definitions.join('\n\n')}\n\`\`\``] : []),
    `The problem is at \`${line}\`: ${[diagnostic.message, ...related].join(' ')}${code}`,
    `\`\`\`${languageId}\n${target.code}\n\`\`\``,
  ].join('\n\n');
  return {
    target,
    rewriting: {
      conversation: { system: SYSTEM, user, opening: `\`\`\`${languageId}\n` },
      original: target.code,
      indentation: target.indentation,
    },
  };
}

/** Candidates by having the model write the code around the problem again: its whole answer, and the parts of it that stand alone. */
export async function rewrites(
  problem: Problem,
  { target, rewriting }: FixQuestion,
  options: RewriteOptions,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const answer = await rewritten(rewriting, options, signal);
  if (answer === undefined) return [];
  const { text, diagnostic } = problem;
  const old = text.slice(target.start, target.end);
  const origin = options.sampling ? 'sample' : 'rewrite';
  const found = new Map<string, Candidate>();
  // A part is a line, or only some words of it.
  for (const changes of [changesBetween(old, answer), tokenChanges(old, answer)]) {
    const moved = changes.map(({ start, end, newText }): Change => ({
      start: start + target.start,
      end: end + target.start,
      newText,
    }));
    for (const part of partsOf(moved, diagnostic.start)) {
      const candidate = { changes: part, text: applyChanges(text, part), origin } as const;
      if (!found.has(candidate.text)) found.set(candidate.text, candidate);
    }
  }
  return [...found.values()];
}
