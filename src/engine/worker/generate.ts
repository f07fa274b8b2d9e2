import type { BatchCosts, GenerateRequest, GenerateResult, Piece } from '../types.ts';
import { Branches } from './branches.ts';
import { costsWithin } from './draft-length.ts';
import { Drafts } from './drafts.ts';
import { heal, takeBack } from './healing.ts';
import { Original } from './original.ts';
import { Cancelled, type PromptSequence, type StepPolicy } from './prompt-sequence.ts';
import { choiceBy } from './sampling.ts';
import { sureness } from './sureness.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Two tokens taken back gave the most exact matches: 72 of 100 against 68 with one (DESIGN.md). */
const BACK_OFF_TOKENS = 2;

/** What a generation needs to know of the loaded model. */
export interface GenerationModel {
  readonly vocabulary: Vocabulary;
  readonly stopTokens: ReadonlySet<number>;
  /** Tokens that one sequence can hold. */
  readonly contextTokens: number;
  readonly batchCosts: BatchCosts;
  /** Tokens per second, one by one. */
  readonly decodeRate: number;
}

/**
 * Answers one request on one sequence: place the prompt, heal the typed text, decode.
 * Cancelling is a normal end. Pieces are whole characters.
 */
export async function generate(
  request: GenerateRequest,
  sequence: PromptSequence,
  { vocabulary, stopTokens, contextTokens, batchCosts, decodeRate }: GenerationModel,
  signal: AbortSignal,
  onPiece: (piece: Piece) => void,
): Promise<GenerateResult> {
  const started = performance.now();
  const evaluatedBefore = sequence.evaluated;
  const policy: StepPolicy = { priority: request.priority, maxStepMs: request.maxStepMs, signal };
  let ttftMs = 0;
  let decoded = 0;
  let promptTokensEvaluated = 0;
  const choose = choiceBy(request.sampling);
  const original = request.draftFrom && new Original(Array.from(request.draftFrom));
  const drafts = new Drafts(costsWithin(request.maxStepMs, 1000 / decodeRate, batchCosts), original);
  const branches = request.branches ? new Branches(vocabulary.textOf, stopTokens) : undefined;

  const finish = (end: GenerateResult['end']): GenerateResult => {
    const totalMs = performance.now() - started;
    if (ttftMs === 0) promptTokensEvaluated = sequence.evaluated - evaluatedBefore;
    const timing = {
      ttftMs: ttftMs || totalMs,
      totalMs,
      promptTokensEvaluated,
      tokensDecoded: decoded,
      tokensDrafted: drafts.proposed,
      draftsKept: drafts.kept,
    };
    return { end, timing, ...(branches && { branches: branches.best() }) };
  };
  const markFirst = () => {
    if (ttftMs !== 0) return;
    ttftMs = performance.now() - started;
    promptTokensEvaluated = sequence.evaluated - evaluatedBefore;
  };

  /** What may come next, as far as it may still be said. */
  const draftAfter = (tokens: readonly number[]): readonly number[] => {
    if (request.drafts === false) return [];
    const left = drafts.propose(tokens).slice(0, Math.max(0, request.maxTokens - decoded - 1));
    const lineEnd = request.firstLineOnly ? left.findIndex((token) => vocabulary.textOf(token).includes('\n')) : -1;
    return lineEnd < 0 ? left : left.slice(0, lineEnd + 1);
  };

  try {
    const typed = request.typed === '' ? [] : vocabulary.tokenize(request.typed);
    const prompt = [...request.prompt];
    if (prompt.length + typed.length + request.maxTokens > contextTokens) {
      throw new RangeError(
        `the prompt (${prompt.length + typed.length} tokens) and the answer do not fit ${contextTokens} tokens`,
      );
    }
    if (request.warmUpOnly) {
      await sequence.hold([...prompt, ...typed], policy);
      return finish('length');
    }

    // The model needs one token at least to go on from: at the top of a prompt-less file nothing is taken back.
    const bare = prompt.length === 0 && typed.length <= BACK_OFF_TOKENS;
    const back =
      request.heal === false || bare
        ? { keep: typed.length, text: '' }
        : takeBack(request.typed, typed, BACK_OFF_TOKENS, vocabulary.textOf);
    const kept = [...prompt, ...typed.slice(0, back.keep)];
    if (kept.length === 0) return finish('stop-token');
    const healed = await heal(
      {
        textOf: vocabulary.textOf,
        tokenize: (text) => vocabulary.tokenize(text),
        candidatesAfter: async (path, along) => {
          const here = [...kept, ...path];
          return sequence.seenAfter(here) ?? sequence.candidatesAt(here.length - 1, [...here, ...along], policy);
        },
      },
      typed.slice(back.keep),
      back.text,
    );

    const tokens = [...kept, ...healed.tokens];
    const answer = new AnswerText(vocabulary, onPiece);
    if (healed.choice) branches?.note('', 1, healed.overshoot, healed.choice.others, healed.choice.typed);
    if (healed.overshoot !== '') {
      markFirst();
      decoded++;
      answer.addText(healed.overshoot, healed.probability);
    } else answer.begin(healed.probability);
    while (!(request.firstLineOnly && answer.hasLineBreak)) {
      if (decoded >= request.maxTokens) return finish('length');
      const here = tokens.length - 1;
      const candidates =
        sequence.seenAfter(tokens) ?? (await sequence.candidatesAt(here, [...tokens, ...draftAfter(tokens)], policy));
      if (signal.aborted) return finish('cancelled');
      const best = choose(candidates, decoded);
      if (branches && best && answer.isWhole) {
        const chosen = stopTokens.has(best.token) ? '' : vocabulary.textOf(best.token);
        branches.note(
          answer.text,
          answer.sureness,
          chosen,
          candidates.filter((candidate) => candidate !== best),
        );
      }
      if (best === undefined || stopTokens.has(best.token)) {
        markFirst();
        return finish('stop-token');
      }
      markFirst();
      decoded++;
      tokens.push(best.token);
      drafts.chose(best.token);
      const isBlank = answer.text.trim() === '';
      answer.addToken(best.token, sureness(best, candidates, vocabulary.textOf, stopTokens, isBlank));
    }
    return finish('line');
  } catch (error) {
    if (error instanceof Cancelled) return finish('cancelled');
    throw error;
  }
}

/** Turns tokens into pieces of whole characters: a token may hold only some bytes of one. */
class AnswerText {
  public hasLineBreak = false;
  /** What was said so far in whole characters, and the product of its tokens' probabilities. */
  public text = '';
  public probability = 1;
  private pending: number[] = [];
  private pendingProbability = 1;
  private readonly vocabulary: Vocabulary;
  private readonly onPiece: (piece: Piece) => void;

  public constructor(vocabulary: Vocabulary, onPiece: (piece: Piece) => void) {
    this.vocabulary = vocabulary;
    this.onPiece = onPiece;
  }

  /** No token of a character's first bytes waits for its others. */
  public get isWhole(): boolean {
    return this.pending.length === 0;
  }

  /** That the answer begins here, behind what was typed, and the typed token does not go on, is this likely. */
  public begin(probability: number): void {
    this.pendingProbability *= probability;
  }

  /** Product of the probabilities of all that was decided so far, also of what says nothing yet. */
  public get sureness(): number {
    return this.probability * this.pendingProbability;
  }

  public addToken(token: number, probability: number): void {
    this.pending.push(token);
    this.pendingProbability *= probability;
    const text = this.vocabulary.textOfAll(this.pending);
    if (text.endsWith('\uFFFD') && this.pending.length < 4) return;
    const whole = this.pendingProbability;
    this.pending = [];
    this.pendingProbability = 1;
    this.addText(text, whole);
  }

  public addText(text: string, probability: number): void {
    if (text === '') return;
    this.text += text;
    this.probability *= probability;
    if (text.includes('\n')) this.hasLineBreak = true;
    this.onPiece({ text, probability });
  }
}
