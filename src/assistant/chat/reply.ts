import type { Engine, Priority } from '../../engine/types.ts';
import { conversationPrompt, type Conversation } from './turns.ts';

export interface ReplyOptions {
  readonly engine: Engine;
  readonly maxStepMs: number;
  readonly priority: Priority;
  readonly maxTokens: number;
  /** What has been said so long after the model began to read is the reply, in ms; loading it does not count. */
  readonly budgetMs?: number;
  readonly sampling?: { readonly temperature: number; readonly seed: number };
  /** Gets the reply so far, from its start. */
  readonly onText?: (text: string) => void;
  /** Ends the reply once what was said so far is enough. */
  readonly until?: (text: string) => boolean;
}

/** The model's reply as it is; empty where it was cancelled before it said anything. */
export async function reply(conversation: Conversation, options: ReplyOptions, signal: AbortSignal): Promise<string> {
  const { engine, maxStepMs, priority, maxTokens, budgetMs, sampling, onText, until } = options;
  const prompt = await conversationPrompt(engine, conversation, signal);
  let said = '';
  const enough = new AbortController();
  const timer = budgetMs === undefined ? undefined : setTimeout(() => enough.abort(), budgetMs);
  try {
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
      AbortSignal.any([signal, enough.signal]),
      (piece) => {
        said += piece.text;
        onText?.(said);
        if (until?.(said)) enough.abort();
      },
    );
  } finally {
    clearTimeout(timer);
  }
  return said;
}
