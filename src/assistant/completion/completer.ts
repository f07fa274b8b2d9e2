import type { Engine, GenerateTiming, Priority } from '../../engine/types.ts';
import { detectLineEnding, withLineEnding } from '../../workspace/line-ending.ts';
import type { SyntaxPlace } from '../../workspace/syntax/syntax.ts';
import { NO_WORK, readAnswer, type FreshAnswer, type Question } from './answer.ts';
import { breaksSyntax, type ErrorCounter } from './check.ts';
import { cursorContext } from './cursor-context.ts';
import { extentOf, needsPlace } from './extent.ts';
import { filtered } from './filters/filters.ts';
import { fit, type Fitted } from './fit.ts';
import { closedGate, closedIn, type WantedIn } from './gate.ts';
import { IdleWork } from './idle-work.ts';
import type { PromptBudget } from './prompt.ts';
import { PromptReader, type PromptReaderOptions } from './prompt-reader.ts';
import { KnownAnswers, type Answer } from './reuse.ts';
import { Rejections } from './rejections.ts';
import { Shortlist, type Shown } from './shortlist.ts';
import { acceptedAt, nextLineAt } from './speculation.ts';
import { stopAt, type StopRule } from './stop.ts';
import type { CompletionOutcome, CompletionRequest, CursorContext, Refusal, Suggestion } from './types.ts';

/** What a user waits for further answers, from the end of the first one. */
const ALTERNATIVES_MS = 1000;
/** Pause after an answer from which on nobody seems to wait. */
const IDLE_MS = 250;

export interface CompleterOptions {
  readonly engine: Engine;
  /** Why a document must not be completed from, or undefined. Asked before anything else looks at its text. */
  readonly exclusion: (uri: string) => Promise<string | undefined>;
  readonly countErrors: ErrorCounter;
  /** Where a cursor stands in a text; undefined where that is not known. Not given: it never is. */
  readonly placeAt?: (languageId: string, text: string, offset: number) => Promise<SyntaxPlace | undefined>;
  /** Where automatic suggestions are wanted in a document; default: everywhere. */
  readonly wantedIn?: (uri: string) => WantedIn;
  /** An automatic suggestion for a document below this confidence is not offered; 0 to 1. */
  readonly minimumConfidence: (uri: string) => number;
  /** Longest uninterruptible evaluation in ms: what cancelling costs at most. */
  readonly maxStepMs: number;
  /** Overrides what the machine's speed would allow. */
  readonly budget?: PromptBudget;
  /**
   * Whether somebody types on. Then the first answer at a place comes from a small prompt, sooner, and what comes next is
   * prepared while nobody waits. Default true.
   */
  readonly interactive?: boolean;
  /** Overrides how long alternatives are looked for, from the end of the first answer. */
  readonly alternativesMs?: number;
  /** Looks around a place in other files; not given: nothing does. */
  readonly elsewhere?: NonNullable<PromptReaderOptions['elsewhere']>;
  /** Other rules for where an answer ends, what is left of it and how it is fitted in: the evaluation measures ours. */
  readonly rules?: { readonly stop?: StopRule; readonly filter?: typeof filtered; readonly fit?: typeof fit };
}

interface AskOptions {
  readonly priority: Priority;
  readonly onText?: (text: string) => void;
  readonly onTiming?: ((timing: GenerateTiming) => void) | undefined;
}

/** The way of a completion: gate → reuse → context → prompt → evaluate → stop → check → show. */
export class Completer {
  private readonly prompts: PromptReader;
  private readonly idle = new IdleWork();
  private waiting = 0;
  private readonly known = new KnownAnswers();
  private readonly rejections = new Rejections();
  private readonly options: CompleterOptions;

  public constructor(options: CompleterOptions) {
    this.options = options;
    this.prompts = new PromptReader(options);
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
    const closed = closedGate(context) ?? (await this.closedByKind(request.uri, context));
    if (closed !== undefined) return { kind: 'nothing', ...closed };

    const wanted = request.trigger === 'invoked' ? (request.alternatives ?? 0) : 0;
    const again = this.known.find(request.uri, context);
    if (again && (wanted === 0 || again.alternatives)) {
      const list = new Shortlist(context, (answer) => this.judge(request.uri, context, answer, false));
      await list.addFirst(again);
      if (wanted > 0) for (const answer of again.alternatives ?? []) await list.addOther(answer);
      return this.unlessRejected(request, context, outcomeOf(request, list, wanted, NO_WORK, true));
    }

    this.idle.stop();
    this.waiting++;
    // A request that was cancelled while the model loads or the text is tokenised ends like any other cancelled one.
    const outcome = await this.ask(request, context, wanted, signal, { priority: 'completion', onText, onTiming })
      .catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      })
      .finally(() => this.waiting--);
    if (outcome === undefined) return { kind: 'nothing', code: 'cancelled', reason: 'Cancelled.' };
    this.goOnAlone(request, context, outcome);
    return this.unlessRejected(request, context, outcome);
  }

  /** The cursor came to rest: reads what an answer there would need, if the model is loaded anyway and nobody waits. */
  public async rest(request: CompletionRequest): Promise<void> {
    if (this.options.engine.state.kind !== 'ready' || this.waiting > 0) return;
    if ((await this.options.exclusion(request.uri)) !== undefined) return;
    const context = cursorContext(request);
    if (closedGate(context) !== undefined || this.waiting > 0) return;
    const place = placeKey(request.uri, context);
    // After a key the cursor rests, too: what an answer has set going there comprises this.
    if (this.idle.isPlannedFor(place)) return;
    this.idle.plan(place, 0, (signal) => this.prompts.readAhead(request.uri, context, signal));
  }

  /** Drops what is kept for a document that was closed. */
  public forget(uri: string): void {
    this.idle.stop(); // it may be about this one
    this.prompts.forget(uri);
    this.known.forget(uri);
  }

  /** Asks the model. Undefined when the request was cancelled. */
  private async ask(
    request: CompletionRequest,
    context: CursorContext,
    wanted: number,
    signal: AbortSignal,
    { priority, onText = () => undefined, onTiming }: AskOptions,
  ): Promise<CompletionOutcome | undefined> {
    const { engine, maxStepMs } = this.options;
    const extent = extentOf(context, needsPlace(context) ? await this.placeOf(context) : undefined);
    const prompt = await this.prompts.promptAt(request.uri, context, signal);

    const stop = this.options.rules?.stop ?? stopAt;
    const minimumConfidence = wanted > 0 ? 0 : this.leastConfidence(request.uri, context);
    const common = { engine, prompt, context, extent, maxStepMs, priority, stop, minimumConfidence };
    const question: Question = { ...common, ...(onTiming && { onTiming }) };
    const first = await readAnswer(question, signal, { branches: wanted > 0, onText });
    if (first === undefined) return undefined;
    const list = new Shortlist(context, (answer) => this.judge(request.uri, context, answer, true));
    const late = wanted > 0 ? AbortSignal.timeout(this.options.alternativesMs ?? ALTERNATIVES_MS) : undefined;
    await list.addFirst(first);
    if (late) await addAlternatives(list, question, first, wanted, signal, late);
    if (late && signal.aborted) return undefined;

    this.remember(request.uri, context, first, list, wanted);
    return outcomeOf(request, list, wanted, first.timing, false);
  }

  /** While a suggestion is looked at: reads a better prompt, then finds out what comes after the suggestion. */
  private goOnAlone(request: CompletionRequest, context: CursorContext, outcome: CompletionOutcome): void {
    if (this.options.interactive === false) return;
    this.idle.plan(placeKey(request.uri, context), IDLE_MS, async (signal) => {
      const better = await this.prompts.readAhead(request.uri, context, signal);
      // What was not worth showing may be, from the better prompt.
      if (better && outcome.kind === 'nothing') this.known.forgetPlace(request.uri, context);
      if (outcome.kind !== 'offer' || request.trigger !== 'automatic') return;
      const accepted = acceptedAt(request, outcome);
      for (const next of [accepted, nextLineAt(accepted)]) {
        if (next === undefined || signal.aborted) return;
        const there = cursorContext(next);
        if (closedGate(there) !== undefined || this.known.find(next.uri, there)) return;
        const answer = await this.ask(next, there, 0, signal, { priority: 'background' });
        if (answer?.kind === 'offer') return;
      }
    });
  }

  /** A user who asks gets everything. */
  private leastConfidence(uri: string, { trigger }: CursorContext): number {
    return trigger === 'invoked' ? 0 : this.options.minimumConfidence(uri);
  }

  private unlessRejected({ uri }: CompletionRequest, context: CursorContext, outcome: CompletionOutcome) {
    const text = outcome.kind === 'offer' ? outcome.text : undefined;
    if (this.rejections.mayShow(uri, context, text)) return outcome;
    return { kind: 'nothing', code: 'rejected', reason: 'The same suggestion was not taken here.' } as const;
  }

  /** A text is parsed for this only where the user has turned something off. */
  private async closedByKind(uri: string, context: CursorContext): Promise<Refusal | undefined> {
    const wanted = this.options.wantedIn?.(uri);
    if (context.trigger === 'invoked' || wanted === undefined || (wanted.strings && wanted.comments)) return undefined;
    return closedIn((await this.placeOf(context))?.kind, wanted);
  }

  private async placeOf({ languageId, before, after }: CursorContext): Promise<SyntaxPlace | undefined> {
    return this.options.placeAt?.(languageId, before + after, before.length);
  }

  private remember(uri: string, context: CursorContext, first: Answer, list: Shortlist, wanted: number): void {
    const others: readonly Answer[] = list.answers.filter(({ answer }) => answer !== first.answer);
    // What is known is not checked again, so what failed the check must not become known.
    const good = list.refusal?.code === 'breaks-syntax' ? others : [first, ...others];
    const [main, ...alternatives] = good.map(({ answer, confidence, pieces, unsure }): Answer => ({
      answer,
      confidence,
      ...(pieces && { pieces }),
      ...(unsure && { unsure }),
    }));
    if (main) this.known.remember(uri, context, { ...main, alternatives: wanted > 0 ? alternatives : undefined });
  }

  /** Fits an answer to its place, or says why it is not worth showing there. */
  private async judge(
    uri: string,
    context: CursorContext,
    { answer, confidence, unsure }: Answer,
    fresh: boolean,
  ): Promise<Fitted | Refusal> {
    const notSure: Refusal = { code: 'low-confidence', reason: 'The model is not sure enough.', confidence };
    if (unsure === true) return notSure;
    const rules = { filter: filtered, fit, ...this.options.rules };
    const text = rules.filter(answer, context);
    if (typeof text !== 'string') return text;
    const fitted = rules.fit(text, context);
    if ('reason' in fitted) return fitted;
    if (confidence < this.leastConfidence(uri, context)) return notSure;
    if (fresh && (await breaksSyntax(this.options.countErrors, context, fitted))) {
      return { code: 'breaks-syntax', reason: 'The suggestion would break the syntax.' };
    }
    return fitted;
  }
}

function placeKey(uri: string, { before, after }: CursorContext): string {
  return `${uri} ${before.length} ${after.length}`;
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
