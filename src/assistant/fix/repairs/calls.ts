import type { Candidate, Problem, Workshop } from '../types.ts';
import { proposed } from './proposal.ts';
import { namesDeclaredIn, scopeOf, type Span } from './scope.ts';

/** A call's arguments by their places; `open` is behind the bracket. */
interface Call {
  readonly callee: string;
  readonly open: number;
  readonly arguments: readonly Span[];
}

const MOST_CHARACTERS = 1_500;
const MOST_VALUES = 8;
const MOST_GUESSES = 16;

const SAYS_MISSING =
  /Expected \d+.* arguments?, but got \d|Argument missing for|Arguments missing for|more positional argument|not enough arguments in call/;
const SAYS_MISPLACED = /\barguments?\b/i;

/** Repairs of a call that its checker refuses: two arguments that were swapped, and what could be the one that is missing. */
export async function callRepairs(problem: Problem, workshop: Workshop): Promise<Candidate[]> {
  const { text, diagnostic } = problem;
  if (!SAYS_MISPLACED.test(diagnostic.message)) return [];
  const calls = callsAt(text, diagnostic);
  if (!SAYS_MISSING.test(diagnostic.message)) return calls.slice(0, 1).flatMap((call) => swaps(text, call));
  const scope = await scopeOf(problem, workshop);
  const names = namesDeclaredIn(text, scope).slice(0, MOST_VALUES);
  return calls
    .slice(0, 1)
    .flatMap((call) => additions(text, call, [...new Set([...valuesElsewhere(text, call), ...names])]))
    .slice(0, MOST_GUESSES);
}

function swaps(text: string, { arguments: all }: Call): Candidate[] {
  return all.slice(1).flatMap((second, index) => {
    const first = all[index];
    if (first === undefined) return [];
    const [one, other] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
    // Named arguments have no order.
    if (/^\w+\s*=[^=]/.test(one) || /^\w+\s*=[^=]/.test(other)) return [];
    return [
      proposed(text, [
        { ...first, newText: other },
        { ...second, newText: one },
      ]),
    ];
  });
}

function additions(text: string, { open, arguments: all }: Call, values: readonly string[]): Candidate[] {
  const present = new Set(all.map(({ start, end }) => text.slice(start, end)));
  const places = [
    ...all.map(({ end }) => ({ at: end, shape: ', #' })),
    { at: open, shape: all.length > 0 ? '#, ' : '#' },
  ];
  return values
    .filter((value) => !present.has(value))
    .flatMap((value) =>
      places.map(({ at, shape }) =>
        proposed(text, [{ start: at, end: at, newText: shape.replace('#', () => value) }], 'guess'),
      ),
    );
}

/** What other calls of the same function in the text are given. */
function valuesElsewhere(text: string, { callee, open }: Call): string[] {
  const found: string[] = [];
  const sign = `${callee}(`;
  for (let at = text.indexOf(sign); at >= 0 && found.length < MOST_VALUES; at = text.indexOf(sign, at + 1)) {
    if (at + sign.length === open || /[\w$]/.test(text.charAt(at - 1))) continue;
    const call = callFrom(text, at + sign.length, callee);
    found.push(...(call?.arguments ?? []).map(({ start, end }) => text.slice(start, end)));
  }
  return found.filter((value) => value.length <= 40 && !value.includes('\n'));
}

/** The call that a problem points into, and the one that begins in its range: the likelier first. */
export function callsAt(text: string, { start, end, message }: Problem['diagnostic']): Call[] {
  const inside = /(?<![\w$])([\w$]+)\(/.exec(text.slice(start, Math.min(text.length, Math.max(end, start + 1) + 80)));
  const within =
    inside && inside.index <= Math.max(0, end - start)
      ? callFrom(text, start + inside.index + inside[0].length, inside[1] ?? '')
      : undefined;
  const around = callAround(text, start);
  const order = SAYS_MISSING.test(message) ? [within, around] : [around, within];
  return order.filter((call) => call !== undefined);
}

function callAround(text: string, at: number): Call | undefined {
  let depth = 0;
  for (let index = at - 1; index >= Math.max(0, at - MOST_CHARACTERS); index--) {
    const sign = text.charAt(index);
    if (')]}'.includes(sign)) depth++;
    else if ('([{'.includes(sign) && depth-- === 0) {
      const callee = /[\w$]+$/.exec(text.slice(Math.max(0, index - 80), index))?.[0];
      return sign === '(' && callee !== undefined ? callFrom(text, index + 1, callee) : undefined;
    }
  }
  return undefined;
}

/** Reads arguments up to the closing bracket; what is in quotes has no brackets and no commas. */
function callFrom(text: string, open: number, callee: string): Call | undefined {
  const found: Span[] = [];
  let depth = 0;
  let start = open;
  let quote = '';
  for (let at = open; at < Math.min(text.length, open + MOST_CHARACTERS); at++) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
      continue;
    }
    if (`"'\``.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth++;
    else if (depth > 0 && ')]}'.includes(sign)) depth--;
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      const whole = text.slice(start, at);
      if (whole.trim() !== '')
        found.push({ start: start + whole.length - whole.trimStart().length, end: start + whole.trimEnd().length });
      if (sign === ')') return { callee, open, arguments: found };
      start = at + 1;
    }
  }
  return undefined;
}
