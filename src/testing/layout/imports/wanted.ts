import type { Outline } from '../../../workspace/syntax/outline.ts';
import type { TextEdit } from '../text-edit.ts';

/**
 * An import that new tests need. A name is what is imported, `a as b` where it is called something else here, `default as a` and
 * `* as a` for whole modules (Python: `import numpy as a`; Go: the name of the package). No names: the module itself.
 */
export interface WantedImport {
  readonly from: string;
  readonly names: readonly string[];
}

/** A text that imports are put into; its line endings are `\n` or `\r\n`. */
export interface Imported {
  readonly text: string;
  readonly outline: readonly Outline[];
}

/** What imports a language: the edits that add what is missing; undefined where a name already means something else. */
export type ImportMerger = (file: Imported, wanted: readonly WantedImport[]) => readonly TextEdit[] | undefined;

export interface ImportedName {
  /** In the module: `default`, `*`, or its name there. */
  readonly imported: string;
  readonly local: string;
}

export function nameOf(name: string): ImportedName {
  const [imported = name, local] = name.trim().split(/\s+as\s+/);
  return { imported, local: local ?? imported };
}

/** Several imports of the same module as one, without repeated names. */
export function joined(wanted: readonly WantedImport[]): WantedImport[] {
  const byModule = new Map<string, Set<string>>();
  for (const { from, names } of wanted) {
    const all = byModule.get(from) ?? new Set();
    for (const name of names) all.add(name.trim());
    byModule.set(from, all);
  }
  return [...byModule].map(([from, names]) => ({ from, names: [...names] }));
}

/** Puts names at the end of a list that stands between `start` and `end`, on lines of their own where the others are. */
export function listEdit(text: string, start: number, end: number, names: readonly string[]): TextEdit {
  const inside = text.slice(start, end);
  const trimmed = inside.trimEnd();
  const at = start + trimmed.length;
  const added = names.join(', ');
  if (trimmed.trim() === '') return { start: at, end: at, text: added };
  const endsWithComma = trimmed.endsWith(',');
  const lineBreak = /\r?\n[ \t]*(?=[^\s])/.exec(trimmed)?.[0];
  if (lineBreak === undefined)
    return { start: at, end: at, text: `${endsWithComma ? '' : ','} ${added}${endsWithComma ? ',' : ''}` };
  const lines = names.map((name) => lineBreak + name).join(',');
  return { start: at, end: at, text: `${endsWithComma ? '' : ','}${lines}${endsWithComma ? ',' : ''}` };
}

/** The line breaks that bring `rest`, which starts a line, so many breaks away from what is put above it. */
export function breaksBefore(rest: string, breaks: number): string {
  if (rest.trim() === '') return '\n';
  const there = /^(?:\r?\n)*/.exec(rest)?.[0].match(/\n/g)?.length ?? 0;
  return '\n'.repeat(Math.max(1, breaks - there));
}
