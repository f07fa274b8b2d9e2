/** Runs a peer's policy on our engine: one slot, as the peers' servers have for one user. */
import type { Engine } from '../../src/engine/types.ts';
import { NO_PASS_MS, NO_WORK, pause, type Answer, type Assistant, type View, type Work } from './assistant.ts';
import type { Policy } from './policies/policy.ts';
import { cpuSecondsOf } from './processes.ts';

/** llama-server reads a prompt in batches as large as it likes and looks for a closed connection between them. */
const WHOLE_BATCH_MS = 10_000;
/** Another request's work answers this one, which had to wait for it. */
const WAITED: Work = { ...NO_WORK, withoutPass: false };
const GIVEN_UP: Answer = { text: '', work: { ...NO_WORK, cancelled: true } };

interface Generation {
  readonly view: View;
  readonly stop: AbortController;
  /** What was said so far. */
  text: string;
  ended: Promise<Work>;
}

export class Peer implements Assistant {
  public readonly name: string;
  private readonly engine: Engine;
  private readonly pid: () => number | undefined;
  private readonly policy: Policy;
  private running: Generation | undefined;
  private lastKeyAt: number | undefined;
  private readonly intervalsMs: number[] = [];
  private readonly responsesMs: number[] = [];

  public constructor(engine: Engine, policy: Policy, pid: () => number | undefined = () => undefined) {
    this.engine = engine;
    this.pid = pid;
    this.policy = policy;
    this.name = policy.name;
  }

  /** A peer is told of nothing but what it asks about. */
  public open(): void {
    this.lastKeyAt = undefined;
  }

  public change(): void {
    return;
  }

  public cpuSeconds(): number | undefined {
    return cpuSecondsOf(this.pid());
  }

  public async ask(view: View, signal: AbortSignal): Promise<Answer> {
    const { policy } = this;
    const now = performance.now();
    if (this.lastKeyAt !== undefined) this.intervalsMs.push(now - this.lastKeyAt);
    this.lastKeyAt = now;
    if (policy.skips?.(view)) return { text: '', work: NO_WORK };
    if (policy.looksUp === 'before-delay') {
      const known = policy.cache.find(view);
      if (known !== undefined) return { text: known, work: NO_WORK };
    }
    const delay = policy.delayMs(view, { intervalsMs: this.intervalsMs, responsesMs: this.responsesMs });
    if (delay > 0) await pause(delay);
    if (signal.aborted) return GIVEN_UP;
    if (policy.looksUp === 'after-delay') {
      const known = policy.cache.find(view);
      if (known !== undefined) return { text: known, work: NO_WORK };
    }
    // Without a wait where the slot is free: nobody may come between.
    const going = this.running ? await this.slot(view, signal) : undefined;
    if (going === 'given-up') return GIVEN_UP;
    return going ? this.follow(going, view, signal) : this.generate(view, signal);
  }

  /** Waits until the one slot is free, or gives the running generation where it is good for `view` too. */
  private async slot(view: View, signal: AbortSignal): Promise<Generation | 'given-up' | undefined> {
    const { superseded } = this.policy;
    while (this.running) {
      const { running } = this;
      if (superseded.kind === 'queue') {
        await pause(superseded.pollMs);
        if (signal.aborted) return 'given-up';
        continue;
      }
      if (superseded.kind === 'reuse' && restOf(running, view) !== undefined) return running;
      running.stop.abort();
      await running.ended;
      if (signal.aborted) return 'given-up';
    }
    return undefined;
  }

  /** The rest of a generation that began before the last keys were typed. */
  private async follow(running: Generation, view: View, signal: AbortSignal): Promise<Answer> {
    await running.ended;
    const rest = restOf(running, view);
    if (rest !== undefined && rest !== '') return { text: this.policy.trim(rest, view), work: WAITED };
    return signal.aborted ? GIVEN_UP : this.generate(view, signal);
  }

  private async generate(view: View, signal: AbortSignal): Promise<Answer> {
    const { policy } = this;
    const generation: Generation = { view, stop: new AbortController(), text: '', ended: Promise.resolve(NO_WORK) };
    const abort = () => generation.stop.abort();
    if (policy.superseded.kind === 'abort') signal.addEventListener('abort', abort, { once: true });
    this.running = generation;
    const started = performance.now();
    generation.ended = this.run(generation).finally(() => (this.running = undefined));
    const work = await generation.ended;
    signal.removeEventListener('abort', abort);
    if (work.cancelled) return { text: '', work };
    this.responsesMs.push(performance.now() - started);
    const text = policy.trim(generation.text, view);
    policy.cache.remember(view, text);
    return { text, work };
  }

  private async run(generation: Generation): Promise<Work> {
    const { view, stop } = generation;
    const { policy } = this;
    let stoppedAt: number | undefined;
    stop.signal.addEventListener('abort', () => (stoppedAt = performance.now()), { once: true });
    const prompt = await policy.prompt(this.engine, view);
    const started = performance.now();
    const enough = new AbortController();
    let tokens = 0;
    let firstLineMs: number | undefined;
    const { timing } = await this.engine.generate(
      {
        prompt,
        typed: '',
        heal: false,
        priority: 'completion',
        maxTokens: policy.maxTokens,
        firstLineOnly: false,
        maxStepMs: WHOLE_BATCH_MS,
      },
      AbortSignal.any([stop.signal, enough.signal]),
      (piece) => {
        if (enough.signal.aborted) return;
        generation.text += piece.text;
        tokens++;
        const elapsedMs = performance.now() - started;
        if (/\S.*\n/.test(generation.text)) firstLineMs ??= elapsedMs;
        if (policy.isEnough({ text: generation.text, tokens, elapsedMs }, view)) enough.abort();
      },
    );
    const now = performance.now();
    return {
      withoutPass: stoppedAt === undefined && timing.totalMs <= NO_PASS_MS,
      cancelled: stoppedAt !== undefined,
      ttftMs: timing.ttftMs,
      firstLineMs: firstLineMs ?? now - started,
      promptTokens: timing.promptTokensEvaluated,
      decoded: timing.tokensDecoded,
      idleMs: stoppedAt === undefined ? undefined : now - stoppedAt,
    };
  }
}

/** What a generation says behind what was typed since it began; undefined where it says something else. */
function restOf({ view: from, text }: Generation, view: View): string | undefined {
  if (from.after !== view.after || !view.before.startsWith(from.before)) return undefined;
  const typed = view.before.slice(from.before.length);
  return text.startsWith(typed) ? text.slice(typed.length) : undefined;
}
