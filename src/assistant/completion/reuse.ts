import { LRUCache } from 'lru-cache';
import { isOnlyClosers } from './cursor-context.ts';
import type { CursorContext } from './types.ts';

/** A piece of an answer, and the probability of the token that it came from. */
export interface SurePiece {
  readonly length: number;
  readonly probability: number;
}

/** An answer as the model gave it, cut but not yet fitted to a line's rest. */
export interface Answer {
  readonly answer: string;
  /** Product of the probabilities of the first line's tokens. */
  readonly confidence: number;
  /** The first line's tokens, from the answer's start. */
  readonly pieces?: readonly SurePiece[];
  /** Not read to its end: the model was not sure enough, or is still saying it. */
  readonly unsure?: boolean;
}

export interface KnownAnswer extends Answer {
  /** Other answers at the same place, likeliest first; undefined where nobody asked for any. */
  readonly alternatives?: readonly Answer[] | undefined;
}

const ENTRIES = 256;
const SEPARATOR = '\0';
/** Text around the cursor that must be the same for an answer to be used again. */
const BEFORE_CHARACTERS = 512;
const AFTER_CHARACTERS = 256;
/** Longest text typed through that is looked for. */
const TYPED_THROUGH_CHARACTERS = 160;

/**
 * Answers by place: the same place again (backspace, undo, a cursor that came back), or the place that is reached by
 * typing what an answer said.
 */
export class KnownAnswers {
  private readonly entries = new LRUCache<string, KnownAnswer>({ max: ENTRIES });

  public remember(uri: string, context: CursorContext, known: KnownAnswer): void {
    this.entries.set(key(uri, context, 0), known);
  }

  /** Drops what is known of a document. */
  public forget(uri: string): void {
    for (const known of [...this.entries.keys()]) {
      if (known.startsWith(uri + SEPARATOR)) this.entries.delete(known);
    }
  }

  /**
   * The answer for the cursor, less what was typed of it; an alternative where only that agrees with the typing. Nothing is
   * left, and nothing is to be said, where a line was typed as the answer has it.
   */
  public find(uri: string, context: CursorContext): KnownAnswer | undefined {
    const most = Math.min(TYPED_THROUGH_CHARACTERS, context.before.length);
    for (let typed = 0; typed <= most; typed++) {
      const known = this.entries.get(key(uri, context, typed));
      if (known === undefined) continue;
      const text = context.before.slice(context.before.length - typed);
      const [first, ...others] = [known, ...(known.alternatives ?? [])]
        .filter((answer) => agrees(answer, text))
        .map((answer) => typedThrough(answer, typed));
      // Where the newest is not what is typed, an older one may be.
      if (first) return { ...first, alternatives: known.alternatives && others };
    }
    return undefined;
  }
}

function agrees({ answer, unsure }: Answer, typed: string): boolean {
  if (answer.length > typed.length) return answer.startsWith(typed);
  // The model has said that the line ends here, or that there is nothing to say.
  return answer === typed && unsure !== true && !answer.includes('\n');
}

/**
 * The rest of an answer of which so many characters were typed. What was typed is certain now; of a token that was typed in
 * part, the uncertainty is spread over its characters.
 */
export function typedThrough({ answer, confidence, pieces, unsure }: Answer, typed: number): Answer {
  const rest = { answer: answer.slice(typed), ...(unsure && { unsure }) };
  if (pieces === undefined) return { ...rest, confidence };
  const left: SurePiece[] = [];
  let skipped = 0;
  for (const { length, probability } of pieces) {
    const open = Math.min(length, skipped + length - typed);
    skipped += length;
    if (open > 0) left.push({ length: open, probability: probability ** (open / length) });
  }
  return { ...rest, pieces: left, confidence: left.reduce((product, { probability }) => product * probability, 1) };
}

/** Closers behind the cursor do not count: typing a bracket makes the editor add its closer there. */
function key(uri: string, context: CursorContext, typed: number): string {
  const end = context.before.length - typed;
  const before = context.before.slice(Math.max(0, end - BEFORE_CHARACTERS), end);
  const after = isOnlyClosers(context.lineRest) ? context.below : context.after;
  return [uri, context.trigger, before, after.slice(0, AFTER_CHARACTERS)].join(SEPARATOR);
}
