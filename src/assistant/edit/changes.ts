import { diffArrays } from 'diff';

/** Replaces `start` to `end` (UTF-16 indices into the old text) by `newText`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** An edit that checks let pass. */
export interface CheckedEdit {
  readonly changes: readonly Change[];
  /** The whole text with the changes. */
  readonly text: string;
  /** What it has passed, and what nobody has checked; for people. */
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
}

/**
 * The smallest changes of whole lines that make the one text the other, in order, each trimmed to the characters that differ.
 * Lines that only moved are changes, too.
 */
export function changesBetween(oldText: string, newText: string): Change[] {
  const changes: Change[] = [];
  let at = 0;
  let open: { start: number; end: number; newText: string } | undefined;
  const close = () => {
    if (open) changes.push(trimmed(oldText, open));
    open = undefined;
  };
  for (const { value, added, removed } of diffArrays(linesOf(oldText), linesOf(newText))) {
    const text = value.join('');
    if (!added && !removed) {
      close();
      at += text.length;
      continue;
    }
    open ??= { start: at, end: at, newText: '' };
    if (added) open.newText += text;
    else open.end = at += text.length;
  }
  close();
  return changes;
}

/** The text with the changes made; they must lie in order and apart. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of changes) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

/** Lines with their line breaks. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function trimmed(oldText: string, { start, end, newText }: Change): Change {
  const old = oldText.slice(start, end);
  const most = Math.min(old.length, newText.length);
  let head = 0;
  while (head < most && old[head] === newText[head]) head++;
  if (isLowSurrogate(old, head) || isLowSurrogate(newText, head)) head--;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === newText.at(-1 - tail)) tail++;
  if (isLowSurrogate(old, old.length - tail) || isLowSurrogate(newText, newText.length - tail)) tail--;
  return { start: start + head, end: end - tail, newText: newText.slice(head, newText.length - tail) };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000;
}
