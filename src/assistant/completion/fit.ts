import { unpaired } from './brackets.ts';
import { isOnlyClosers, nextLine } from './cursor-context.ts';
import { shorterCuts, upToOpenBelow } from './cuts.ts';
import type { CursorContext, Refusal } from './types.ts';

/** An answer made to fit the text around the cursor: `text` replaces the first `replaced` characters of the line's rest. */
export interface Fitted {
  readonly text: string;
  readonly replaced: number;
  /** The part of the answer that was fitted, where it is not all of it. */
  readonly of?: string;
}

/** How an answer may be fitted, the best way first. */
export type Candidates = readonly [Fitted, ...Fitted[]];

const MOST_CANDIDATES = 4;

/**
 * Fits a cut answer to its place, or says why it is not worth showing. Where the answer meets the text behind the cursor
 * there may be several cuts: the first one is right where nothing is known of the syntax, otherwise the first one that
 * parses (check.ts).
 */
export function fit(answer: string, context: CursorContext): Candidates | Refusal {
  const opening = upToOpenBelow(answer, context);
  const [best = answer, ...others] = [
    ...(opening === undefined ? [] : [opening]),
    answer,
    ...shorterCuts(answer, context),
  ];
  const first = fitWhole(best, context);
  if ('reason' in first) return first;
  const candidates: [Fitted, ...Fitted[]] = [best === answer ? first : { ...first, of: best }];
  for (const of of others) {
    if (candidates.length === MOST_CANDIDATES) break;
    const fitted = fitWhole(of, context);
    if ('reason' in fitted) continue;
    const { text, replaced } = fitted;
    if (candidates.every((other) => other.text !== text || other.replaced !== replaced))
      candidates.push({ text, replaced, ...(of !== answer && { of }) });
  }
  return candidates;
}

function fitWhole(answer: string, context: CursorContext): Fitted | Refusal {
  const { lineRest, languageId } = context;
  const fitted = isOnlyClosers(lineRest)
    ? aroundClosers(answer.trimEnd(), context)
    : { text: withoutOverlap(answer, lineRest, languageId), replaced: 0 };
  const { text, replaced } = fitted;
  if (text.trim() === '' || text === lineRest.slice(0, replaced)) {
    return { code: 'no-answer', reason: 'The model sees nothing to add here.' };
  }
  if (duplicatesNextLine(text, context)) {
    return { code: 'repeats', reason: 'The suggestion would repeat the next line.' };
  }
  return fitted;
}

function aroundClosers(text: string, { lineRest, linePrefix, languageId }: CursorContext): Fitted {
  const replaced = coveredClosers(text, lineRest, languageId);
  // A body between `{` and `}` of one line pushes the `}` to a line of its own.
  const pushesCloser = replaced === 0 && text.startsWith('\n') && /^\s*[)\]}]/.test(lineRest);
  return pushesCloser
    ? { text: `${text}\n${/^\s*/.exec(linePrefix)?.[0] ?? ''}`, replaced: lineRest.search(/\S/) }
    : { text, replaced };
}

/** Cuts from `answer` what `rest` (text behind the cursor) begins with, and what follows a repetition of all of it. */
function withoutOverlap(answer: string, rest: string, languageId: string): string {
  const all = rest.trim();
  const repeated = all.length < SHORTEST_REPETITION ? -1 : answer.indexOf(all);
  if (repeated >= 0 && mayCutAt(repeated, answer, all, languageId)) {
    const kept = answer.slice(0, repeated);
    return /^\s/.test(rest) ? kept.trimEnd() : kept;
  }
  for (let length = Math.min(answer.length, rest.length); length > 0; length--) {
    const at = answer.length - length;
    if (answer.endsWith(rest.slice(0, length)) && mayCutAt(at, answer, rest, languageId)) return answer.slice(0, at);
  }
  return answer;
}

/** Characters of a line's rest that do not come again by chance. */
const SHORTEST_REPETITION = 3;

/** Not inside a word, and not where it takes from the answer a bracket or quote that the answer itself needs. */
function mayCutAt(at: number, answer: string, rest: string, languageId: string): boolean {
  const kept = answer.slice(0, at);
  if (/[\p{L}\p{N}_]$/u.test(kept) && /^[\p{L}\p{N}_]/u.test(rest)) return false;
  const whole = unpaired(answer, languageId);
  const left = unpaired(kept, languageId);
  return left.missing.length <= whole.missing.length && left.unopened.length <= whole.unopened.length;
}

function duplicatesNextLine(text: string, context: CursorContext): boolean {
  if (text.startsWith('\n')) return false;
  const line = (context.linePrefix + text).split('\n', 1)[0]?.trim() ?? '';
  return /[\p{L}\p{N}]/u.test(line) && line === nextLine(context)?.trim();
}

/**
 * How many characters of the closers behind the cursor `text` brings itself, e.g. 1 for `b);` before `)`.
 *
 * Only closers in `text` that nothing in `text` opened can stand for them.
 */
export function coveredClosers(text: string, lineRest: string, languageId: string): number {
  const { missing, unopened } = unpaired(text, languageId);
  // A statement's end or a separator may still stand for the same behind the cursor.
  const own = unopened === '' && missing === '' && /[;,:]$/.test(text) ? text.slice(-1) : unopened;
  let at = 0;
  let covered = 0;
  for (const character of lineRest) {
    if (!/\s/.test(character)) {
      const found = own.indexOf(character, at);
      if (found < 0) break;
      at = found + 1;
    }
    covered += character.length;
  }
  return lineRest.slice(0, covered).trimEnd().length;
}
