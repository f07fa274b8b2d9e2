/** The text being written at a place: an editor's model without the editor. */
import type { View } from './assistant.ts';
import { strokesOf } from './trace.ts';

interface State {
  readonly before: string;
  /** Characters of the goal that are in place. */
  readonly done: number;
  /** Something else than the goal was taken. */
  readonly wrong: boolean;
}

export class TypedDocument {
  private state: State;
  /** Lines put in at the top. */
  private top = '';
  private readonly history: State[] = [];
  private readonly name: string;
  private readonly languageId: string;
  private readonly after: string;
  private readonly goal: string;

  public constructor(name: string, languageId: string, before: string, after: string, goal: string) {
    this.name = name;
    this.languageId = languageId;
    this.after = after;
    this.goal = goal;
    this.state = { before, done: 0, wrong: false };
  }

  public get view(): View {
    const { name, languageId, after } = this;
    return { name, languageId, before: this.top + this.state.before, after };
  }

  public get done(): number {
    return this.state.done;
  }

  /** Types the goal's next key and gives what it wrote; undefined at the goal's end. */
  public type(): string | undefined {
    const [stroke] = strokesOf(this.goal.slice(this.done, this.done + 200));
    if (stroke === undefined) return undefined;
    this.enter({ before: this.state.before + stroke, done: this.done + stroke.length, wrong: false });
    return stroke;
  }

  /** Deletes a character behind other code of its line; false where there is none. */
  public backspace(): boolean {
    const { before, done } = this.state;
    if (done === 0 || /(?:^|\n)\s*$/.test(this.goal.slice(0, done))) return false;
    // A pair of UTF-16 units is one character to the editor.
    const units = /[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(before) ? 2 : 1;
    this.enter({ before: before.slice(0, -units), done: done - units, wrong: false });
    return true;
  }

  /** Whether a suggestion says what the goal says. */
  public agrees(text: string): boolean {
    return text !== '' && this.goal.startsWith(text, this.done);
  }

  /** Takes a suggestion, also one that does not agree; that one must be undone. */
  public accept(text: string): void {
    const wrong = !this.agrees(text);
    this.enter({ before: this.state.before + text, done: this.done + (wrong ? 0 : text.length), wrong });
  }

  /** Takes back the last key's change; false where there is none. */
  public undo(): boolean {
    const last = this.history.pop();
    if (last === undefined) return false;
    this.state = last;
    return true;
  }

  /** Puts a line in at the top of the file. */
  public insertAtTop(line: string): void {
    this.top = line + '\n' + this.top;
  }

  private enter(next: State): void {
    if (this.state.wrong) throw new Error('a wrong suggestion must be undone before anything else is typed');
    this.history.push(this.state);
    this.state = next;
  }
}

/** What accepting one word takes of a suggestion, as VS Code cuts it: white space, then a word or a run of signs. */
export const firstWord = (text: string): string => /^\s*(?:[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]+)?/u.exec(text)?.[0] ?? '';

/** A suggestion up to the end of its first line that is not blank. */
export const firstLine = (text: string): string => /^\s*[^\n]*/.exec(text)?.[0] ?? '';
