import {
  COMMANDS,
  STATUS_NOTIFICATION,
  type Download,
  type ModelOffer,
  type Nothing,
  type Status,
} from '../../protocol/messages.ts';
import type { Session, SessionState } from '../session.ts';
import type { ModelDownloads } from './model-downloads.ts';

/** What a status speaks of beside the engine's state. */
export interface StatusParts {
  readonly model?: string | undefined;
  readonly nothing?: Nothing | undefined;
  readonly download?: Download | undefined;
  readonly offer?: ModelOffer | undefined;
}

/** Tells clients that asked for it where model and engine stand and why nothing was offered. */
export function status(session: Session, downloads: ModelDownloads): void {
  let last = '';
  let offer: ModelOffer | undefined;
  const send = (state: SessionState) => {
    const { modelName, nothing } = session;
    const now = statusOf(state, { model: modelName, nothing, download: downloads.current, offer });
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    void session.connection.sendNotification(STATUS_NOTIFICATION, now);
  };
  session.observe((state) => {
    if (state.kind !== 'no-model') offer = undefined;
    else if (downloads.current?.state !== 'running') {
      void downloads.offer().then((found) => {
        offer = found;
        if (session.state.kind === 'no-model') send(session.state);
      });
    }
    send(state);
  });
}

export function statusOf(state: SessionState, { model, nothing, download, offer }: StatusParts): Status {
  const common = { ...(model && { model }), ...(nothing && { nothing }), ...(download && { download }) };
  switch (state.kind) {
    case 'no-model': {
      const running = download?.state === 'running';
      const action = running
        ? { title: 'Stop', command: COMMANDS.stopPull }
        : { title: 'Download', command: COMMANDS.pull };
      return { state: 'no-model', message: state.reason, ...common, ...(offer && { offer, action }) };
    }
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
