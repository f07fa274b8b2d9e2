/** `text` in place of what stands from `start` to `end` (UTF-16 indices). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All edits at once; of those at the same place, the first in the list comes first. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
}

/** Where the line of an offset ends, if nothing but a comment follows the offset on it; else the offset. */
export function lineEndAfter(text: string, offset: number): number {
  const rest = /^[ \t]*;?[ \t]*(?:\/\/[^\r\n]*|#[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n|$)/.exec(
    text.slice(offset),
  )?.[0];
  return offset + (rest?.length ?? 0);
}
