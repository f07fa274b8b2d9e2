/** How a peer asks its model: what differs between peers, as data and pure functions. `../peer.ts` runs it. */
import type { Engine } from '../../../src/engine/types.ts';
import type { View } from '../assistant.ts';

/** What a generation has said so far. */
export interface Progress {
  readonly text: string;
  readonly tokens: number;
  /** Since the engine was asked, reading the prompt included. */
  readonly elapsedMs: number;
}

export interface Policy {
  readonly name: string;
  /** Tokens of an answer, at most. */
  readonly maxTokens: number;
  /** Milliseconds between a key and the request, called once per key. */
  readonly delayMs: (view: View, rhythm: Rhythm) => number;
  /** Whether known answers are looked for before that delay, or after it. */
  readonly looksUp: 'before-delay' | 'after-delay';
  /**
   * What happens to a running request when the next key comes. `queue`: it runs to its end and the next one waits, looking
   * every `pollMs`; `abort`: its connection is closed; `reuse`: it goes on while the typed text agrees with it.
   */
  readonly superseded: { readonly kind: 'queue'; readonly pollMs: number } | { readonly kind: 'abort' | 'reuse' };
  readonly cache: AnswerCache;
  /** True where nothing is asked. */
  readonly skips?: (view: View) => boolean;
  readonly prompt: (engine: Engine, view: View) => Promise<Int32Array>;
  /** Whether to end the generation here. */
  readonly isEnough: (progress: Progress, view: View) => boolean;
  /** What of an answer is shown; empty for nothing. */
  readonly trim: (text: string, view: View) => string;
}

/** What a debounce may adapt to. */
export interface Rhythm {
  /** Between the last keys, newest last, in ms. */
  readonly intervalsMs: readonly number[];
  /** What the last answers took, newest last, in ms. */
  readonly responsesMs: readonly number[];
}

export interface AnswerCache {
  find(view: View): string | undefined;
  remember(view: View, text: string): void;
}

export const linesBefore = (view: View, count: number): string => view.before.split('\n').slice(-count).join('\n');
export const linesAfter = (view: View, count: number): string => view.after.split('\n').slice(0, count).join('\n');
export const linePrefixOf = (view: View): string => view.before.slice(view.before.lastIndexOf('\n') + 1);
export const lineRestOf = (view: View): string => view.after.split('\n', 1)[0] ?? '';

/** The model's fill-in-the-middle tokens; the replay needs a model that has them. */
export function fimOf(engine: Engine): { prefix: number; suffix: number; middle: number } {
  const { fim } = engine.model;
  if (fim === undefined) throw new Error('the replay needs a model with fill-in-the-middle tokens');
  return fim;
}
