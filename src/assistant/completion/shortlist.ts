import type { Fitted } from './fit.ts';
import type { Answer } from './reuse.ts';
import type { CursorContext, Refusal } from './types.ts';

/** An answer that may be shown, in its place. */
export interface Shown extends Answer, Fitted {}

/** The answers of one place that passed the judge and would not leave the same text as another. */
export class Shortlist {
  /** Why the first answer, which is the model's own choice, was refused. */
  public refusal: Refusal | undefined;
  private first: Shown | undefined;
  private readonly others: Shown[] = [];
  private readonly results = new Set<string>();
  private readonly context: CursorContext;
  private readonly judge: (answer: Answer) => Promise<Fitted | Refusal>;

  public constructor(context: CursorContext, judge: (answer: Answer) => Promise<Fitted | Refusal>) {
    this.context = context;
    this.judge = judge;
  }

  public async addFirst(answer: Answer): Promise<void> {
    const verdict = await this.judge(answer);
    if ('reason' in verdict) this.refusal = verdict;
    else if (this.isNew(verdict)) this.first = shown(answer, verdict);
  }

  public async addOther(answer: Answer): Promise<void> {
    const verdict = await this.judge(answer);
    if (!('reason' in verdict) && this.isNew(verdict)) this.others.push(shown(answer, verdict));
  }

  /** The first answer, then the others, likeliest first. */
  public get answers(): readonly Shown[] {
    const others = [...this.others].sort((a, b) => b.confidence - a.confidence);
    return this.first ? [this.first, ...others] : others;
  }

  /** Whether an answer that begins so is the first one as far as that is shown, and on into what was cut off. */
  public isPastFirst(begun: string): boolean {
    if (this.first === undefined) return false;
    const { answer, text } = this.first;
    const cut = answer.startsWith(text) ? answer.slice(text.length) : '';
    const shared = sharedCharacters(begun, answer) - text.length;
    return cut.slice(0, Math.max(0, shared)).trim() !== '';
  }

  private isNew({ text, replaced }: Fitted): boolean {
    const result = (text + this.context.lineRest.slice(replaced)).trimEnd();
    if (this.results.has(result)) return false;
    this.results.add(result);
    return true;
  }
}

function sharedCharacters(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}

function shown({ answer, confidence, pieces }: Answer, fitted: Fitted): Shown {
  return { answer, confidence, ...(pieces && { pieces }), ...fitted };
}
