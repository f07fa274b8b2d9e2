import { setTimeout } from 'node:timers/promises';
import type { Engine, GenerateTiming, Priority } from '../../engine/types.ts';
import { detectLineEnding, withLineEnding } from '../../workspace/line-ending.ts';
import type { SyntaxPlace } from '../../workspace/syntax/syntax.ts';
import { addAlternatives } from './alternatives.ts';
import { NO_WORK, readAnswer, type Question } from './answer.ts';
import type { ErrorCounter } from './check.ts';
import { cursorContext } from './cursor-context.ts';
import { Debounce } from './debounce.ts';
import { extentOf, needsPlace } from './extent.ts';
import { closedGate, closedIn, type WantedIn } from './gate.ts';
import { IdleWork } from './idle-work.ts';
import { judged, type JudgeRules } from './judge.ts';
import type { PromptBudget } from './prompt.ts';
import { PromptReader } from './prompt-reader.ts';
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
/** With no more tokens to read, a prompt was in place. */
const WARM_TOKENS = 32;

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
  /** Other rules for where an answer ends, what is left of it and how it is fitted in: the evaluation measures ours. */
  readonly rules?: JudgeRules & { readonly stop?: StopRule };
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
  private readonly debounce = new Debounce();
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
    const least = this.leastConfidence(request.uri, context);
    const again = this.known.find(request.uri, context);
    if (again && !isOpen(again, least) && (wanted === 0 || again.alternatives)) {
      const list = new Shortlist(context, (answer) => judged(context, answer, { rules: this.options.rules, least }));
      await list.addFirst(again);
      if (wanted > 0) for (const answer of again.alternatives ?? []) await list.addOther(answer);
      const outcome = outcomeOf(request, list, wanted, NO_WORK, true);
      // What is under way was set going by the answer that is being typed through.
      if (!this.idle.isBusy) this.goOnAlone(request, context, outcome, again.unsure === true);
      return this.unlessRejected(request, context, outcome);
    }

    this.idle.stop();
    this.waiting++;
    // A request that was cancelled while the model loads or the text is tokenised ends like any other cancelled one.
    const outcome = await this.debounced(request, signal)
      .then(() => this.ask(request, context, wanted, signal, { priority: 'completion', onText, onTiming }))
      .catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      })
      .finally(() => this.waiting--);
    if (outcome === undefined) return { kind: 'nothing', code: 'cancelled', reason: 'Cancelled.' };
    const unsure = this.known.find(request.uri, context)?.unsure === true;
    this.goOnAlone(request, context, outcome, unsure);
    return this.unlessRejected(request, context, outcome);
  }

  /** The cursor came to rest: reads what an answer there would need, if the model is loaded anyway and nobody waits. */
  public async rest(request: CompletionRequest): Promise<void> {
    if (this.options.engine.state.kind !== 'ready' || this.waiting > 0) return;
    if ((await this.options.exclusion(request.uri)) !== undefined) return;
    const context = cursorContext(request);
    if (closedGate(context) !== undefined || this.waiting > 0) return;
    const place = placeKey(request.uri, context);
    // After a key the cursor rests, too: what an answer has set going, there or where it is being typed through, comprises this.
    if (this.idle.isPlannedFor(place) || this.known.find(request.uri, context) !== undefined) return;
    this.idle.plan(place, 0, async (signal) => {
      await this.placeOf(context); // a file's first parse takes longer than those that follow
      await this.prompts.readFirst(request.uri, context, signal);
      await this.prompts.readBetter(request.uri, context, signal);
    });
  }

  /** Drops what is kept for a document that was closed. */
  public forget(uri: string): void {
    this.idle.stop(); // it may be about this one
    this.prompts.forget(uri);
    this.known.forget(uri);
  }

  /** Waits before the model is asked for somebody who types; throws when the next key comes meanwhile. */
  private async debounced({ trigger }: CompletionRequest, signal: AbortSignal): Promise<void> {
    const { delayMs } = this.debounce;
    if (trigger === 'invoked' || this.options.interactive === false || delayMs === 0) return;
    await setTimeout(delayMs, undefined, { signal, ref: false });
  }

  /** Asks the model. Undefined when the request was cancelled. */
  private async ask(
    request: CompletionRequest,
    context: CursorContext,
    wanted: number,
    signal: AbortSignal,
    { priority, onText = () => undefined, onTiming }: AskOptions,
  ): Promise<CompletionOutcome | undefined> {
    const { rules, countErrors } = this.options;
    const least = this.leastConfidence(request.uri, context);
    const minimumConfidence = wanted > 0 ? 0 : least;
    const common = await this.questionAt(request.uri, context, signal);
    const question: Question = { ...common, priority, minimumConfidence, ...(onTiming && { onTiming }) };
    const first = await readAnswer(question, signal, { branches: wanted > 0, onText });
    if (first === undefined) return undefined;
    const list = new Shortlist(context, (answer) => judged(context, answer, { rules, least, countErrors }));
    const late = wanted > 0 ? AbortSignal.timeout(this.options.alternativesMs ?? ALTERNATIVES_MS) : undefined;
    await list.addFirst(first);
    if (late) await addAlternatives(list, question, first, wanted, signal, late);
    if (late && signal.aborted) return undefined;

    this.remember(request.uri, context, first, list, wanted);
    const { promptTokensEvaluated, totalMs } = first.timing;
    if (priority === 'completion' && promptTokensEvaluated <= WARM_TOKENS) this.debounce.observe(totalMs);
    return outcomeOf(request, list, wanted, first.timing, false);
  }

  private async questionAt(uri: string, context: CursorContext, signal: AbortSignal) {
    const { engine, maxStepMs, rules } = this.options;
    const extent = extentOf(context, needsPlace(context) ? await this.placeOf(context) : undefined);
    const prompt = await this.prompts.promptAt(uri, context, signal);
    return { engine, prompt, context, extent, maxStepMs, stop: rules?.stop ?? stopAt };
  }

  /**
   * After an answer, as long as no key needs the model: reads on what was given up as too `unsure`, or finds out what comes
   * after a suggestion; then reads a better prompt.
   */
  private goOnAlone(
    request: CompletionRequest,
    context: CursorContext,
    outcome: CompletionOutcome,
    unsure: boolean,
  ): void {
    if (this.options.interactive === false) return;
    this.idle.plan(placeKey(request.uri, context), unsure ? 0 : IDLE_MS, async (signal) => {
      if (unsure) {
        await this.readOn(request.uri, context, signal);
        await setTimeout(IDLE_MS, undefined, { signal, ref: false });
      }
      if (request.trigger === 'automatic') await this.lookAhead(request, outcome, signal);
      const better = !signal.aborted && (await this.prompts.readBetter(request.uri, context, signal));
      // What was not worth showing may be, from the better prompt.
      if (better && outcome.kind === 'nothing') await this.readOn(request.uri, context, signal);
    });
  }

  /** Finds out what comes behind a suggestion, as if it had been accepted, or behind a line to which there is nothing to add. */
  private async lookAhead(request: CompletionRequest, outcome: CompletionOutcome, signal: AbortSignal): Promise<void> {
    if (outcome.kind === 'nothing' && outcome.code !== 'no-answer') return;
    const accepted = outcome.kind === 'offer' ? acceptedAt(request, outcome) : request;
    for (const next of outcome.kind === 'offer' ? [accepted, nextLineAt(accepted)] : [nextLineAt(accepted)]) {
      if (next === undefined || signal.aborted) return;
      const there = cursorContext(next);
      if (closedGate(there) !== undefined) return;
      const known = this.known.find(next.uri, there);
      if (known && known.answer !== '') return;
      if (known) continue;
      const answer = await this.ask(next, there, 0, signal, { priority: 'background' });
      if (answer?.kind === 'offer') return;
    }
  }

  /** Reads an answer to its end, however unsure, and keeps it for those who type what it says: that makes the rest surer. */
  private async readOn(uri: string, context: CursorContext, signal: AbortSignal): Promise<void> {
    const { rules, countErrors } = this.options;
    const common = await this.questionAt(uri, context, signal);
    const question: Question = { ...common, priority: 'background', minimumConfidence: 0 };
    // What it has said so far is known at once, for a key that comes before it has said all.
    const onProgress = (soFar: Answer) => this.known.remember(uri, context, { ...soFar, unsure: true });
    const first = await readAnswer(question, signal, { onProgress });
    if (first === undefined) return;
    const list = new Shortlist(context, (answer) => judged(context, answer, { rules, least: 0, countErrors }));
    await list.addFirst(first);
    this.remember(uri, context, first, list, 0);
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
    const isFirst = ({ answer }: Answer) => answer === first.answer;
    const others = list.answers.filter((shown) => !isFirst(shown));
    // What is known is not checked again, so what failed the check must not become known.
    const good: readonly (Answer & { readonly of?: string })[] =
      list.refusal?.code === 'breaks-syntax' ? others : [list.answers.find(isFirst) ?? first, ...others];
    const [main, ...alternatives] = good.map(({ answer, of, confidence, pieces, unsure }): Answer => ({
      answer: of ?? answer,
      confidence,
      ...(pieces && { pieces }),
      ...(unsure && { unsure }),
    }));
    if (main) this.known.remember(uri, context, { ...main, alternatives: wanted > 0 ? alternatives : undefined });
  }
}

/** An answer that was given up, and of which so much was typed meanwhile that the rest may be sure enough. */
function isOpen({ unsure, confidence }: Answer, least: number): boolean {
  return unsure === true && confidence >= least;
}

function placeKey(uri: string, { before, after }: CursorContext): string {
  return `${uri} ${before.length} ${after.length}`;
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
