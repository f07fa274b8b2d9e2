import { CURSOR_NOTIFICATION, type CursorParams } from '../../protocol/messages.ts';
import { refusal } from '../refusal.ts';
import type { Session } from '../session.ts';

/** Reads a place where the cursor rests before anybody types there. Loads no model. */
export function cursorRest(session: Session): void {
  session.connection.onNotification(CURSOR_NOTIFICATION, async ({ uri, position }: CursorParams) => {
    await session.ready();
    const { documents } = session;
    const document = documents.get(uri);
    if (document === undefined || (await refusal(session, uri, document.languageId))) return;
    await session.rest({
      uri: document.uri,
      languageId: document.languageId,
      text: document.getText(),
      offset: documents.offsetAt(document, position),
      trigger: 'automatic',
    });
  });
}
