/** Where the cursor will probably be next, so that the answer there can be looked for before it is asked for. */
import { opensBlock } from './extent.ts';
import type { CompletionRequest, Offer } from './types.ts';

/** The document as it is when the suggestion has been accepted. */
export function acceptedAt(request: CompletionRequest, offer: Pick<Offer, 'text' | 'replaceEnd'>): CompletionRequest {
  const text = request.text.slice(0, request.offset) + offer.text + request.text.slice(offer.replaceEnd);
  return { ...request, text, offset: request.offset + offer.text.length };
}

/**
 * The document with the line ended there and the indentation that the editor gives the next one. Undefined where text
 * follows on the line, or where the next line's indentation is not this line's.
 */
export function nextLineAt(request: CompletionRequest): CompletionRequest | undefined {
  const { text, offset, languageId } = request;
  const lineEnd = /\r?\n|$/.exec(text.slice(offset));
  if (lineEnd?.index !== 0) return undefined;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (opensBlock(line, languageId)) return undefined;
  const added = (lineEnd[0] || '\n') + (/^[ \t]*/.exec(line)?.[0] ?? '');
  return { ...request, text: text.slice(0, offset) + added + text.slice(offset), offset: offset + added.length };
}
