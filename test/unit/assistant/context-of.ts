import { cursorContext } from '../../../src/assistant/completion/cursor-context.ts';
import type { CompletionRequest, CursorContext } from '../../../src/assistant/completion/types.ts';
import { withCursor } from '../golden.ts';

/** A request for a document with a visible cursor. */
export function requestFor(
  document: string,
  languageId = 'typescript',
  trigger: CompletionRequest['trigger'] = 'automatic',
  uri = 'file:///work/example.ts',
): CompletionRequest {
  return { uri, languageId, trigger, ...withCursor(document) };
}

export function contextOf(...request: Parameters<typeof requestFor>): CursorContext {
  return cursorContext(requestFor(...request));
}

export function triggerOf(words: readonly string[]): CompletionRequest['trigger'] {
  return words.includes('invoked') ? 'invoked' : 'automatic';
}
