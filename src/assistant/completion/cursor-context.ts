import type { CompletionRequest, CursorContext } from './types.ts';

/** LSP's line ends; without the `\\n` that is one already. */
const LINE_BREAK = /\r\n?/g;

/** Looks at the document from the cursor, with line ends as the model knows them. */
export function cursorContext(request: CompletionRequest): CursorContext {
  const before = request.text.slice(0, request.offset).replace(LINE_BREAK, '\n');
  const after = request.text.slice(request.offset).replace(LINE_BREAK, '\n');
  const lineEnd = after.indexOf('\n');
  const lineRest = lineEnd < 0 ? after : after.slice(0, lineEnd);
  return {
    languageId: request.languageId,
    before,
    after,
    linePrefix: before.slice(before.lastIndexOf('\n') + 1),
    lineRest,
    below: after.slice(lineRest.length),
    trigger: request.trigger,
  };
}

/** First line below the cursor's that is not blank, without its line break; undefined at the end of the file. */
export function nextLine(context: CursorContext): string | undefined {
  return context.below.split('\n', 40).find((line) => line.trim() !== '');
}

/** Last line above the cursor's that is not blank. */
export function previousLine(context: CursorContext): string | undefined {
  const above = context.before.slice(0, context.before.length - context.linePrefix.length);
  return above
    .slice(-4000)
    .split('\n')
    .findLast((line) => line.trim() !== '');
}

/** Columns of white space at the start of a line, a tab counting up to the next multiple of four. */
export function indentation(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/**
 * Only closing brackets, quotes and punctuation: what an editor's auto-closing leaves behind the cursor. Such a rest
 * is no context worth changing the prompt for; the answer is fitted to it afterwards.
 */
export function isOnlyClosers(lineRest: string): boolean {
  return /^[\s)\]}>"'`;,:]*$/.test(lineRest);
}
