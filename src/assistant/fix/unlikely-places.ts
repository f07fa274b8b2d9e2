import { LineIndex } from '../../workspace/positions.ts';
import { holePrompt } from './fill.ts';
import type { Problem, Workshop } from './types.ts';

/** A place in a text where something else may have been meant. */
export interface Place {
  /** From 0. */
  readonly line: number;
  /** UTF-16 units from the line's start. */
  readonly column: number;
}

export const MOST_PLACES = 8;
/** Words and marks with the blank before them, as tokenizers part code; line breaks with what they are indented by. */
const PIECES = /\n(?:[ \t]*(?=[ \t]))?|[ \t]?[\w$]+|[ \t]?[^\s\w$]+|[ \t]+|\s/g;

/**
 * The places in the function of a problem that the model finds least likely, one in a line, the least likely first. A test says that a
 * function is wrong, not where; code with a slip in it is less like other code than what is right (Ray et al., "On the naturalness of buggy
 * code", ICSE 2016).
 */
export async function unlikelyPlaces(
  problem: Problem,
  { engine, syntax, maxStepMs }: Workshop,
  signal: AbortSignal,
): Promise<Place[]> {
  const { text, languageId, diagnostic } = problem;
  const units = (await syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1)) ?? [];
  const unit = units.find(({ kind }) => kind === 'function');
  if (unit === undefined) return [];
  const { bodyStart: start = unit.start, end } = unit;
  const code = (await syntax.tokensOf(languageId, text)) ?? [];
  const pieces = [...text.slice(start, end).matchAll(PIECES)].map((match) => {
    const blank = match[0].length - match[0].trimStart().length;
    return { text: match[0], start: start + match.index + blank, end: start + match.index + match[0].length };
  });
  const prompt = await holePrompt(engine, problem, { start, end }, signal);
  if (pieces.length === 0 || prompt.length === 0) return [];
  const tokens = await engine.tokenize(
    pieces.map((piece) => piece.text),
    signal,
  );
  const continuation = Int32Array.from(tokens.flatMap((of) => [...of]));
  const [scores = []] = await engine.score(
    { prompt, continuations: [continuation], priority: 'work', maxStepMs },
    signal,
  );
  const lines = new LineIndex(text);
  const least = new Map<number, Place & { readonly score: number }>();
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const count = tokens[index]?.length ?? 0;
    const score = Math.min(0, ...scores.slice(at, at + count));
    at += count;
    if (!code.some((token) => token.start < piece.end && piece.start < token.end)) continue;
    const line = lines.lineAt(piece.start);
    if (score < (least.get(line)?.score ?? 0))
      least.set(line, { line, column: piece.start - lines.lineStart(line), score });
  }
  return [...least.values()]
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST_PLACES)
    .map(({ line, column }) => ({ line, column }));
}
