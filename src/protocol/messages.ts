/**
 * Everything that goes over the wire beside standard LSP. A client that knows none of it loses nothing: all of it is
 * optional, and sent only to clients that ask.
 */

/** What a client may send as `initializationOptions`. */
export interface InitializationOptions {
  /** Ask for {@link STATUS_NOTIFICATION}. */
  readonly status?: boolean;
  /** Settings of a client that supports neither `workspace/configuration` nor `didChangeConfiguration`. */
  readonly settings?: unknown;
}

/** Server → client notification, params {@link Status}: sent after initialization and whenever it changes. */
export const STATUS_NOTIFICATION = 'local-forge/status';

export interface Status {
  readonly state: 'no-model' | 'unloaded' | 'loading' | 'ready' | 'failed' | 'down';
  /** One sentence for people. */
  readonly message: string;
  readonly model?: string;
  /** Loading: 0 to 1. */
  readonly fraction?: number;
  /** False: the model sees only the text before the cursor. */
  readonly fillsInMiddle?: boolean;
  /** Why the last request was answered with nothing. */
  readonly nothingBecause?: string;
  /** The one thing that helps, as a command of this server or one to run in a terminal. */
  readonly action?: { readonly title: string; readonly command?: string; readonly terminal?: string };
}

/** `workspace/executeCommand` names that the server lists as its own. */
export const COMMANDS = {
  /** Runs when a suggestion was accepted. Arguments: [its number]. Result: null. */
  accept: 'localForge.accept',
  /** Forgets earlier crashes and starts the engine again on the next request. Result: null. */
  restart: 'localForge.restartEngine',
} as const;
