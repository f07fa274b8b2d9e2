/**
 * Token healing: a prompt that ends inside a word ends, for the model, in tokens it would never have chosen there.
 * So the last typed tokens are taken back, and the model chooses again, among such tokens only as agree with the
 * text taken back, until that text is used up.
 */

/** A likely next token with its probability among the listed ones; lists are sorted, likeliest first. */
export interface Candidate {
  readonly token: number;
  readonly probability: number;
}

/** What a walk along the text taken back needs to know of the model. */
export interface HealingModel {
  /** Text of one token. */
  textOf(token: number): string;
  /**
   * Candidates after the kept tokens followed by `path`. `along` are the typed tokens that still lie ahead on this
   * path (empty when it has left them): whoever evaluates may read them in the same pass.
   */
  candidatesAfter(path: readonly number[], along: readonly number[]): Promise<readonly Candidate[]>;
  tokenize(text: string): readonly number[];
}

export interface Healed {
  /** Tokens that replace those taken back. */
  readonly tokens: readonly number[];
  /** Text that the last token brings beyond what was typed; empty when it ends exactly there. */
  readonly overshoot: string;
  /** Probability of that last token among the agreeing ones; 1 where nothing was chosen. */
  readonly probability: number;
  /** What the last token had to agree with, and the others that agree, likeliest first; where one was chosen. */
  readonly choice?: { readonly typed: string; readonly others: readonly Candidate[] };
}

/**
 * How many tokens to take back from the end of `typed` and what text they hold.
 *
 * `backOff` tokens, fewer where one of these holds only a part of a character: its text is not known.
 */
export function takeBack(
  typed: string,
  tokens: readonly number[],
  backOff: number,
  textOf: (token: number) => string,
): { keep: number; text: string } {
  for (let count = Math.min(backOff, tokens.length); count > 0; count--) {
    const text = tokens
      .slice(tokens.length - count)
      .map(textOf)
      .join('');
    if (text !== '' && typed.endsWith(text)) return { keep: tokens.length - count, text };
  }
  return { keep: tokens.length, text: '' };
}

/** Chooses tokens for `text`, which was spelt by the `typed` tokens. */
export async function heal(model: HealingModel, typed: readonly number[], text: string): Promise<Healed> {
  const path: number[] = [];
  let rest = text;
  let onTyped = true;
  while (rest !== '') {
    const ahead = onTyped ? typed.slice(path.length) : [];
    const candidates = await model.candidatesAfter(path, ahead);
    const agreeing = candidates.filter(({ token }) => agrees(model.textOf(token), rest));
    const best = agreeing[0];
    if (best === undefined) {
      // Nothing likely agrees: what was typed is a surprise to the model, and stays as it is normally split.
      path.push(...(onTyped ? ahead : model.tokenize(rest)));
      return { tokens: path, overshoot: '', probability: 1 };
    }
    const bestText = model.textOf(best.token);
    onTyped = onTyped && best.token === typed[path.length];
    path.push(best.token);
    if (bestText.startsWith(rest)) {
      const total = agreeing.reduce((sum, { probability }) => sum + probability, 0);
      const others = agreeing.slice(1).map((other) => ({ ...other, probability: other.probability / total }));
      return {
        tokens: path,
        overshoot: bestText.slice(rest.length),
        probability: best.probability / total,
        choice: { typed: rest, others },
      };
    }
    rest = rest.slice(bestText.length);
  }
  return { tokens: path, overshoot: '', probability: 1 };
}

function agrees(tokenText: string, rest: string): boolean {
  // U+FFFD: the token is a part of a character, which says nothing about agreement.
  if (tokenText === '' || tokenText.includes('\uFFFD')) return false;
  return tokenText.startsWith(rest) || rest.startsWith(tokenText);
}
