import type { Branch, Instrumented, Mutant, MutationOperator, Span } from './types.ts';

/** Of one subject. More say little more of its tests, and each makes the copy longer. */
const MOST_MUTANTS = 40;

/** What a mutant changes, and to what, for people. */
export interface Change extends Span {
  readonly replacement: string;
  readonly operator: MutationOperator;
}

/** What comes before and behind a piece of code, for the mutant that gets this id. */
export type Wrap = (id: number) => readonly [before: string, after: string];

interface Candidate extends Change {
  readonly line: number;
}

interface Insertion extends Span {
  readonly wrap: Wrap;
  /** Goes in only if this one is chosen. */
  readonly candidate?: Candidate;
}

/**
 * Collects what is put into a text. Text is only put in, never taken out, so that wraps can stand inside of wraps: of
 * those that start or end at the same place, what was added first is outside.
 */
export class Plan {
  public readonly text: string;
  readonly #insertions: Insertion[] = [];
  readonly #branches: Branch[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #appended: ((branches: number, mutants: number) => string)[] = [];
  readonly #isAllowed: (line: number) => boolean;

  /** Mutants stand only in lines for which `isAllowed`. */
  constructor(text: string, isAllowed: (line: number) => boolean = () => true) {
    this.text = text;
    this.#isAllowed = isAllowed;
  }

  /** Adds branches and gives the id of the first; the others follow. */
  public branch({ start, end }: Span, ...ways: readonly Branch['what'][]): number {
    const first = this.#branches.length + 1;
    const line = this.#lineOf(start);
    for (const [index, what] of ways.entries()) this.#branches.push({ id: first + index, line, start, end, what });
    return first;
  }

  public wrap({ start, end }: Span, before: string, after: string): void {
    this.#insertions.push({ start, end, wrap: () => [before, after] });
  }

  public insert(at: number, text: string): void {
    this.wrap({ start: at, end: at }, text, '');
  }

  /** Adds a mutant that may be chosen: the code at `around` is wrapped then. */
  public mutant(change: Change, around: Span, wrap: Wrap): void {
    const { start, end, replacement, operator } = change;
    const candidate = { start, end, replacement, operator, line: this.#lineOf(start) };
    if (!this.#isAllowed(candidate.line) || !this.#isAllowed(this.#lineOf(around.start))) return;
    this.#candidates.push(candidate);
    this.#insertions.push({ start: around.start, end: around.end, wrap, candidate });
  }

  /** Code for the end of the text, which may have to know how many branches and mutants there are. */
  public append(code: (branches: number, mutants: number) => string): void {
    this.#appended.push(code);
  }

  /** The text with everything in it. */
  public finish(): Instrumented {
    const chosen = evenly(this.#candidates, MOST_MUTANTS);
    const ids = new Map(chosen.map((candidate, index) => [candidate, index + 1]));
    const mutants: Mutant[] = chosen.map(({ line, start, end, replacement, operator }, index) => {
      return { id: index + 1, line, start, end, original: this.text.slice(start, end), replacement, operator };
    });
    const code = this.#woven(ids);
    const end = this.#appended.map((make) => make(this.#branches.length, mutants.length)).join('');
    const gap = end === '' || code.endsWith('\n') ? '' : '\n';
    return { text: code + gap + end, branches: this.#branches, mutants };
  }

  #woven(ids: ReadonlyMap<Candidate, number>): string {
    const before = new Map<number, string[]>();
    const after = new Map<number, string[]>();
    for (const { start, end, wrap, candidate } of this.#insertions) {
      const id = candidate === undefined ? 0 : ids.get(candidate);
      if (id === undefined) continue;
      const [prefix, suffix] = wrap(id);
      listAt(before, start).push(prefix);
      if (suffix !== '') listAt(after, end).unshift(suffix);
    }
    let woven = '';
    let last = 0;
    for (const at of [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b)) {
      woven += this.text.slice(last, at) + (after.get(at) ?? []).join('');
      for (const prefix of before.get(at) ?? []) woven += touches(woven, prefix) ? ' ' + prefix : prefix;
      last = at;
    }
    return woven + this.text.slice(last);
  }

  #lineOf(offset: number): number {
    return this.text.slice(0, offset).split('\n').length;
  }
}

function listAt(lists: Map<number, string[]>, at: number): string[] {
  const list = lists.get(at) ?? [];
  lists.set(at, list);
  return list;
}

/** `return!x` and `if(x)`: a name put in there would become one word with the one before. */
function touches(text: string, next: string): boolean {
  return /[\w$]$/.test(text) && /^[\w$]/.test(next);
}

/** At most `most`, in the order of the text: as many lines and as many kinds of change as can be. */
function evenly(candidates: readonly Candidate[], most: number): Candidate[] {
  const rest = new Set(candidates);
  const chosen: Candidate[] = [];
  const used = new Map<number | string, number>();
  const uses = ({ line, operator }: Candidate): number => (used.get(line) ?? 0) + (used.get(operator) ?? 0);
  while (chosen.length < most && rest.size > 0) {
    let next: Candidate | undefined;
    for (const candidate of rest) if (next === undefined || uses(candidate) < uses(next)) next = candidate;
    if (next === undefined) break;
    for (const key of [next.line, next.operator]) used.set(key, (used.get(key) ?? 0) + 1);
    rest.delete(next);
    chosen.push(next);
  }
  return chosen.sort((a, b) => a.start - b.start || a.end - b.end);
}
