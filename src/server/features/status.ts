import { COMMANDS, STATUS_NOTIFICATION, type Status } from '../../protocol/messages.ts';
import type { Session, SessionState } from '../session.ts';

/** Tells clients that asked for it where model and engine stand and why nothing was offered. */
export function status(session: Session): void {
  let last = '';
  session.observe((state) => {
    const now = statusOf(state, session.modelName, session.nothingBecause);
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    void session.connection.sendNotification(STATUS_NOTIFICATION, now);
  });
}

export function statusOf(state: SessionState, model: string | undefined, nothingBecause: string | undefined): Status {
  const common = { ...(model && { model }), ...(nothingBecause && { nothingBecause }) };
  switch (state.kind) {
    case 'no-model':
      return {
        state: 'no-model',
        message: state.reason,
        ...common,
        action: { title: 'Get the default model', terminal: 'local-forge models pull' },
      };
    case 'unloaded':
      return { state: 'unloaded', message: 'The model loads with the next request.', ...common };
    case 'loading':
      return { state: 'loading', message: 'The model is loading.', ...common, fraction: state.fraction };
    case 'ready': {
      const { backend, fillsInMiddle } = state.facts;
      const limits = fillsInMiddle ? '' : ' This model sees only the text before the cursor.';
      return { state: 'ready', message: `Ready (${backend}).${limits}`, ...common, fillsInMiddle };
    }
    case 'failed':
      return { state: 'failed', message: state.reason, ...common, action: restart('Try again') };
    case 'down':
      return { state: 'down', message: state.reason, ...common, action: restart('Restart') };
  }
}

const restart = (title: string) => ({ title, command: COMMANDS.restart });
