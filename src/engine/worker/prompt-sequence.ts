import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Priority } from '../types.ts';
import type { Candidate } from './healing.ts';
import { sharedStart } from './shared-start.ts';
import type { StepSize } from './step-size.ts';
import type { ThreadChoice } from './thread-choice.ts';
import type { Turns } from './turns.ts';

/** How one request wants its steps run. */
export interface StepPolicy {
  readonly priority: Priority;
  readonly maxStepMs: number;
  readonly signal: AbortSignal;
}

/**
 * With more tokens than this to read, a prompt is cold, and steps may take longer. In steps of 50 ms a small machine reads half
 * as fast as in steps of 100, and nothing is lost to a keystroke that comes in between: what was read is what it needs.
 */
const COLD_TOKENS = 32;
const COLD_STEP_MS = 100;

/** Decides with how many threads a step is computed, and tells llama.cpp. */
export interface StepThreads {
  readonly choice: ThreadChoice;
  /** Most threads for work in the background: the user's own programs, the editor first, need the other cores. */
  readonly mostInBackground: number;
  readonly use: (threads: number) => void;
}

/** Thrown between two steps when the request's signal was aborted. */
export class Cancelled extends Error {}

/**
 * Likeliest tokens asked for per position. The top-k sampler keeps the list short inside llama.cpp: asking for all
 * logits and a confidence instead sorts the whole vocabulary, which costs 10 ms a token (see ARCHITECTURE.md).
 */
const CANDIDATES = 40;
const ASK_CANDIDATES = {
  generateNext: { logits: true, options: { temperature: 1, topK: CANDIDATES, topP: 1, minP: 0 } },
};

/**
 * One sequence of the context: the tokens whose state the KV cache holds, and the candidates seen after them.
 *
 * Tokens are only evaluated where the wanted ones differ from those held, so that a keystroke costs one or two.
 */
export class PromptSequence {
  /** Tokens evaluated since the start, for the timing of requests. */
  public evaluated = 0;
  public lastUsed = 0;
  private readonly held: Token[] = [];
  private readonly seen = new Map<number, readonly Candidate[]>();
  private readonly sequence: LlamaContextSequence;
  private readonly turns: Turns;
  private readonly stepSize: StepSize;
  private readonly threads: StepThreads | undefined;

  public constructor(sequence: LlamaContextSequence, turns: Turns, stepSize: StepSize, threads?: StepThreads) {
    this.sequence = sequence;
    this.turns = turns;
    this.stepSize = stepSize;
    this.threads = threads;
  }

  /** Number of leading tokens that the sequence holds already. */
  public sharedWith(tokens: ArrayLike<number>): number {
    return sharedStart(this.held, tokens);
  }

  /** Candidates after `tokens`, if they were seen and their state is still held. */
  public seenAfter(tokens: readonly number[]): readonly Candidate[] | undefined {
    return this.sharedWith(tokens) === tokens.length ? this.seen.get(tokens.length - 1) : undefined;
  }

  /** Makes the sequence hold `tokens`. Throws {@link Cancelled} between steps. */
  public async hold(tokens: readonly number[], policy: StepPolicy): Promise<void> {
    await this.evaluateFrom(this.sharedWith(tokens), tokens, tokens.length, policy);
  }

  /**
   * Makes the sequence hold `tokens` and learns the candidates after every position from `first` on (an index into
   * `tokens`); returns those after position `first`. Throws {@link Cancelled} between steps.
   */
  public async candidatesAt(
    first: number,
    tokens: readonly number[],
    policy: StepPolicy,
  ): Promise<readonly Candidate[]> {
    let start = this.sharedWith(tokens);
    for (let position = first; position < start; position++) {
      if (!this.seen.has(position)) start = position;
    }
    await this.evaluateFrom(start, tokens, first, policy);
    return this.seen.get(first) ?? [];
  }

  private async evaluateFrom(
    start: number,
    tokens: readonly number[],
    first: number,
    policy: StepPolicy,
  ): Promise<void> {
    if (policy.signal.aborted) throw new Cancelled();
    let at = start;
    if (at >= tokens.length) return;
    await this.forgetFrom(at);
    const maxStepMs = tokens.length - at > COLD_TOKENS ? Math.max(COLD_STEP_MS, policy.maxStepMs) : policy.maxStepMs;
    while (at < tokens.length) {
      const from = at;
      await this.turns.run(policy.priority, async () => {
        if (policy.signal.aborted) throw new Cancelled();
        const to = Math.min(tokens.length, from + this.stepSize.tokensFor(maxStepMs));
        const background = policy.priority === 'background';
        await this.step(from, tokens.slice(from, to) as Token[], first, maxStepMs, background);
        at = to;
      });
    }
  }

  private async step(
    from: number,
    tokens: Token[],
    first: number,
    maxStepMs: number,
    background: boolean,
  ): Promise<void> {
    const { threads } = this;
    threads?.use(background ? threads.mostInBackground : threads.choice.next());
    const started = performance.now();
    if (from + tokens.length <= first) {
      await this.sequence.evaluateWithoutGeneratingNewTokens(tokens);
    } else {
      const input = tokens.map((token, index): ControlledEvaluateInputItem =>
        from + index >= first ? [token, ASK_CANDIDATES] : token,
      );
      const output = await this.sequence.controlledEvaluate(input);
      output.forEach((result, index) => {
        if (result?.next.logits) this.seen.set(from + index, toCandidates(result.next.logits));
      });
    }
    this.held.push(...tokens);
    this.evaluated += tokens.length;
    const ms = performance.now() - started;
    this.stepSize.observe(maxStepMs, tokens.length, ms);
    if (!background)
      threads?.choice.observe(tokens.length, Math.max(0, from + tokens.length - Math.max(from, first)), ms);
  }

  private async forgetFrom(position: number): Promise<void> {
    if (this.held.length === position) return;
    await this.sequence.eraseContextTokenRanges([{ start: position, end: this.held.length }]);
    for (let index = position; index < this.held.length; index++) this.seen.delete(index);
    this.held.length = position;
  }
}

function toCandidates(logits: ReadonlyMap<Token, number>): Candidate[] {
  const highest = Math.max(...logits.values());
  const weights = [...logits].map(([token, logit]) => ({ token, weight: Math.exp(logit - highest) }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights
    .map(({ token, weight }) => ({ token, probability: weight / total }))
    .sort((a, b) => b.probability - a.probability);
}
