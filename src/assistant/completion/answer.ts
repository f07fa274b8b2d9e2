import type { Branch, Engine, GenerateTiming, Piece, Priority } from '../../engine/types.ts';
import type { Extent } from './extent.ts';
import { reindented } from './indentation.ts';
import { NewWords } from './new-words.ts';
import type { AnchoredPrompt } from './prompt.ts';
import type { Answer, SurePiece } from './reuse.ts';
import type { StopRule } from './stop.ts';
import type { CursorContext } from './types.ts';

const MOST_TOKENS: Record<Extent, number> = { line: 64, block: 192 };

export const NO_WORK: GenerateTiming = { ttftMs: 0, totalMs: 0, promptTokensEvaluated: 0, tokensDecoded: 0 };

/** What all answers at one place have in common. */
export interface Question {
  readonly engine: Engine;
  readonly prompt: AnchoredPrompt;
  readonly context: CursorContext;
  readonly extent: Extent;
  readonly maxStepMs: number;
  readonly priority: Priority;
  /** The model is stopped as soon as an answer can only be less sure than this; 0 to 1. */
  readonly minimumConfidence: number;
  readonly stop: StopRule;
  /** Gets what each generation cost, also of one that was cancelled. */
  readonly onTiming?: (timing: GenerateTiming) => void;
}

export interface FreshAnswer extends Answer {
  readonly timing: GenerateTiming;
  /** Empty where none were wanted. */
  readonly branches: readonly Branch[];
}

export interface ReadOptions {
  /** How the answer begins, when it is not the model's first choice. */
  readonly begun?: Branch;
  readonly branches?: boolean;
  /** Ends the reading as the token limit does: whole lines are kept. */
  readonly late?: AbortSignal;
  /** Gets what is shown of the answer, as it arrives. */
  readonly onText?: (text: string) => void;
  /** Gets all that was said so far, while it may go on. */
  readonly onProgress?: (soFar: Answer) => void;
}

/** Reads an answer as far as it is worth showing, and stops the model there. Undefined when `signal` was aborted. */
export async function readAnswer(
  question: Question,
  signal: AbortSignal,
  { begun = { text: '', score: 1 }, branches = false, late, onText, onProgress }: ReadOptions = {},
): Promise<FreshAnswer | undefined> {
  const { engine, prompt, context, extent, maxStepMs, priority, stop, minimumConfidence } = question;
  let answer = begun.text;
  let confidence = begun.score;
  let unsure = false as boolean; // set in a callback, which the compiler does not follow
  const pieces: SurePiece[] = answer === '' ? [] : [{ length: answer.length, probability: confidence }];
  let end = stop(answer, extent, context, false);
  if (end !== undefined) return { answer: answer.slice(0, end), confidence, timing: NO_WORK, branches: [] };

  const newWords = new NewWords(context);
  const enough = new AbortController();
  const onPiece = ({ text, probability }: Piece) => {
    if (end !== undefined) return;
    const shown = answer.length;
    if (!answer.trimStart().includes('\n')) {
      const likely = probability * newWords.factorOf(firstLineOf(answer + text));
      confidence *= likely;
      pieces.push({ length: text.length, probability: likely });
    }
    answer += text;
    unsure = confidence < minimumConfidence;
    end = unsure ? answer.length : stop(answer, extent, context, false);
    if (end !== undefined) enough.abort();
    else onProgress?.({ answer, confidence, pieces: [...pieces] });
    onText?.(answer.slice(shown, end));
  };
  const result = await engine.generate(
    {
      prompt: prompt.anchor.prompt,
      typed: prompt.typed + begun.text,
      priority,
      maxTokens: MOST_TOKENS[extent],
      firstLineOnly: extent === 'line',
      maxStepMs,
      ...(branches && { branches }),
    },
    AbortSignal.any([signal, enough.signal, ...(late ? [late] : [])]),
    onPiece,
  );
  question.onTiming?.(result.timing);
  if (signal.aborted) return undefined;
  end ??= stop(answer, extent, context, result.end === 'stop-token');
  // What a limit cut off in the middle of a line is no line.
  if (end === undefined && (result.end === 'length' || late?.aborted)) end = Math.max(0, answer.lastIndexOf('\n'));
  const { timing, branches: others = [] } = result;
  const cut = answer.slice(0, end);
  const indented = reindented(cut, context);
  return {
    answer: indented,
    confidence,
    ...(indented === cut && { pieces }), // otherwise they are the pieces of another text
    ...(unsure && { unsure }),
    timing,
    branches: others,
  };
}

/** The first line that is not blank, with its line break where it has one. */
function firstLineOf(answer: string): string {
  const start = answer.length - answer.trimStart().length;
  const end = answer.indexOf('\n', start);
  return end < 0 ? answer : answer.slice(0, end + 1);
}
