import { LRUCache } from 'lru-cache';
import type { CursorContext } from './types.ts';

/** Shown so often at one place and never taken: it is not wanted there. */
const TIMES_SHOWN = 3;
/** How long a suggestion is remembered as not wanted, in ms, from when it was last shown. */
const REMEMBERED_MS = 120_000;
const ENTRIES = 256;
/** Text around the cursor that makes a place. */
const AROUND_CHARACTERS = 256;

/**
 * Suggestions that were shown and not taken.
 *
 * LSP has no event for a suggestion that was dismissed, and VS Code's stable API none for Esc. So it is inferred: the
 * user has come back to a place (from another one: an editor that only asks again does not count) where the same text
 * was shown three times. Coming back once or twice is a mistyped key, and showing it again is right.
 */
export class Rejections {
  private readonly shown: LRUCache<string, number>;
  /** The offer that each document got last. */
  private readonly latest = new LRUCache<string, string>({ max: ENTRIES });

  /** `clock` tells the time in ms. */
  public constructor(clock: { now(): number } = performance) {
    this.shown = new LRUCache({ max: ENTRIES, ttl: REMEMBERED_MS, ttlResolution: 0, perf: clock });
  }

  /**
   * Whether `text` may be shown; what is shown is counted. Undefined: nothing is offered, which is another place, too. A
   * user who asks gets it, and all is forgiven.
   */
  public mayShow(uri: string, context: CursorContext, text: string | undefined): boolean {
    const { before, after, trigger } = context;
    const around = [uri, before.slice(-AROUND_CHARACTERS), after.slice(0, AROUND_CHARACTERS)];
    const offer = [...around, text ?? ''].join('\0');
    const again = this.latest.get(uri) === offer;
    this.latest.set(uri, offer);
    if (text === undefined) return true;
    if (trigger === 'invoked') {
      this.shown.delete(offer);
      return true;
    }
    const times = (this.shown.get(offer) ?? 0) + (again ? 0 : 1);
    if (!again) this.shown.set(offer, times);
    return times <= TIMES_SHOWN;
  }
}
