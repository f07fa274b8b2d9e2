/** What a person does at one place of a file, as a list of timed actions; the same list for the same seed. */
import { between, seeded, type Random } from '../random.ts';

/** 5 to 8 keys a second. */
export const KEY_MS = { least: 125, most: 200 };
/** A person stops to think, and looks at what is offered before taking it. */
const PAUSE_MS = { least: 500, most: 2000 };
/** At so many places a person reads first; at the others the first key comes at once. */
const LOOKING_SHARE = 0.5;
/** Keys between two things other than typing. */
const KEYS_BETWEEN = { least: 8, most: 16 };
/** What a person waits for the first suggestion at a new place, at most. */
const SETTLE_MS = 10_000;

/**
 * `upTo` counts characters of the place's text. Actions name the goal and not the keys, since what an accept has put in
 * place need not be typed any more, and what was taken back must be.
 */
export type Action =
  | { readonly kind: 'type'; readonly upTo: number; readonly delayMs: number }
  | { readonly kind: 'backspace'; readonly count: number; readonly delayMs: number }
  /** Takes what is shown if it is right, else types up to `upTo`: the end of the word or of the line. */
  | { readonly kind: 'accept'; readonly what: 'all' | 'word'; readonly upTo: number; readonly delayMs: number }
  /** Takes whatever is shown, right or wrong, and takes it back a moment later. */
  | { readonly kind: 'accept-and-undo'; readonly delayMs: number; readonly lookMs: number }
  | { readonly kind: 'undo'; readonly delayMs: number }
  /** A line more at the top of the file, as a formatter or a second editor puts it there. */
  | { readonly kind: 'edit-elsewhere' }
  | { readonly kind: 'pause'; readonly ms: number }
  /** The cursor rests at a new place before the first key. */
  | { readonly kind: 'look'; readonly ms: number }
  /** Waits until the request under way is answered, at most so long. */
  | { readonly kind: 'settle'; readonly mostMs: number };

/** The keys that write `text`: characters, a line break together with the indentation that the editor adds to it. */
export function strokesOf(text: string): string[] {
  return text.match(/\n(?:[ \t]+(?=\S))?|[^\n]/gu) ?? [];
}

/**
 * Types `text` with all that happens meanwhile. Its first key is a cold one: the person waits for the answer to it, and may
 * have looked at the place before.
 */
export function traceOf(text: string, seed: number): Action[] {
  const random = seeded(seed);
  const actions: Action[] = [];
  const look: Action = { kind: 'look', ms: Math.round(between(random, PAUSE_MS.least, PAUSE_MS.most)) };
  const looks = random() < LOOKING_SHARE;
  let upTo = 0;
  let until = Math.round(between(random, KEYS_BETWEEN.least, KEYS_BETWEEN.most) / 2); // short places have events too
  for (const stroke of strokesOf(text)) {
    upTo += stroke.length;
    actions.push({ kind: 'type', upTo, delayMs: keyMs(random) });
    if (actions.length === 1) actions.push({ kind: 'settle', mostMs: SETTLE_MS });
    if (--until > 0) continue;
    until = Math.round(between(random, KEYS_BETWEEN.least, KEYS_BETWEEN.most));
    actions.push(...happening(text, upTo, random));
  }
  return looks ? [look, ...actions] : actions;
}

function happening(text: string, at: number, random: Random): Action[] {
  const pause: Action = { kind: 'pause', ms: Math.round(between(random, PAUSE_MS.least, PAUSE_MS.most)) };
  const delayMs = keyMs(random);
  const chance = random();
  if (chance < 0.25) return [pause];
  if (chance < 0.5) return [pause, { kind: 'accept', what: 'all', upTo: endOf(text, at, /\n|$/g), delayMs }];
  if (chance < 0.7) return [pause, { kind: 'accept', what: 'word', upTo: endOf(text, at + 1, /\b|$/g), delayMs }];
  if (chance < 0.82) return [{ kind: 'backspace', count: Math.ceil(random() * 3), delayMs }];
  if (chance < 0.88) return [pause, { kind: 'accept-and-undo', delayMs, lookMs: 600 }];
  if (chance < 0.94) return [{ kind: 'undo', delayMs }];
  return [{ kind: 'edit-elsewhere' }, pause];
}

const keyMs = (random: Random): number => Math.round(between(random, KEY_MS.least, KEY_MS.most));

function endOf(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = Math.min(from, text.length);
  return pattern.exec(text)?.index ?? text.length;
}
