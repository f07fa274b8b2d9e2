import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CheckFailed } from '../checks/checker.ts';
import { LARGEST_DOCUMENT } from './refusal.ts';
import type { Session } from './session.ts';

/** The document that a request speaks of and its text, or the sentence why it is not looked at. */
export async function askedDocument(
  session: Session,
  { uri, version }: { readonly uri: string; readonly version: number },
): Promise<{ readonly document: TextDocument; readonly text: string } | { readonly reason: string }> {
  await session.ready();
  const excluded = await session.exclusion(uri);
  if (excluded !== undefined) return { reason: excluded };
  const document = session.documents.get(uri);
  if (document === undefined) return { reason: 'The editor has not opened this document here.' };
  // A client's null says that it does not know.
  if (Number.isInteger(version) && document.version !== version)
    return { reason: 'The document was changed meanwhile. Ask again.' };
  const text = document.getText();
  return text.length > LARGEST_DOCUMENT ? { reason: 'This file is too large.' } : { document, text };
}

/** What was cancelled may end in any error: nobody waits for it any more. */
export async function unlessCancelled<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | { readonly reason: string }> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return { reason: 'Cancelled.' };
    throw error;
  }
}

/** Cancelling is a reason, and so is what checks or runs of tests refuse. */
export function withReasons<T>(
  signal: AbortSignal,
  work: () => Promise<T | { readonly reason: string }>,
): Promise<T | { readonly reason: string }> {
  return unlessCancelled(signal, async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CheckFailed && !signal.aborted) return { reason: error.message };
      throw error;
    }
  });
}
