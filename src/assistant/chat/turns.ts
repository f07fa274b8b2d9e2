import type { Engine } from '../../engine/types.ts';

/** What a model that follows instructions is asked. */
export interface Conversation {
  readonly system: string;
  readonly user: string;
  /** What the answer starts with: it is said for the model, and is not part of the answer. */
  readonly opening?: string;
}

/**
 * The prompt of a conversation of one turn, as token ids. Markers inside the texts stay text: whatever a file contains, it cannot
 * end its turn. ChatML where the model has its tokens (the format of Qwen, https://qwen.readthedocs.io/en/latest/getting_started/concepts.html),
 * else plain text with headings. Chat templates of model files are ignored: they are programs from strangers.
 */
export async function conversationPrompt(
  engine: Engine,
  { system, user, opening = '' }: Conversation,
  signal: AbortSignal,
): Promise<Int32Array> {
  const { turns } = engine.model;
  if (turns === undefined) {
    const [tokens] = await engine.tokenize([`${system}\n\n### Task\n${user}\n\n### Answer\n${opening}`], signal);
    return tokens ?? new Int32Array();
  }
  const parts = [`system\n${system}`, '\n', `user\n${user}`, '\n', `assistant\n${opening}`];
  const [said = [], line = [], asked = [], , answer = []] = await engine.tokenize(parts, signal);
  const { start, end } = turns;
  return Int32Array.from([start, ...said, end, ...line, start, ...asked, end, ...line, start, ...answer]);
}
