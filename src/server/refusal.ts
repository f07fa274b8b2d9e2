import type { Nothing } from '../protocol/messages.ts';
import type { Session } from './session.ts';

/**
 * UTF-16 units beyond which a document gets nothing: every keystroke handles the text as a whole, and what is larger is
 * data, not written code.
 */
export const LARGEST_DOCUMENT = 4_000_000;

/** Why a document gets no suggestions wherever the cursor is, or undefined. Loads no model. */
export async function refusal(session: Session, uri: string, languageId: string): Promise<Nothing | undefined> {
  await session.ready();
  const { enable, languages } = session.settingsOf(uri);
  const document = session.documents.get(uri);
  if (!enable) return { code: 'off', message: 'Completions are off.', uri };
  if (languages[languageId] === false) {
    return { code: 'language-off', message: `Completions are off for ${languageId}.`, uri };
  }
  const excluded = await session.exclusion(uri);
  if (excluded !== undefined) return { code: 'excluded', message: excluded, uri };
  if (document === undefined) {
    return { code: 'unknown-document', message: 'The editor has not opened this document here.', uri };
  }
  if (document.getText().length > LARGEST_DOCUMENT) {
    const megabytes = LARGEST_DOCUMENT / 1e6;
    return { code: 'too-large', message: `This file is too large (over ${megabytes} million characters).`, uri };
  }
  return undefined;
}
