import {
  DecorationRangeBehavior,
  OverviewRulerLane,
  Range,
  ThemeColor,
  Uri,
  window,
  type Disposable,
  type TextEditor,
} from 'vscode';
import { changedParts, type Part } from './hunks.ts';
import type { Row } from './review.ts';

/** How the lines of a preview look: the colours of VS Code's own diff, and signs for those who do not see them. */
export class PreviewLook implements Disposable {
  private readonly removed = line('diffEditor.removedLineBackground', 'diffEditorOverview.removedForeground', '−');
  private readonly added = line('diffEditor.insertedLineBackground', 'diffEditorOverview.insertedForeground', '+');
  private readonly removedPart = part('diffEditor.removedTextBackground');
  private readonly addedPart = part('diffEditor.insertedTextBackground');
  private readonly warning = window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    after: {
      margin: '0 0 0 2em',
      color: new ThemeColor('inputValidation.warningForeground'),
      backgroundColor: new ThemeColor('inputValidation.warningBackground'),
      border: '1px solid',
      borderColor: new ThemeColor('inputValidation.warningBorder'),
    },
  });

  /** `warnings` stand behind the first line of the first open hunk. */
  public apply(editor: TextEditor, rows: readonly Row[], warnings: readonly string[]): void {
    const linesThatAre = (kind: Row['kind']) =>
      rows.flatMap((row, at) => (row.kind === kind ? [new Range(at, 0, at, row.text.length)] : []));
    editor.setDecorations(this.removed, linesThatAre('removed'));
    editor.setDecorations(this.added, linesThatAre('added'));
    const parts = changedPartsOf(rows);
    editor.setDecorations(this.removedPart, parts.removed);
    editor.setDecorations(this.addedPart, parts.added);
    const first = rows.findIndex(({ hunk }) => hunk !== undefined);
    const place = new Range(first, rows[first]?.text.length ?? 0, first, rows[first]?.text.length ?? 0);
    const contentText = ` ⚠ ${warnings.join(' · ')} `;
    const shown = first >= 0 && warnings.length > 0;
    editor.setDecorations(this.warning, shown ? [{ range: place, renderOptions: { after: { contentText } } }] : []);
  }

  public dispose(): void {
    for (const type of [this.removed, this.added, this.removedPart, this.addedPart, this.warning]) type.dispose();
  }
}

function changedPartsOf(rows: readonly Row[]): { readonly removed: Range[]; readonly added: Range[] } {
  const ranges = { removed: [] as Range[], added: [] as Range[] };
  for (const hunk of new Set(rows.map((row) => row.hunk).filter((number) => number !== undefined))) {
    const first = rows.findIndex((row) => row.hunk === hunk);
    const textsOf = (kind: Row['kind']) =>
      rows.filter((row) => row.hunk === hunk && row.kind === kind).map(({ text }) => text);
    const old = textsOf('removed');
    const parts = changedParts(old, textsOf('added'));
    const at = (from: number) => (found: Part) =>
      new Range(from + found.line, found.start, from + found.line, found.end);
    ranges.removed.push(...parts.removed.map(at(first)));
    ranges.added.push(...parts.added.map(at(first + old.length)));
  }
  return ranges;
}

function line(background: string, ruler: string, sign: string) {
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor(background),
    overviewRulerColor: new ThemeColor(ruler),
    overviewRulerLane: OverviewRulerLane.Full,
    light: { gutterIconPath: signIcon(sign, '#444444'), gutterIconSize: 'contain' },
    dark: { gutterIconPath: signIcon(sign, '#cccccc'), gutterIconSize: 'contain' },
  });
}

const part = (background: string) =>
  window.createTextEditorDecorationType({ backgroundColor: new ThemeColor(background), borderRadius: '2px' });

function signIcon(sign: string, colour: string): Uri {
  const bar = (x: number, y: number, width: number, height: number) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`;
  const shapes = sign === '+' ? bar(4, 7.25, 8, 1.5) + bar(7.25, 4, 1.5, 8) : bar(4, 7.25, 8, 1.5);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${shapes}</svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
