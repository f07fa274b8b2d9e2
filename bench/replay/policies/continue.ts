/**
 * Continue (commit d0a3c0b), core/autocomplete:
 * - debounce of 350 ms, fixed; known answers are looked up after it;
 * - 1,024 tokens, of which up to 30 % before and 20 % behind the cursor, whole lines;
 * - a running generation goes on while what is typed agrees with it (GeneratorReuseManager), else it is aborted;
 * - 375 ms after the request, looked at every 10 tokens, the answer ends; 150 ms after it, it ends at the first line that is not
 *   blank; a blank line ends it (stopAfterMaxProcessingTime, showWhateverWeHaveAtXMs, noDoubleNewLine). Both timers run while
 *   the prompt is read;
 * - cache of 1,000 answers by the prefix alone, longest first, typed-through.
 *
 * Left out, all in its favour: snippets of recent files and imports (shuffled at random before every request, which changes
 * the whole prompt), re-parsing of the file, sampling (here greedy).
 */
import { LRUCache } from 'lru-cache';
import type { Engine } from '../../../src/engine/types.ts';
import type { View } from '../assistant.ts';
import { fimOf, linesAfter, linesBefore, type AnswerCache, type Policy } from './policy.ts';

const PREFIX_TOKENS = Math.floor(1024 * 0.3);
const SUFFIX_TOKENS = Math.floor(1024 * 0.2);
const DEBOUNCE_MS = 350;
const PROCESSING_MS = 375;
const CHECK_EVERY_TOKENS = 10;
const SHOW_MS = 150;

export function continueDev(): Policy {
  return {
    name: 'Continue',
    maxTokens: 256,
    delayMs: () => DEBOUNCE_MS,
    looksUp: 'after-delay',
    superseded: { kind: 'reuse' },
    cache: new PrefixCache(),
    prompt: async (engine, view) => {
      const fim = fimOf(engine);
      // No more lines than tokens: one token a line at least, its break.
      const above = await wholeLines(engine, linesBefore(view, PREFIX_TOKENS), PREFIX_TOKENS, 'last');
      const below = await wholeLines(engine, linesAfter(view, SUFFIX_TOKENS), SUFFIX_TOKENS, 'first');
      const [prefix, suffix] = await engine.tokenize([above, below]);
      return Int32Array.from([fim.prefix, ...(prefix ?? []), fim.suffix, ...(suffix ?? []), fim.middle]);
    },
    isEnough: ({ text, tokens, elapsedMs }) =>
      (tokens % CHECK_EVERY_TOKENS === 0 && elapsedMs > PROCESSING_MS) ||
      (elapsedMs > SHOW_MS && /\S[^\n]*\n/.test(text)) ||
      /\S[^]*\n\s*\n/.test(text),
    trim: (text) => (text.trim() === '' ? '' : text.trimEnd()),
  };
}

/** As many whole lines as `most` tokens hold, counted line by line. */
async function wholeLines(engine: Engine, text: string, most: number, end: 'first' | 'last'): Promise<string> {
  const lines = text.split('\n');
  const counts = (await engine.tokenize(lines.map((line) => line + '\n'))).map((tokens) => tokens.length);
  const at = (index: number) => (end === 'first' ? index : lines.length - 1 - index);
  let used = 0;
  let kept = 0;
  while (kept < lines.length && used + (counts[at(kept)] ?? 0) <= most) used += counts[at(kept++)] ?? 0;
  return (end === 'first' ? lines.slice(0, kept) : lines.slice(lines.length - kept)).join('\n');
}

class PrefixCache implements AnswerCache {
  private readonly entries = new LRUCache<string, string>({ max: 1000 });

  public find({ before }: View): string | undefined {
    let best: { key: string; rest: string } | undefined;
    for (const [key, text] of this.entries.entries()) {
      if (!before.startsWith(key) || (best && best.key.length >= key.length)) continue;
      const typed = before.slice(key.length);
      if (text.length > typed.length && text.startsWith(typed)) best = { key, rest: text.slice(typed.length) };
    }
    return best?.rest;
  }

  public remember({ before }: View, text: string): void {
    if (text !== '') this.entries.set(before, text);
  }
}
