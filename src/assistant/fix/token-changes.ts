import { diffArrays } from 'diff';
import type { Change } from '../edit/changes.ts';

/** Words, blanks, and marks one by one. */
const TOKEN = /[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu;

/** The changes of whole tokens that make the one text the other, in order; those with only blanks between them are one. */
export function tokenChanges(oldText: string, newText: string): Change[] {
  const changes: Change[] = [];
  let at = 0;
  let open: { start: number; end: number; newText: string } | undefined;
  for (const { value, added, removed } of diffArrays(tokensOf(oldText), tokensOf(newText))) {
    const text = value.join('');
    if (added || removed) {
      open ??= { start: at, end: at, newText: '' };
      if (added) open.newText += text;
      else open.end = at += text.length;
      continue;
    }
    if (open && text.trim() === '') {
      open.newText += text;
      open.end = at += text.length;
      continue;
    }
    if (open) changes.push(withoutCommonBlanks(oldText, open));
    open = undefined;
    at += text.length;
  }
  if (open) changes.push(withoutCommonBlanks(oldText, open));
  return changes;
}

/** How many tokens that say something the changes take out of the old text, and how many they put in. */
export function editSize(
  oldText: string,
  changes: readonly Change[],
): { readonly removed: number; readonly added: number } {
  let [removed, added] = [0, 0];
  for (const { start, end, newText } of changes) {
    // The changes of lines hold tokens that stay.
    for (const part of tokenChanges(oldText.slice(start, end), newText)) {
      removed += spoken(oldText.slice(start + part.start, start + part.end));
      added += spoken(part.newText);
    }
  }
  return { removed, added };
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function spoken(text: string): number {
  return tokensOf(text).filter((token) => token.trim() !== '').length;
}

function withoutCommonBlanks(oldText: string, { start, end, newText }: Change): Change {
  const blanks = /\s*$/.exec(newText)?.[0] ?? '';
  const old = oldText.slice(start, end);
  return blanks !== '' && old.endsWith(blanks)
    ? { start, end: end - blanks.length, newText: newText.slice(0, newText.length - blanks.length) }
    : { start, end, newText };
}
