import { namesIn } from './near-names.ts';
import type { Problem, Workshop } from './types.ts';

/** Lines of a definition that are shown, and definitions in all. */
const MOST_LINES = 14;
const MOST_DEFINITIONS = 3;

/** The definitions in the same file of what a diagnostic names, shortened, outside of the code that is shown anyway. */
export async function definitionsNamed(
  { text, languageId, diagnostic }: Problem,
  shown: { readonly start: number; readonly end: number },
  { syntax }: Workshop,
): Promise<string[]> {
  const declared = (await syntax.declarationsOf(languageId, text)) ?? [];
  const names = new Set([...namesIn(diagnostic.message), ...namesIn(text.slice(diagnostic.start, diagnostic.end))]);
  return declared
    .filter(
      ({ name, start, end }) => name !== undefined && names.has(name) && (end <= shown.start || start >= shown.end),
    )
    .slice(0, MOST_DEFINITIONS)
    .map(({ start, end, kind, bodyStart }) => {
      // Of a function its head says what there is to know.
      const whole = text.slice(start, kind === 'function' && bodyStart !== undefined ? bodyStart : end);
      return firstLines(whole, MOST_LINES);
    });
}

/** Code that is only to be looked at: so many lines of it, and a mark where there are more. */
export function firstLines(code: string, most: number): string {
  const lines = code.split('\n');
  return lines.length <= most ? code.trimEnd() : [...lines.slice(0, most), '…'].join('\n');
}
