import type { Engine, Priority } from '../../engine/types.ts';
import { conversationPrompt, type Conversation } from '../chat/turns.ts';
import { codeOf, dedented, indentationOf, indented, isClosed } from './code-block.ts';

/** What the model is asked to write again. */
export interface Rewriting {
  readonly conversation: Conversation;
  /** The code that the answer mostly repeats: drafts are taken from it. */
  readonly original: string;
  /** Indentation that was taken off the original, and is put back. */
  readonly indentation: string;
}

export interface RewriteOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
  readonly priority: Priority;
  readonly sampling?: { readonly temperature: number; readonly seed: number };
  /** Gets the whole answer so far. */
  readonly onText?: (text: string) => void;
}

/** Tokens that an answer may have beside as many as the original has. */
const SPARE_TOKENS = 160;

/**
 * The code that the model answers with, indented as the original was. Undefined when cancelled, where it does not fit the model's
 * context, and where the answer did not come to its end: half a rewriting is none.
 */
export async function rewritten(
  { conversation, original, indentation }: Rewriting,
  { engine, maxStepMs, priority, sampling, onText }: RewriteOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { contextTokens } = await engine.load(signal);
  const prompt = await conversationPrompt(engine, conversation, signal);
  const [draftFrom = new Int32Array()] = await engine.tokenize([original + '\n```\n'], signal);
  const maxTokens = Math.min(draftFrom.length * 2 + SPARE_TOKENS, contextTokens - prompt.length);
  if (maxTokens < draftFrom.length + 16) return undefined;
  let answer = '';
  const enough = new AbortController();
  const result = await engine.generate(
    {
      prompt,
      typed: '',
      heal: false,
      priority,
      maxTokens,
      firstLineOnly: false,
      maxStepMs,
      draftFrom,
      ...(sampling && { sampling }),
    },
    AbortSignal.any([signal, enough.signal]),
    (piece) => {
      answer += piece.text;
      onText?.(codeOf(answer));
      if (isClosed(answer)) enough.abort();
    },
  );
  if (signal.aborted || (result.end === 'length' && !isClosed(answer))) return undefined;
  const code = codeOf(answer);
  if (code.trim() === '') return undefined;
  // The model may have its own idea of the first line's place.
  return indented(dedented(code, indentationOf(code)), indentation);
}
