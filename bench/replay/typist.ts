/** Plays a segment in real time, as a person at an editor: keys come when they come, answered or not. */
import { pause, type Assistant, type Work } from './assistant.ts';
import { firstLine, firstWord, TypedDocument } from './document.ts';
import type { Cause, Segment } from './places.ts';
import type { Action } from './trace.ts';

/** After so long our extension tells where the cursor is (extension/cursor-rest.ts). */
const REST_MS = 200;

export type Key = 'type' | 'backspace' | 'accept' | 'accept-word' | 'undo';

/** One key that the person pressed. */
export interface KeyRecord {
  readonly segment: number;
  readonly key: Key;
  /** Of a place's first key, whose prompt is cold. */
  readonly cold: Cause | undefined;
  /** The person had looked at the place before that first key. */
  readonly looked: boolean;
  /** From the key to the answer; undefined when the next key came first. */
  latencyMs: number | undefined;
  /** Whether the answer, in time, had anything to show. */
  shown: boolean;
  /** What the request cost; there once the assistant has ended it. */
  work: Work | undefined;
  /** Characters that an accept put in place. */
  readonly accepted: number;
}

interface Request {
  readonly record: KeyRecord;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export class Typist {
  public readonly records: KeyRecord[] = [];
  private readonly assistant: Assistant;
  private readonly segment: Segment;
  private readonly document: TypedDocument;
  private looked = false;
  /** Ghost text at the cursor. */
  private shown = '';
  private waiting: Request | undefined;
  private readonly requests: Promise<void>[] = [];

  public constructor(assistant: Assistant, segment: Segment) {
    this.assistant = assistant;
    this.segment = segment;
    const { file, before, after, text } = segment;
    this.document = new TypedDocument(file.name, file.languageId, before, after, text);
  }

  /** Resolves when the last request has ended and the assistant is idle. */
  public async play(): Promise<KeyRecord[]> {
    this.assistant.open(this.document.view);
    for (const action of this.segment.actions) {
      if (this.isDone) break;
      await this.perform(action);
    }
    await Promise.all(this.requests);
    return this.records;
  }

  private get isDone(): boolean {
    return this.records.length >= this.segment.keys;
  }

  private async perform(action: Action): Promise<void> {
    switch (action.kind) {
      case 'pause':
        return pause(action.ms);
      case 'look': {
        this.looked = true;
        const restMs = Math.min(REST_MS, action.ms);
        await pause(restMs);
        this.assistant.rest?.(this.document.view);
        return pause(action.ms - restMs);
      }
      case 'settle':
        return Promise.race([pause(action.mostMs), this.waiting?.ended]);
      case 'type':
        return this.typeUpTo(action.upTo, action.delayMs);
      case 'backspace':
        for (let left = action.count; left > 0; left--) {
          await pause(action.delayMs);
          if (!this.document.backspace()) return;
          this.pressed('backspace');
        }
        return;
      case 'undo':
        return this.undo(action.delayMs);
      case 'accept':
        return this.accept(action);
      case 'accept-and-undo':
        if (this.shown === '') return;
        await pause(action.delayMs);
        if (this.shown === '') return;
        this.take(this.shown, 'accept');
        await pause(action.lookMs);
        return this.undo(0);
      case 'edit-elsewhere':
        this.document.insertAtTop(this.segment.file.languageId === 'python' ? '# checked' : '// checked');
        this.assistant.change(this.document.view);
        return;
    }
  }

  private async typeUpTo(upTo: number, delayMs: number): Promise<void> {
    while (this.document.done < upTo && !this.isDone) {
      await pause(delayMs);
      const typed = this.document.type();
      if (typed === undefined) return;
      const rest = this.shown.startsWith(typed) ? this.shown.slice(typed.length) : '';
      this.pressed('type', rest);
    }
  }

  private async undo(delayMs: number): Promise<void> {
    await pause(delayMs);
    if (this.document.undo()) this.pressed('undo');
  }

  /** Somebody accepts what is right; where nothing right is shown, it has to be typed. */
  private async accept({ what, upTo, delayMs }: Extract<Action, { kind: 'accept' }>): Promise<void> {
    // Of a block whose first line alone is right, people take that line (VS Code: acceptNextLine).
    const ways = what === 'all' ? [this.shown, firstLine(this.shown)] : [firstWord(this.shown)];
    const text = ways.find((way) => this.document.agrees(way));
    if (text === undefined) return this.typeUpTo(upTo, delayMs);
    await pause(delayMs);
    this.take(text, what === 'all' ? 'accept' : 'accept-word');
  }

  private take(text: string, key: Key): void {
    const accepted = this.document.agrees(text) ? text.length : 0;
    const rest = this.shown.startsWith(text) ? this.shown.slice(text.length) : '';
    this.document.accept(text);
    this.pressed(key, rest, accepted);
  }

  /** A key has changed the document: what was asked before is superseded, and the new state is asked about. */
  private pressed(key: Key, shown = '', accepted = 0): void {
    const cold = this.records.length === 0 ? this.segment.cause : undefined;
    const record: KeyRecord = {
      segment: this.segment.id,
      key,
      cold,
      looked: cold !== undefined && this.looked,
      latencyMs: undefined,
      shown: false,
      work: undefined,
      accepted,
    };
    this.records.push(record);
    this.shown = shown;
    this.waiting?.controller.abort();
    const controller = new AbortController();
    const started = performance.now();
    const ended = this.assistant.ask(this.document.view, controller.signal).then(({ text, work }) => {
      record.work = work;
      if (controller.signal.aborted) return;
      record.latencyMs = performance.now() - started;
      record.shown = text !== '';
      this.shown = text;
      if (this.waiting?.controller === controller) this.waiting = undefined;
    });
    this.waiting = { record, controller, ended };
    this.requests.push(ended);
  }
}
