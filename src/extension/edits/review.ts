import { hunksBetween, linesOf, type Hunk } from './hunks.ts';

export type Decision = 'open' | 'accepted' | 'discarded';

/** A line of the preview. */
export interface Row {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
  /** Number of the open hunk that it belongs to. */
  readonly hunk?: number;
  /** The line of the document that it shows, or would stand before. */
  readonly oldLine: number;
}

/** As in LSP. */
export interface LineEdit {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly newText: string;
}

/** A proposed text for a document, and what the user has decided about each hunk of it. */
export class Review {
  public readonly oldText: string;
  public readonly hunks: readonly Hunk[];
  private readonly oldLines: readonly string[];
  private readonly newLines: readonly string[];
  private readonly decisions: Decision[];

  public constructor(oldText: string, newText: string) {
    this.oldText = oldText;
    this.oldLines = linesOf(oldText);
    this.newLines = linesOf(newText);
    this.hunks = hunksBetween(this.oldLines, this.newLines);
    this.decisions = this.hunks.map(() => 'open');
  }

  /** Numbers of the hunks that are so. */
  public numbers(decision: Decision): number[] {
    return [...this.decisions.keys()].filter((hunk) => this.decisions[hunk] === decision);
  }

  /** Decides about one open hunk; about any other nothing is changed. */
  public decide(hunk: number, decision: 'accepted' | 'discarded'): void {
    if (this.decisions[hunk] === 'open') this.decisions[hunk] = decision;
  }

  public decideAll(decision: 'accepted' | 'discarded'): void {
    for (const hunk of this.hunks.keys()) this.decide(hunk, decision);
  }

  /** Takes every decision of one kind back. */
  public reopen(decision: 'accepted' | 'discarded'): void {
    for (const hunk of this.numbers(decision)) this.decisions[hunk] = 'open';
  }

  /** What the preview shows: open hunks with both sides, the others as they were decided. */
  public rows(): Row[] {
    const rows: Row[] = [];
    let at = 0;
    const keep = (end: number) => {
      for (; at < end; at++) rows.push({ kind: 'kept', text: this.oldLines[at] ?? '', oldLine: at });
    };
    for (const [hunk, { oldStart, oldEnd, newStart, newEnd }] of this.hunks.entries()) {
      keep(oldStart);
      const decision = this.decisions[hunk];
      if (decision === 'discarded') continue;
      const added = this.newLines.slice(newStart, newEnd);
      if (decision === 'open') {
        for (; at < oldEnd; at++) rows.push({ kind: 'removed', text: this.oldLines[at] ?? '', hunk, oldLine: at });
        for (const text of added) rows.push({ kind: 'added', text, hunk, oldLine: oldEnd });
      } else {
        at = oldEnd;
        for (const text of added) rows.push({ kind: 'kept', text, oldLine: oldStart });
      }
    }
    keep(this.oldLines.length);
    return rows;
  }

  /** The document as it would be with every hunk that is not discarded. */
  public proposedText(eol: string): string {
    return this.rows()
      .filter(({ kind }) => kind !== 'removed')
      .map(({ text }) => text)
      .join(eol);
  }

  /** The accepted hunks, as edits of the old text. */
  public edits(eol: string): LineEdit[] {
    return this.numbers('accepted').flatMap((number) => {
      const hunk = this.hunks[number];
      return hunk === undefined ? [] : [this.edit(hunk, eol)];
    });
  }

  /** Line breaks go with the lines: those behind them, or at the end of the document those before them. */
  private edit({ oldStart, oldEnd, newStart, newEnd }: Hunk, eol: string): LineEdit {
    const added = this.newLines.slice(newStart, newEnd);
    const lengthOf = (line: number) => this.oldLines[line]?.length ?? 0;
    const lineStart = (line: number) => ({ line, character: 0 });
    const lineEnd = (line: number) => ({ line, character: lengthOf(line) });
    if (oldEnd < this.oldLines.length) {
      return { start: lineStart(oldStart), end: lineStart(oldEnd), newText: added.map((line) => line + eol).join('') };
    }
    const end = lineEnd(this.oldLines.length - 1);
    if (oldStart === 0) return { start: lineStart(0), end, newText: added.join(eol) };
    return { start: lineEnd(oldStart - 1), end, newText: added.map((line) => eol + line).join('') };
  }
}
