import { DOCUMENT_REQUEST, RULES_NOTIFICATION, type DocumentParams } from '../../protocol/messages.ts';
import { refusal } from '../refusal.ts';
import type { Session } from '../session.ts';

/** Tells a client why a document gets no suggestions, as soon as the user looks at it, and when to ask again. */
export function documentStatus(session: Session): void {
  session.onRules = () => {
    if (session.wantsStatus) void session.connection.sendNotification(RULES_NOTIFICATION);
  };
  session.connection.onRequest(DOCUMENT_REQUEST, async ({ uri, languageId }: DocumentParams) => {
    return (await refusal(session, uri, languageId)) ?? null;
  });
}
