import { LRUCache } from 'lru-cache';
import type { Engine, GenerateTiming } from '../../engine/types.ts';
import { detectLineEnding, withLineEnding } from '../../workspace/line-ending.ts';
import type { Anchor } from './anchor.ts';
import { NO_WORK, readAnswer, type FreshAnswer, type Question } from './answer.ts';
import { breaksSyntax, type ErrorCounter } from './check.ts';
import { cursorContext } from './cursor-context.ts';
import { extentOf } from './extent.ts';
import { fit, type Fitted } from './fit.ts';
import { closedGate } from './gate.ts';
import { anchoredPrompt, budgetFor, type PromptBudget } from './prompt.ts';
import { KnownAnswers, type Answer } from './reuse.ts';
import { Shortlist, type Shown } from './shortlist.ts';
import type { CompletionOutcome, CompletionRequest, CursorContext, Refusal, Suggestion } from './types.ts';

/** What a user waits for further answers, from the end of the first one. */
const ALTERNATIVES_MS = 1000;

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
  /** Overrides how long alternatives are looked for, from the end of the first answer. */
  readonly alternativesMs?: number;
}

/** The way of a completion: gate → reuse → context → prompt → evaluate → stop → check → show. */
export class Completer {
  private readonly anchors = new LRUCache<string, Anchor>({ max: 32 });
  private readonly known = new KnownAnswers();
  private readonly options: CompleterOptions;

  public constructor(options: CompleterOptions) {
    this.options = options;
  }

  /**
   * Never throws for a cancelled request; throws EngineError when the engine cannot work. `onTiming` hears what each
   * generation cost, also of one that was cancelled.
   */
  public async complete(
    request: CompletionRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
    onTiming?: (timing: GenerateTiming) => void,
  ): Promise<CompletionOutcome> {
    const excluded = await this.options.exclusion(request.uri);
    if (excluded !== undefined) return { kind: 'nothing', code: 'excluded', reason: excluded };
    const context = cursorContext(request);
    const closed = closedGate(context);
    if (closed !== undefined) return { kind: 'nothing', ...closed };

    const wanted = request.trigger === 'invoked' ? (request.alternatives ?? 0) : 0;
    const again = this.known.find(request.uri, context);
    if (again && (wanted === 0 || again.alternatives)) {
      const list = new Shortlist(context, (answer) => this.judge(context, answer, false));
      await list.addFirst(again);
      if (wanted > 0) for (const answer of again.alternatives ?? []) await list.addOther(answer);
      return outcomeOf(request, list, wanted, NO_WORK, true);
    }

    // A request that was cancelled while the model loads or the text is tokenised ends like any other cancelled one.
    const outcome = await this.ask(request, context, wanted, signal, onText, onTiming).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    return outcome ?? { kind: 'nothing', code: 'cancelled', reason: 'Cancelled.' };
  }

  /** Drops what is kept for a document that was closed. */
  public forget(uri: string): void {
    this.anchors.delete(uri);
    this.known.forget(uri);
  }

  /** Asks the model. Undefined when the request was cancelled. */
  private async ask(
    request: CompletionRequest,
    context: CursorContext,
    wanted: number,
    signal: AbortSignal,
    onText: (text: string) => void,
    onTiming?: (timing: GenerateTiming) => void,
  ): Promise<CompletionOutcome | undefined> {
    const { engine, maxStepMs } = this.options;
    const extent = extentOf(context);
    const facts = await engine.load(signal);
    const budget = this.options.budget ?? budgetFor(facts);
    const prompt = await anchoredPrompt(engine, context, budget, this.anchors.get(request.uri), signal);
    this.anchors.set(request.uri, prompt.anchor);

    const question: Question = { engine, prompt, context, extent, maxStepMs, ...(onTiming && { onTiming }) };
    const first = await readAnswer(question, signal, { branches: wanted > 0, onText });
    if (first === undefined) return undefined;
    const list = new Shortlist(context, (answer) => this.judge(context, answer, true));
    const late = wanted > 0 ? AbortSignal.timeout(this.options.alternativesMs ?? ALTERNATIVES_MS) : undefined;
    await list.addFirst(first);
    if (late) await addAlternatives(list, question, first, wanted, signal, late);
    if (late && signal.aborted) return undefined;

    this.remember(request.uri, context, first, list, wanted);
    return outcomeOf(request, list, wanted, first.timing, false);
  }

  private remember(uri: string, context: CursorContext, first: Answer, list: Shortlist, wanted: number): void {
    const others: readonly Answer[] = list.answers.filter(({ answer }) => answer !== first.answer);
    // What is known is not checked again, so what failed the check must not become known.
    const good = list.refusal?.code === 'breaks-syntax' ? others : [first, ...others];
    const [main, ...alternatives] = good.map(({ answer, confidence }): Answer => ({ answer, confidence }));
    if (main) this.known.remember(uri, context, { ...main, alternatives: wanted > 0 ? alternatives : undefined });
  }

  /** Fits an answer to its place, or says why it is not worth showing there. */
  private async judge(
    context: CursorContext,
    { answer, confidence }: Answer,
    fresh: boolean,
  ): Promise<Fitted | Refusal> {
    const fitted = fit(answer, context);
    if ('reason' in fitted) return fitted;
    if (context.trigger === 'automatic' && confidence < this.options.minimumConfidence()) {
      return { code: 'low-confidence', reason: 'The model is not sure enough.', confidence };
    }
    if (fresh && (await breaksSyntax(this.options.countErrors, context, fitted))) {
      return { code: 'breaks-syntax', reason: 'The suggestion would break the syntax.' };
    }
    return fitted;
  }
}

/** Looks at the other ways the first line may go, likeliest first, until there are enough or the time is spent. */
async function addAlternatives(
  list: Shortlist,
  question: Question,
  first: FreshAnswer,
  wanted: number,
  signal: AbortSignal,
  late: AbortSignal,
): Promise<void> {
  for (const begun of first.branches) {
    if (list.answers.length > wanted || signal.aborted || late.aborted) return;
    if (list.isPastFirst(begun.text)) continue;
    // An engine that fails now has given its first answer, which is worth showing.
    const answer = await readAnswer(question, signal, { begun, late }).catch(() => undefined);
    if (answer === undefined) return;
    await list.addOther(answer);
  }
}

function outcomeOf(
  request: CompletionRequest,
  list: Shortlist,
  wanted: number,
  timing: GenerateTiming,
  reused: boolean,
): CompletionOutcome {
  const lineEnding = detectLineEnding(request.text);
  const [first, ...others] = list.answers.map(({ text, replaced, confidence }: Shown): Suggestion => ({
    text: withLineEnding(text, lineEnding),
    replaceEnd: request.offset + replaced,
    confidence,
  }));
  if (first) return { kind: 'offer', ...first, alternatives: others.slice(0, wanted), timing, reused };
  const refusal = list.refusal ?? { code: 'no-answer', reason: 'The model sees nothing to add here.' };
  return { kind: 'nothing', ...refusal, timing };
}
