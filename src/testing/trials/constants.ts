import type { Subject } from '../types.ts';
import { exampleOf } from './matching.ts';
import { behindBracket, behindQuote } from './statements.ts';

const MOST_STRING = 20;
const MOST_OF_KIND = 12;
const MOST_NAMED = 6;

/** What a body compares with: values at which it may change its mind. */
export interface Constants {
  readonly numbers: readonly number[];
  /** Without quotes, escapes as they are written. */
  readonly strings: readonly string[];
}

/** The numbers and short strings that stand in code, and texts that its regular expressions find. */
export function constantsIn(code: string): Constants {
  const numbers = new Set<number>();
  const strings = new Set<string>();
  const matching = new Set<string>();
  for (let at = 0; at < code.length; at++) {
    const character = code[at] ?? '';
    if (character === '"' || character === "'" || character === '`') {
      const end = behindQuote(code, at);
      if (end === undefined) continue;
      const text = code.slice(at + 1, end - 1);
      if (text.length <= MOST_STRING && !text.includes('\n') && !/["'`]|\$\{/.test(text)) strings.add(text);
      if (isPattern(code.slice(Math.max(0, at - 40), at))) for (const one of examples(text)) matching.add(one);
      at = end - 1;
    } else if (character === '/') {
      const pattern = patternAt(code, at);
      if (pattern === undefined) continue;
      for (const one of examples(pattern)) matching.add(one);
      at += pattern.length + 1;
    } else {
      const number = /^(?:0[xX][\da-fA-F_]+|\d+(?:\.\d+)?)(?![\w.])/.exec(code.slice(at))?.[0];
      if (number !== undefined && !/[\w.]/.test(code[at - 1] ?? '')) numbers.add(Number(number.replaceAll('_', '')));
      if (number !== undefined) at += number.length - 1;
    }
  }
  return {
    numbers: [...numbers].slice(0, MOST_OF_KIND),
    strings: [...new Set([...[...strings].slice(0, MOST_OF_KIND), ...[...matching].slice(0, MOST_OF_KIND)])],
  };
}

/** The constants of a subject's body, and those of the constants of its file that it names. */
export function constantsOf(text: string, { bodyStart, end, languageId }: Subject): Constants {
  const body = text.slice(bodyStart, end);
  const all = [body, ...namedIn(body, text, languageId)].map(constantsIn);
  const together = <T>(lists: readonly (readonly T[])[]) => [...new Set(lists.flat())].slice(0, 2 * MOST_OF_KIND);
  return {
    numbers: together(all.map(({ numbers }) => numbers)),
    strings: together(all.map(({ strings }) => strings)),
  };
}

/** What the constants at a file's outermost level are, that code names. */
function namedIn(code: string, text: string, languageId: string): string[] {
  const named = new Set(code.match(/(?<![\w.$])[A-Za-z_$][\w$]*/g));
  const pattern =
    languageId === 'python'
      ? /^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*(?!=)/gm
      : languageId === 'go'
        ? /^(?:(?:var|const)\s+|\t)(\w+)\s*(?:[\w.[\]]+\s*)?=\s*/gm
        : /^(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=\n]+)?=\s*/gm;
  return [...text.matchAll(pattern)]
    .filter(([, name = '']) => named.has(name))
    .slice(0, MOST_NAMED)
    .map((match) => {
      const start = match.index + match[0].length;
      const line = text.slice(start, (text.indexOf('\n', start) + 1 || text.length + 1) - 1);
      const open = line.search(/[([{]/);
      const end = open < 0 ? undefined : behindBracket(text, start + open);
      return text.slice(start, Math.max(start + line.length, Math.min(end ?? 0, start + 1000)));
    })
    .filter((value) => !/^(?:async\s+)?(?:function\b|\([^)]*\)\s*(?::[^=]*)?=>)/.test(value));
}

/** With all that may be left out, and without it. */
function examples(pattern: string): string[] {
  return [exampleOf(pattern, false), exampleOf(pattern, true)].flatMap((text) =>
    text === undefined || /["'`\\\n\r\t\f\v]/.test(text) ? [] : [text],
  );
}

/** Whether what stands before a string makes a regular expression of it. */
function isPattern(before: string): boolean {
  return /(?:\bre\.\w+|\bregexp\.\w+|\bRegExp)\(\s*(?:[rbRB]{1,2})?$/.test(before);
}

/** The source of the regular expression of JavaScript that starts at a slash; undefined where that divides. */
function patternAt(code: string, at: number): string | undefined {
  if (!/(?:^|[=(,:[!&|?{};]|\breturn)\s*$/.test(code.slice(Math.max(0, at - 20), at))) return undefined;
  return /^\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*)\/[a-z]*/.exec(
    code.slice(at),
  )?.[1];
}
