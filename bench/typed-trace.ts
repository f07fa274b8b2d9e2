import type { CorpusFile } from './corpus.ts';

/** One keystroke: the document and the cursor behind the character just typed. */
export interface Keystroke {
  readonly file: CorpusFile;
  readonly text: string;
  readonly offset: number;
  /** True for the first keystroke at a new place, whose prompt is cold. */
  readonly cold: boolean;
}

/**
 * Types `lines` consecutive code lines of a file, character by character, as if they were missing from it: the
 * indentation is there (the editor's), the rest of the file stands below.
 */
export function typedTrace(file: CorpusFile, firstLine: number, lines: number): Keystroke[] {
  const all = file.text.split('\n');
  const start = all.slice(0, firstLine).join('\n').length + 1;
  const below = '\n' + all.slice(firstLine + lines).join('\n');
  const typed = all.slice(firstLine, firstLine + lines);
  const strokes: Keystroke[] = [];
  let before = file.text.slice(0, start);
  for (const [index, line] of typed.entries()) {
    const code = line.trimStart();
    before += (index === 0 ? '' : '\n') + line.slice(0, line.length - code.length);
    for (const character of code) {
      before += character;
      strokes.push({ file, text: before + below, offset: before.length, cold: strokes.length === 0 });
    }
  }
  return strokes;
}
