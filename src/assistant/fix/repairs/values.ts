import { LineIndex } from '../../../workspace/positions.ts';
import { linesToRetype } from '../retype.ts';
import type { Candidate, Problem } from '../types.ts';
import { proposed, replacement } from './proposal.ts';

/** Longer expressions are not wrapped. */
const MOST_EXPRESSION = 200;
const MOST_LITERALS = 6;

/** How a value is made another type, by language and wanted type. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  typescript: { number: 'Number', string: 'String', boolean: 'Boolean', bigint: 'BigInt' },
  python: Object.fromEntries(
    ['str', 'int', 'float', 'bool', 'bytes', 'list', 'tuple', 'set', 'dict'].map((name) => [name, name]),
  ),
};

/** Repairs of a value that has the wrong type: a number in quotes or one without, a conversion that is missing. */
export function valueRepairs(problem: Problem): Candidate[] {
  const { message } = problem.diagnostic;
  if (!/\b(?:type|types|operator|assignable|mismatched|overlap|not supported|cannot use)\b/i.test(message)) return [];
  return [...literals(problem), ...(problem.languageId === 'go' ? goConversions(problem) : conversions(problem))];
}

/** Numbers in quotes without them: those in the problem's range, then those of its line, then where its names get their values. */
function literals(problem: Problem): Candidate[] {
  const { text, diagnostic } = problem;
  const lines = new LineIndex(text);
  const isOutside = (at: number) => Number(at < diagnostic.start || at > diagnostic.end);
  return linesToRetype(problem)
    .flatMap((line) =>
      [...lines.lineText(line).matchAll(/(["'])(-?(?:\d[\d_]*(?:\.\d+)?|0x[\da-fA-F]+))\1/g)].map((match) => ({
        at: lines.lineStart(line) + match.index,
        length: match[0].length,
        value: match[2] ?? '',
      })),
    )
    .sort((a, b) => isOutside(a.at) - isOutside(b.at))
    .slice(0, MOST_LITERALS)
    .map(({ at, length, value }) => replacement(text, at, at + length, value));
}

/** The problem's expression, wrapped in the conversion to the type that its message wants. */
function conversions({ text, languageId, diagnostic }: Problem): Candidate[] {
  const known = CONVERSIONS[languageId.replace(/^(?:java|type)script(?:react)?$/, 'typescript')] ?? {};
  const { start, end } = expressionOf(text, diagnostic);
  if (end <= start || end - start > MOST_EXPRESSION) return [];
  // What is neither text nor number got there by another slip than a conversion that is missing.
  if (
    languageId !== 'python' &&
    !/^(?:Argument of type|Type) '[^']*\b(?:string|number|bigint)\b/.test(diagnostic.message)
  )
    return [];
  return wantedTypes(diagnostic.message).flatMap((type) => {
    const conversion = Object.hasOwn(known, type) ? known[type] : undefined;
    return conversion === undefined ? [] : [wrapped(text, start, end, conversion)];
  });
}

/** Of `"A" is not assignable to parameter of type "B"` B: the types that stand behind `to`. */
function wantedTypes(message: string): string[] {
  const wanted = [...message.matchAll(/\bto\b[^"'\n]*?(?:of type |return type |type )?["'](\w+)["']/g)].map(
    ([, type]) => type ?? '',
  );
  const ofParameter = [...message.matchAll(/of type ["'](\w+)["'] in function/g)].map(([, type]) => type ?? '');
  return [...new Set([...ofParameter, ...wanted])];
}

/** Where a checker points at a target or a statement, the value is meant. */
function expressionOf(text: string, { start, end }: Problem['diagnostic']): { start: number; end: number } {
  const shown = text.slice(start, end);
  const lineEnd = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
  const returned = /^return\s+/.exec(shown)?.[0] ?? '';
  const assigned = returned === '' ? /^[^=\n]*?[^=!<>]=(?![=>])\s*/.exec(text.slice(end, lineEnd))?.[0] : undefined;
  if (assigned === undefined) return { start: start + returned.length, end: end - (shown.endsWith(';') ? 1 : 0) };
  const from = end + assigned.length;
  return { start: from, end: from + text.slice(from, lineEnd).replace(/[;,]?\s*$/, '').length };
}

function goConversions({ text, diagnostic: { start, message } }: Problem): Candidate[] {
  const used = /cannot use (.+?) \((?:variable|constant|value|untyped)[^)]*\) as (\S+) value/s.exec(message);
  if (used) return onLine(text, start, used[1] ?? '', used[2] ?? '');
  const mixed =
    /invalid operation: (.+?) (?:[-+*/%&|^<>]|==|!=|<=|>=|<<|>>|&&|\|\|) (.+?) \(mismatched types (\S+) and (\S+)\)/s.exec(
      message,
    );
  if (!mixed) return [];
  const [, left = '', right = '', leftType = '', rightType = ''] = mixed;
  return [...onLine(text, start, right, leftType), ...onLine(text, start, left, rightType)];
}

function onLine(text: string, from: number, expression: string, type: string): Candidate[] {
  const at = text.indexOf(expression, from);
  if (at < 0 || at - from > MOST_EXPRESSION) return [];
  return [wrapped(text, at, at + expression.length, type)];
}

function wrapped(text: string, start: number, end: number, conversion: string): Candidate {
  return proposed(text, [
    { start, end: start, newText: `${conversion}(` },
    { start: end, end, newText: ')' },
  ]);
}
