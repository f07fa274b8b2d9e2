import type { Engine, EngineFacts, Priority } from '../../engine/types.ts';
import { Anchors } from './anchors.ts';
import { anchoredPrompt, budgetFor, firstBudgetFor, type AnchoredPrompt, type PromptBudget } from './prompt.ts';
import type { CursorContext } from './types.ts';

/** With more text than this between anchor and cursor, a pause is used to set the anchor anew; half of what it may be. */
const MOST_TYPED_AT_REST = 1200;

export interface PromptReaderOptions {
  readonly engine: Engine;
  /** Longest uninterruptible evaluation in ms. */
  readonly maxStepMs: number;
  /** Overrides what the machine's speed would allow. */
  readonly budget?: PromptBudget;
  /** Whether the first answer at a place comes from a small prompt, sooner. Default true; not with a given `budget`. */
  readonly interactive?: boolean;
}

/** Chooses the prompt for an answer, and reads better ones when nobody waits. */
export class PromptReader {
  private readonly anchors = new Anchors();
  private facts: EngineFacts | undefined;
  private readonly options: PromptReaderOptions;

  public constructor(options: PromptReaderOptions) {
    this.options = options;
  }

  /** The prompt for an answer now: one that the engine has read already, else one that is soon read. */
  public async promptAt(uri: string, context: CursorContext, signal: AbortSignal): Promise<AnchoredPrompt> {
    const { first, full } = await this.budgets(signal);
    const prompt = await anchoredPrompt(this.options.engine, context, first ?? full, this.anchors.of(uri), signal);
    this.anchors.set(uri, prompt.anchor);
    return prompt;
  }

  /**
   * Reads what an answer at this place would need, where nobody has asked there yet; with all threads, since somebody who
   * rests at a place may be about to type.
   */
  public async readFirst(uri: string, context: CursorContext, signal: AbortSignal): Promise<void> {
    await this.read(await this.promptAt(uri, context, signal), 'work', signal);
  }

  /**
   * Reads a large prompt where there is only a small one, or where much was typed since, in a sequence of its own, so that
   * the old one stays in use until the new one is there. Whether it is there now and was not before.
   */
  public async readBetter(uri: string, context: CursorContext, signal: AbortSignal): Promise<boolean> {
    const now = await this.promptAt(uri, context, signal);
    if (signal.aborted || !(now.anchor.provisional === true || now.typed.length > MOST_TYPED_AT_REST)) {
      return false;
    }
    const { full } = await this.budgets(signal);
    const better = await anchoredPrompt(this.options.engine, context, full, [], signal);
    if (!(await this.read(better, 'background', signal))) return false;
    this.anchors.set(uri, better.anchor);
    return true;
  }

  public forget(uri: string): void {
    this.anchors.delete(uri);
  }

  private async budgets(signal: AbortSignal): Promise<{ first: PromptBudget | undefined; full: PromptBudget }> {
    const facts = await this.options.engine.load(signal);
    // Another process of the engine holds nothing of what was read.
    if (this.facts !== facts) this.anchors.clear();
    this.facts = facts;
    const { budget, interactive = true } = this.options;
    if (budget) return { first: undefined, full: budget };
    return { first: interactive ? firstBudgetFor(facts) : undefined, full: budgetFor(facts) };
  }

  /** Whether it was read to its end. */
  private async read({ anchor, typed }: AnchoredPrompt, priority: Priority, signal: AbortSignal): Promise<boolean> {
    const { engine, maxStepMs } = this.options;
    const { end } = await engine.generate(
      {
        prompt: anchor.prompt,
        typed,
        warmUpOnly: true,
        priority,
        maxTokens: 1,
        firstLineOnly: true,
        maxStepMs,
      },
      signal,
      () => undefined,
    );
    return end !== 'cancelled';
  }
}
