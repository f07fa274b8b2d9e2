/** What the first fenced block of an answer holds that was opened for the model, up to its closing fence or its end. */
export function codeOf(answer: string): string {
  const end = /^[ \t]*```/m.exec(answer);
  return (end ? answer.slice(0, end.index) : answer).replace(/\s+$/, '');
}

/** Whether the block has ended, so that nothing more is worth reading. */
export function isClosed(answer: string): boolean {
  return /^[ \t]*```/m.test(answer);
}

/** The indentation of a text's first line that is not blank. */
export function indentationOf(text: string): string {
  return /^([ \t]*)\S/m.exec(text)?.[1] ?? '';
}

/** The text with `indentation` taken off its lines, as far as they have it. */
export function dedented(text: string, indentation: string): string {
  if (indentation === '') return text;
  return text
    .split('\n')
    .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line))
    .join('\n');
}

/** The text with `indentation` before its lines, blank ones and the first one left out. */
export function indented(text: string, indentation: string): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${indentation}`);
}
