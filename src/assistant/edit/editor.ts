import type { Checker } from '../../checks/checker.ts';
import type { Engine } from '../../engine/types.ts';
import { languageById } from '../../workspace/languages.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { applyChanges, changesBetween, type CheckedEdit } from './changes.ts';
import { documented } from './documentation.ts';
import { elides } from './elision.ts';
import { invariantBroken } from './invariants.ts';
import { rewritten, type Rewriting, type RewriteOptions } from './rewriting.ts';
import { targetAround, targetOf, type Target } from './target.ts';
import { taskFor, type Task, type TaskKind } from './tasks.ts';
import { Verifier } from './verifier.ts';

export interface EditRequest {
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 indices; the same: the symbol at the cursor. */
  readonly start: number;
  readonly end: number;
  readonly kind: TaskKind;
  /** What the user wants, for `instruction` and `convert`. */
  readonly wish?: string;
  readonly languageVersion?: string;
}

export interface EditorOptions {
  readonly engine: Engine;
  readonly syntax: Pick<SyntaxTrees, 'countErrors' | 'unitsAround' | 'tokensOf'>;
  readonly checkers: readonly Checker[];
  readonly maxStepMs: number;
  /** After so long no further answer is asked for. */
  readonly budgetMs: number;
  /** Gets what is being done, for people. */
  readonly onStage?: (stage: string) => void;
  /** Gets the answer as it is written, from its start. */
  readonly onText?: (text: string) => void;
}

export type EditOutcome =
  | ({ readonly kind: 'edit'; readonly title: string } & CheckedEdit)
  | { readonly kind: 'nothing'; readonly reason: string };

const MOST_ANSWERS = 4;
const TEMPERATURE = 0.6;
const SYSTEM = 'You are a careful programmer. You do what you are asked to with the code and change nothing else.';

/** Instruction, code and context in; a checked, minimal change out. The model's own choice first, then some drawn by lot. */
export async function edit(request: EditRequest, options: EditorOptions, signal: AbortSignal): Promise<EditOutcome> {
  const { languageId, text } = request;
  const target = await targetFor(request, options);
  if (target.code === '') return nothing('There is no code at this place.');
  const task = taskFor(request.kind, languageId, request.wish ?? selectedIn(request, target));
  if ('reason' in task) return nothing(task.reason);
  const deadline = performance.now() + options.budgetMs;
  const verifier = new Verifier({ languageId, text, checkers: options.checkers, syntax: options.syntax, problems: [] });
  let objection = 'The model proposed no change.';
  for (let answer = 0; answer < MOST_ANSWERS; answer++) {
    if (signal.aborted) return nothing('Cancelled.');
    if (answer > 0 && performance.now() > deadline) break;
    options.onStage?.(answer === 0 ? 'Writing' : `Writing, attempt ${answer + 1} of ${MOST_ANSWERS}`);
    const code = await answerFor(request, task, target, answer, options, signal);
    if (code === undefined) continue;
    const newText = text.slice(0, target.start) + code + text.slice(target.end);
    const changes = changesBetween(text, newText);
    if (changes.length === 0) continue;
    options.onStage?.('Checking');
    const refused =
      (elides(target.code, code) ? 'It leaves code out.' : undefined) ??
      (await invariantBroken(task.invariant, languageId, text, newText, options.syntax)) ??
      (await verifier.verify([{ text: newText, changes }], signal))[0]?.objection;
    if (refused === undefined) {
      const { unchecked } = verifier;
      // Checks know what is wrong with code, not what somebody wanted.
      const open = task.invariant === 'none' ? [...unchecked, 'Whether it does what was asked for.'] : unchecked;
      const passed = verifier.passed(newText);
      const kept =
        task.invariant === 'code'
          ? ['code unchanged']
          : task.invariant === 'code-but-types'
            ? ['only types changed']
            : [];
      return {
        kind: 'edit',
        title: task.title,
        changes,
        text: applyChanges(text, changes),
        passed: [...passed, ...kept],
        unchecked: open,
      };
    }
    objection = refused;
  }
  return nothing(signal.aborted ? 'Cancelled.' : `No answer of the model held. ${objection}`);
}

async function answerFor(
  { languageId, languageVersion, kind }: EditRequest,
  task: Task,
  target: Target,
  answer: number,
  { engine, maxStepMs, onText }: EditorOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const options: RewriteOptions = {
    engine,
    maxStepMs,
    priority: 'work',
    ...(onText && { onText }),
    ...(answer > 0 && { sampling: { temperature: TEMPERATURE, seed: answer } }),
  };
  if (kind === 'document') return documented(languageId, target, options, signal);
  const language = languageVersion ?? languageById(languageId).name;
  const rewriting: Rewriting = {
    conversation: {
      system: SYSTEM,
      user: `${task.instruction}\n\nThis is the ${language} code. Answer with the whole changed code.\n\n\`\`\`${languageId}\n${target.code}\n\`\`\``,
      opening: `\`\`\`${languageId}\n`,
    },
    original: target.code,
    indentation: target.indentation,
  };
  return rewritten(rewriting, options, signal);
}

/** A selection is what the user means; a cursor means the function around it. Extracting needs what is around, too. */
async function targetFor(
  { languageId, text, start, end, kind }: EditRequest,
  { syntax }: EditorOptions,
): Promise<Target> {
  if (end > start && kind !== 'extract' && text.slice(start, end).trim() !== '') return targetOf(text, start, end);
  const units = await syntax.unitsAround(languageId, text, start, Math.max(start + 1, end));
  const declared = kind === 'document' ? units?.find((unit) => unit.kind !== 'statement') : undefined;
  return declared ? targetOf(text, declared.start, declared.end) : targetAround(text, units, start, end);
}

/** What was selected, for a task that is about a part of the target. */
function selectedIn({ text, start, end, kind }: EditRequest, target: Target): string | undefined {
  const selected = text.slice(Math.max(start, target.start), Math.min(end, target.end)).trim();
  return kind === 'extract' && selected !== '' ? selected : undefined;
}

function nothing(reason: string): EditOutcome {
  return { kind: 'nothing', reason };
}
