/**
 * Tabby (commit 21b2904): tabby-agent's client side and the server's completion, from clients/tabby-agent/src/codeCompletion
 * and crates/tabby/src/services/completion:
 * - each request aborts the one before; the server notices the closed connection;
 * - debounce: rate * base - mean response of the last 10, between 100 and 1,000 ms; base: mean interval between keys (those
 *   of up to 400 ms, the last 100, from 20 on, between 100 and 400; 200 before); rate from 3.0 down to 1.5 by a score of 0.5
 *   for a trigger that is no word character, 0.4 at a line's end, 0.1 at the document's; before the first response the
 *   average is NaN, and the delay is 2 ms;
 * - LRU of 100 answers by the whole document around the cursor, and up to 50 characters typed through their first
 *   line; an answer that is known waits for the debounce too;
 * - 20 lines before and behind the cursor; what is sent is cut to its last 1,536 bytes after templating;
 * - at most 64 tokens; one line inside a line; ends at a blank line (its languages' stop words begin with one).
 *
 * Left out, all in its favour: declarations, changed and viewed snippets and repository search in the prompt; sampling
 * (here greedy).
 */
import { LRUCache } from 'lru-cache';
import type { View } from '../assistant.ts';
import { fimOf, lineRestOf, linesAfter, linesBefore, type AnswerCache, type Policy, type Rhythm } from './policy.ts';

const LINES = 20;
const MOST_BYTES = 1536;
const FIRST_DELAY_MS = 2;
/** Bytes of the template's three markers as Qwen writes them: `<|fim_prefix|>`, `<|fim_suffix|>`, `<|fim_middle|>`. */
const MARKER_BYTES = 14;
/** Shorter answers are dropped. */
const FEWEST_CHARACTERS = 4;

export function tabby(): Policy {
  return {
    name: 'Tabby',
    maxTokens: 64,
    delayMs: debounce,
    looksUp: 'after-delay',
    superseded: { kind: 'abort' },
    cache: new ForwardCache(),
    prompt: async (engine, view) => {
      const fim = fimOf(engine);
      const cut = clip(linesBefore(view, LINES), linesAfter(view, LINES));
      const [prefix, suffix] = await engine.tokenize([cut.prefix, cut.suffix]);
      return Int32Array.from([
        ...(cut.hasPrefixMarker ? [fim.prefix] : []),
        ...(prefix ?? []),
        ...(cut.hasSuffixMarker ? [fim.suffix] : []),
        ...(suffix ?? []),
        fim.middle,
      ]);
    },
    isEnough: ({ text }, view) => /\S[^]*\n\s*\n/.test(text) || (!isLineEnd(view) && text.includes('\n')),
    trim: (text, view) => {
      const blank = /\n\s*\n/.exec(text.trimStart() === '' ? '' : text);
      const shown = (blank ? text.slice(0, blank.index) : text).trimEnd();
      const single = isLineEnd(view) ? shown : (shown.split('\n', 1)[0] ?? '');
      return single.trim().length < FEWEST_CHARACTERS ? '' : single;
    },
  };
}

const isLineEnd = (view: View): boolean => /^\W*$/.test(lineRestOf(view));

/** Exported for its test. */
export function debounce(view: View, { intervalsMs, responsesMs }: Rhythm): number {
  if (responsesMs.length === 0) return FIRST_DELAY_MS;
  const typing = intervalsMs.filter((ms) => ms <= 400).slice(-100);
  const base = typing.length > 20 ? clamp(100, 400, mean(typing)) : 200;
  const trigger = view.before.at(-1) ?? '';
  const score = (/\W/.test(trigger) ? 0.5 : 0) + (isLineEnd(view) ? 0.4 : 0) + (view.after.trim() === '' ? 0.1 : 0);
  return clamp(100, 1000, (3.0 - 1.5 * score) * base - mean(responsesMs.slice(-10)));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const clamp = (least: number, most: number, value: number): number => Math.min(most, Math.max(least, value));

/** The last bytes of prefix, suffix and their markers. */
function clip(prefix: string, suffix: string) {
  const room = MOST_BYTES - MARKER_BYTES; // the middle marker is last
  const behind = Buffer.from(suffix);
  const before = Buffer.from(prefix);
  const forPrefix = room - behind.length - MARKER_BYTES;
  return {
    hasPrefixMarker: forPrefix - before.length >= MARKER_BYTES,
    prefix: forPrefix > 0 ? before.subarray(Math.max(0, before.length - forPrefix)).toString() : '',
    hasSuffixMarker: room - behind.length >= MARKER_BYTES,
    suffix: behind.subarray(Math.max(0, behind.length - room)).toString(),
  };
}

class ForwardCache implements AnswerCache {
  private readonly entries = new LRUCache<string, string>({ max: 100, ttl: 5 * 60_000 });

  public find(view: View): string | undefined {
    return this.entries.get(keyOf(view, view.before));
  }

  public remember(view: View, text: string): void {
    if (text === '') return;
    const firstLine = text.split('\n', 1)[0] ?? '';
    for (let typed = 0; typed <= Math.min(50, firstLine.length); typed++) {
      if (typed < text.length) this.entries.set(keyOf(view, view.before + text.slice(0, typed)), text.slice(typed));
    }
  }
}

const keyOf = (view: View, before: string): string => [view.name, before, view.after].join('\0');
