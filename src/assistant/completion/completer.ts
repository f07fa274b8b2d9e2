import { LRUCache } from 'lru-cache';
import type { Engine, GenerateTiming, Piece } from '../../engine/types.ts';
import { detectLineEnding, withLineEnding } from '../../workspace/line-ending.ts';
import type { Anchor } from './anchor.ts';
import { breaksSyntax, type ErrorCounter } from './check.ts';
import { cursorContext } from './cursor-context.ts';
import { extentOf, type Extent } from './extent.ts';
import { fit } from './fit.ts';
import { closedGate } from './gate.ts';
import { anchoredPrompt, budgetFor, type PromptBudget } from './prompt.ts';
import { KnownAnswers, type KnownAnswer } from './reuse.ts';
import { stopAt } from './stop.ts';
import type { CompletionOutcome, CompletionRequest, CursorContext } from './types.ts';

const MOST_TOKENS: Record<Extent, number> = { line: 64, block: 192 };
const BREAKS_SYNTAX = 'The suggestion would break the syntax.';
const NO_WORK: GenerateTiming = { ttftMs: 0, totalMs: 0, promptTokensEvaluated: 0, tokensDecoded: 0 };

interface FreshAnswer extends KnownAnswer {
  readonly timing: GenerateTiming;
}

export interface CompleterOptions {
  readonly engine: Engine;
  /** Why a document must not be completed from, or undefined. Asked before anything else looks at its text. */
  readonly exclusion: (uri: string) => Promise<string | undefined>;
  readonly countErrors: ErrorCounter;
  /** An automatic suggestion below this confidence is not offered; 0 to 1. */
  readonly minimumConfidence: () => number;
  /** Longest uninterruptible evaluation in ms: what cancelling costs at most. */
  readonly maxStepMs: number;
  /** Overrides what the machine's speed would allow. */
  readonly budget?: PromptBudget;
}

/** The way of a completion: gate → reuse → context → prompt → evaluate → stop → check → show. */
export class Completer {
  private readonly anchors = new LRUCache<string, Anchor>({ max: 32 });
  private readonly known = new KnownAnswers();
  private readonly options: CompleterOptions;

  public constructor(options: CompleterOptions) {
    this.options = options;
  }

  /** Never throws for a cancelled request; throws EngineError when the engine cannot work. */
  public async complete(
    request: CompletionRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<CompletionOutcome> {
    const excluded = await this.options.exclusion(request.uri);
    if (excluded !== undefined) return { kind: 'nothing', reason: excluded };
    const context = cursorContext(request);
    const closed = closedGate(context);
    if (closed !== undefined) return { kind: 'nothing', reason: closed };

    const again = this.known.find(request.uri, context);
    if (again) return this.offer(request, context, again, NO_WORK, true);

    // A request that was cancelled while the model loads or the text is tokenised ends like any other cancelled one.
    const fresh = await this.evaluate(request, context, signal, onText).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (fresh === undefined) return { kind: 'nothing', reason: 'Cancelled.' };
    const outcome = await this.offer(request, context, fresh, fresh.timing, false);
    // What is known is not checked again, so what failed the check must not become known.
    if (outcome.kind === 'offer' || outcome.reason !== BREAKS_SYNTAX) this.known.remember(request.uri, context, fresh);
    return outcome;
  }

  private async evaluate(
    request: CompletionRequest,
    context: CursorContext,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<FreshAnswer | undefined> {
    const { engine } = this.options;
    const extent = extentOf(context);
    const facts = await engine.load(signal);
    const budget = this.options.budget ?? budgetFor(facts);
    const prompt = await anchoredPrompt(engine, context, budget, this.anchors.get(request.uri), signal);
    this.anchors.set(request.uri, prompt.anchor);

    let answer = '';
    let confidence = 1;
    let end: number | undefined;
    const enough = new AbortController();
    const onPiece = ({ text, probability }: Piece) => {
      if (end !== undefined) return;
      const shown = answer.length;
      if (!answer.trimStart().includes('\n')) confidence *= probability;
      answer += text;
      end = stopAt(answer, extent, context, false);
      if (end !== undefined) enough.abort();
      onText(answer.slice(shown, end));
    };
    const result = await engine.generate(
      {
        prompt: prompt.anchor.prompt,
        typed: prompt.typed,
        priority: 'completion',
        maxTokens: MOST_TOKENS[extent],
        firstLineOnly: extent === 'line',
        maxStepMs: this.options.maxStepMs,
      },
      AbortSignal.any([signal, enough.signal]),
      onPiece,
    );
    if (signal.aborted) return undefined;
    end ??= stopAt(answer, extent, context, result.end === 'stop-token');
    // What the token limit cut off in the middle of a line is no line.
    if (end === undefined && result.end === 'length') end = Math.max(0, answer.lastIndexOf('\n'));
    return { answer: answer.slice(0, end), confidence, timing: result.timing };
  }

  private async offer(
    request: CompletionRequest,
    context: CursorContext,
    known: KnownAnswer,
    timing: GenerateTiming,
    reused: boolean,
  ): Promise<CompletionOutcome> {
    const fitted = fit(known.answer, context);
    if ('reason' in fitted) return { kind: 'nothing', reason: fitted.reason, timing };
    if (request.trigger === 'automatic' && known.confidence < this.options.minimumConfidence()) {
      return { kind: 'nothing', reason: 'The model is not sure enough.', timing };
    }
    if (!reused && (await breaksSyntax(this.options.countErrors, context, fitted))) {
      return { kind: 'nothing', reason: BREAKS_SYNTAX, timing };
    }
    return {
      kind: 'offer',
      text: withLineEnding(fitted.text, detectLineEnding(request.text)),
      replaceEnd: request.offset + fitted.replaced,
      confidence: known.confidence,
      timing,
      reused,
    };
  }
}
