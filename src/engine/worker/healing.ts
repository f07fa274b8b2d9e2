/**
 * Token healing: a prompt that ends inside a word ends, for the model, in tokens it would never have chosen there.
 * So the last typed tokens are taken back, and the model chooses again, among such tokens only as agree with the
 * text taken back, until that text is used up. Of the ways to spell that text, the one counts that is likeliest as a whole.
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

/**
 * Paths other than the typed one that are looked at, at most. Each costs a forward pass, and when it does not win another
 * one, since the sequence holds one path at a time.
 */
const MOST_DETOURS = 1;
/** A detour is made where its first tokens alone are so many times as likely as the best spelling found so far. */
const WORTH_A_DETOUR = 3;

/** A beginning of the text, and how likely the model is to spell it so. */
interface Path {
  readonly tokens: readonly number[];
  readonly rest: string;
  readonly probability: number;
  /** Along the typed tokens, whose candidates come in one pass. */
  readonly isTyped: boolean;
}

/** A path with its last token. `mass` is how likely the model is to spell the text along this path, whatever comes last. */
interface Spelling {
  readonly path: Path;
  readonly last: Candidate;
  /** All tokens that agree in the last one's place, likeliest first. */
  readonly agreeing: readonly Candidate[];
  readonly mass: number;
}

/**
 * Chooses tokens for `text`, which was spelt by the `typed` tokens: the likeliest spelling, found along the typed tokens
 * and on a detour that is much likelier.
 */
export async function heal(model: HealingModel, typed: readonly number[], text: string): Promise<Healed> {
  let best: Spelling | undefined;
  const open: Path[] = text === '' ? [] : [{ tokens: [], rest: text, probability: 1, isTyped: true }];
  let detours = 0;
  for (let path = likeliest(open); path !== undefined; path = likeliest(open)) {
    if (!path.isTyped) {
      const isWorthIt = best === undefined || path.probability > best.mass * WORTH_A_DETOUR;
      if (!isWorthIt || detours >= MOST_DETOURS) break;
      detours++;
    }
    const { tokens, rest, probability } = path;
    const ahead = path.isTyped ? typed.slice(tokens.length) : [];
    const agreeing = (await model.candidatesAfter(tokens, ahead)).filter(({ token }) =>
      agrees(model.textOf(token), rest),
    );
    const ends = agreeing.filter(({ token }) => model.textOf(token).startsWith(rest));
    const mass = probability * total(ends);
    const [last] = ends;
    if (last && (best === undefined || mass > best.mass)) best = { path, last, agreeing, mass };
    for (const next of agreeing) {
      const nextText = model.textOf(next.token);
      if (nextText.startsWith(rest)) continue;
      open.push({
        tokens: [...tokens, next.token],
        rest: rest.slice(nextText.length),
        probability: probability * next.probability,
        isTyped: next.token === ahead[0],
      });
    }
  }
  // Nothing likely agrees: what was typed is a surprise to the model, and stays as it is normally split.
  return best ? healedBy(model, best) : { tokens: typed, overshoot: '', probability: 1 };
}

/** Takes the path to look at next: the typed one, which costs nothing, then the likeliest. */
function likeliest(open: Path[]): Path | undefined {
  open.sort((a, b) => Number(b.isTyped) - Number(a.isTyped) || b.probability - a.probability);
  return open.shift();
}

function healedBy(model: HealingModel, { path: { tokens, rest }, last, agreeing }: Spelling): Healed {
  const among = total(agreeing);
  const others = agreeing.filter(({ token }) => token !== last.token);
  return {
    tokens: [...tokens, last.token],
    overshoot: model.textOf(last.token).slice(rest.length),
    probability: last.probability / among,
    choice: { typed: rest, others: others.map((other) => ({ ...other, probability: other.probability / among })) },
  };
}

const total = (candidates: readonly Candidate[]) => candidates.reduce((sum, { probability }) => sum + probability, 0);

function agrees(tokenText: string, rest: string): boolean {
  // U+FFFD: the token is a part of a character, which says nothing about agreement.
  if (tokenText === '' || tokenText.includes('\uFFFD')) return false;
  return tokenText.startsWith(rest) || rest.startsWith(tokenText);
}
