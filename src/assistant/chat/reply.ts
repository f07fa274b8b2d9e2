import type { Engine, Priority } from '../../engine/types.ts';
import { conversationPrompt, type Conversation } from './turns.ts';

export interface ReplyOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
  readonly priority: Priority;
  readonly maxTokens: number;
  readonly sampling?: { readonly temperature: number; readonly seed: number };
  /** Gets the reply so far, from its start. */
  readonly onText?: (text: string) => void;
}

/** The model's reply as it is; empty where it was cancelled before it said anything. */
export async function reply(conversation: Conversation, options: ReplyOptions, signal: AbortSignal): Promise<string> {
  const { engine, maxStepMs, priority, maxTokens, sampling, onText } = options;
  const prompt = await conversationPrompt(engine, conversation, signal);
  let said = '';
  await engine.generate(
    {
      prompt,
      typed: '',
      heal: false,
      priority,
      maxTokens,
      firstLineOnly: false,
      maxStepMs,
      ...(sampling && { sampling }),
    },
    signal,
    (piece) => {
      said += piece.text;
      onText?.(said);
    },
  );
  return said;
}
