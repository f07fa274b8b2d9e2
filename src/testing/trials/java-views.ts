import type { Subject } from '../types.ts';
import { membersOf, typesAround } from './java-text.ts';

const MOST_VIEWS = 6;
const TELLING =
  /^(?:(?:get|is|has|to)[A-Z]\w*|size|length|count|peek|first|last|top|value|values|total|balance|toString)$/;

/** What a test can look at of an object of the subject's class: `size()`, and fields that are not private. */
export function viewsOf(text: string, { bodyStart, name }: Pick<Subject, 'bodyStart' | 'name'>): string[] {
  const owner = typesAround(text, bodyStart).at(-1);
  if (owner === undefined) return [];
  const members = membersOf(text, owner);
  const fields = new Set<string>();
  const open: string[] = [];
  for (const [, modifiers = '', field = ''] of members.matchAll(
    /(?<=^|[;{}])\s*((?:[a-z]+\s+)*?)(?!return\b)[\w.]+(?:<[^;(){}]*?>)?(?:\[\])*\s+(\w+)\s*(?==[^;{}]*;|;)/g,
  )) {
    fields.add(field);
    if (!/\b(?:private|static)\b/.test(modifiers)) open.push(field);
  }
  const methods = [
    ...members.matchAll(
      /(?<=^|[;{}\s])((?:(?:public|protected|private|static|final|synchronized)\s+)*)([\w.]+(?:<[^;(){}]*?>)?(?:\[\])*)\s+(\w+)\s*\(\s*\)\s*\{/g,
    ),
  ]
    .filter(([, modifiers = '', type, method = '']) => {
      const isOpen = !/\b(?:private|static)\b/.test(modifiers) && type !== 'void' && type !== 'new' && method !== name;
      return isOpen && (TELLING.test(method) || fields.has(method));
    })
    .map(([, , , method = '']) => `${method}()`);
  return [...new Set([...methods, ...open])].slice(0, MOST_VIEWS);
}
