/**
 * llama.vscode 0.0.63 (commit 3938fb3) with llama-server's /infill, as of the constants in its package.json and in
 * llama.cpp's server-common.cpp (commit 006639c), for the presets that it starts (`--fim-qwen-*`: batch 1024):
 * - no debounce; one request at a time, later ones look every 150 ms whether it has ended; nothing is ever aborted;
 * - 256 lines before and 64 behind the cursor; skipped with more than 8 characters behind the cursor on its line;
 * - prefix: last 3 * 1024/4 = 768 tokens with the line's typed text behind it; suffix: first 1024/4 - (2 + typed tokens);
 * - at most 128 tokens; after 500 ms of answering it ends at the next line break; lines less indented than the cursor's end it;
 * - LRU of 250 answers by the hash of all that is sent, looked up back to the start of the line.
 *
 * Left out, all in its favour: three candidates a request (here one), random sampling (here greedy, so that the work is
 * comparable), the ring of foreign chunks in the prompt and the constant repository header, and the request ahead of the
 * user after each suggestion.
 */
import { LRUCache } from 'lru-cache';
import type { View } from '../assistant.ts';
import { fimOf, linePrefixOf, lineRestOf, linesAfter, linesBefore, type AnswerCache, type Policy } from './policy.ts';

const BATCH = 1024;
const PREFIX_TOKENS = 3 * (BATCH / 4);
const SUFFIX_TOKENS = BATCH / 4;
const LINES_BEFORE = 256;
const LINES_AFTER = 64;
const MOST_BEHIND_CURSOR = 8;
const ANSWERING_MS = 500;
const POLL_MS = 150;

export function llamaVscode(): Policy {
  return {
    name: 'llama.vscode',
    maxTokens: 128,
    delayMs: () => 0,
    looksUp: 'before-delay',
    superseded: { kind: 'queue', pollMs: POLL_MS },
    cache: new LineCache(),
    skips: (view) => lineRestOf(view).length > MOST_BEHIND_CURSOR,
    prompt: async (engine, view) => {
      const fim = fimOf(engine);
      const line = linePrefixOf(view);
      const typed = line.trim() === '' ? '' : line;
      const above = linesBefore(view, LINES_BEFORE + 1);
      const texts = [above.slice(0, above.length - line.length), typed, linesAfter(view, LINES_AFTER + 1)];
      const [prefix = [], prompt = [], suffix = []] = (await engine.tokenize(texts)).map((tokens) => [...tokens]);
      return Int32Array.from([
        fim.prefix,
        ...prefix.slice(-PREFIX_TOKENS),
        ...prompt,
        fim.suffix,
        ...suffix.slice(0, Math.max(0, SUFFIX_TOKENS - (2 + prompt.length))),
        fim.middle,
      ]);
    },
    isEnough: ({ text, elapsedMs }, view) =>
      (elapsedMs > ANSWERING_MS && text.includes('\n')) || isDedented(text, indentOf(view)),
    trim: (text, view) => kept(text, view),
  };
}

const indentOf = (view: View): number => {
  const line = linePrefixOf(view);
  return line.length - line.trimStart().length;
};

/** A later whole line, or the one that has begun with code, is less indented than the cursor's. */
function isDedented(text: string, indent: number): boolean {
  const [, ...later] = text.split('\n');
  return later.some((line) => line.trim() !== '' && line.length - line.trimStart().length < indent);
}

function kept(text: string, view: View): string {
  const indent = indentOf(view);
  const lines = text.split('\n');
  const cut = lines.findIndex((line, index) => index > 0 && isDedented('\n' + line, indent));
  const shown = (cut < 0 ? lines : lines.slice(0, cut)).join('\n').trimEnd();
  return shown.trim() === '' || shown === lineRestOf(view) ? '' : shown;
}

/** Typed-through answers are found back to the start of the cursor's line. */
class LineCache implements AnswerCache {
  private readonly entries = new LRUCache<string, string>({ max: 250 });

  public find(view: View): string | undefined {
    const line = linePrefixOf(view);
    for (let typed = 0; typed <= line.length; typed++) {
      const before = view.before.slice(0, view.before.length - typed);
      const known = this.entries.get(keyOf({ ...view, before }));
      const text = line.slice(line.length - typed);
      if (known !== undefined && known.length > typed && known.startsWith(text)) return known.slice(typed);
    }
    return undefined;
  }

  public remember(view: View, text: string): void {
    if (text !== '') this.entries.set(keyOf(view), text);
  }
}

const keyOf = (view: View): string => `${linesBefore(view, LINES_BEFORE + 1)}\0${linesAfter(view, LINES_AFTER + 1)}`;
