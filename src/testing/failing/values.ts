import { behindBracket, behindQuote } from '../trials/statements.ts';

/** A value that stands in a text, as an expression of the language that is spoken of. */
export interface SaidValue {
  readonly code: string;
  /** Behind it, UTF-16 index. */
  readonly end: number;
}

type Words = Readonly<Record<'nothing' | 'missing' | 'true' | 'false', string>>;

const JAVASCRIPT: Words = { nothing: 'null', missing: 'undefined', true: 'true', false: 'false' };
const WORDS: Readonly<Record<string, Words>> = {
  python: { nothing: 'None', missing: 'None', true: 'True', false: 'False' },
  go: { nothing: 'nil', missing: 'nil', true: 'true', false: 'false' },
};
/** What people call a value whatever the language is. */
const MEANING: Readonly<Record<string, keyof Words>> = {
  null: 'nothing',
  nil: 'nothing',
  None: 'nothing',
  undefined: 'missing',
  true: 'true',
  True: 'true',
  false: 'false',
  False: 'false',
};
const EMPTY: readonly (readonly [RegExp, string])[] = [
  [/^(?:an? |the )?empty (?:list|array|slice)\b/i, '[]'],
  [/^(?:an? |the )?empty string\b/i, '""'],
  [/^(?:an? |the )?empty (?:object|dict(?:ionary)?|map)\b/i, '{}'],
];

/** The value that a text goes on with at `at`, in backquotes or not; undefined where that is no value but a word. */
export function valueAt(text: string, at: number, languageId: string): SaidValue | undefined {
  const rest = text.slice(at);
  for (const [pattern, code] of EMPTY) {
    const [said] = pattern.exec(rest) ?? [];
    if (said !== undefined) return { code, end: at + said.length };
  }
  const quoted = /^`([^`\n]+)`/.exec(rest);
  if (quoted) {
    const [whole, inner = ''] = quoted;
    const value = valueAt(inner, 0, languageId);
    // All of it, or it is no value: `x` is a name.
    return value?.end === inner.length ? { code: value.code, end: at + whole.length } : undefined;
  }
  const first = rest[0] ?? '';
  if (first === '"' || first === "'") {
    const end = behindQuote(rest, 0);
    if (end === undefined) return undefined;
    // In Go what is in single quotes is a character.
    const code =
      languageId === 'go' && first === "'" && end !== 3 ? JSON.stringify(rest.slice(1, end - 1)) : rest.slice(0, end);
    return { code, end: at + end };
  }
  const typed = languageId === 'go' ? /^(?:&?[A-Za-z_][\w.]*|(?:\[\d*\]|map\[[\w.]+\])+\*?[\w.]+)\{/.exec(rest) : null;
  const made = languageId === 'go' ? null : /^new [A-Z][\w$.]*\(/.exec(rest);
  const opening = (typed ?? made)?.[0].length ?? ('[{('.includes(first) && first !== '' ? 1 : 0);
  if (opening > 0) {
    const end = behindBracket(rest, opening - 1);
    if (end === undefined) return undefined;
    const code = rest.slice(0, end);
    // A remark in brackets is no tuple.
    if (first === '(' && (languageId !== 'python' || !code.includes(','))) return undefined;
    return { code: withWords(code, languageId), end: at + end };
  }
  const number = /^[-+]?(?:0x[\da-f]+|(?:\d[\d_]*)(?:\.\d+)?(?:e[-+]?\d+)?n?|\.\d+)(?![\w$])/i.exec(rest)?.[0];
  if (number !== undefined) return { code: number, end: at + number.length };
  const word = /^-?[A-Za-z]+(?![\w$(.]\S)/.exec(rest)?.[0];
  if (word !== undefined && /^-?(?:NaN|Infinity)$/.test(word) && WORDS[languageId] === undefined)
    return { code: word, end: at + word.length };
  const meaning = word !== undefined && Object.hasOwn(MEANING, word) ? MEANING[word] : undefined;
  if (word === undefined || meaning === undefined) return undefined;
  return { code: (WORDS[languageId] ?? JAVASCRIPT)[meaning], end: at + word.length };
}

/** Values that a text names one after the other, as a list of expressions: `"", "h" and "ello"`. */
export function valuesAt(text: string, at: number, languageId: string): SaidValue | undefined {
  const first = valueAt(text, at, languageId);
  if (first === undefined) return undefined;
  let { code, end } = first;
  for (;;) {
    const link = /^(?:, and |,? ?and |, ?)/.exec(text.slice(end))?.[0];
    const next = link === undefined ? undefined : valueAt(text, end + link.length, languageId);
    if (next === undefined) return { code, end };
    code += `, ${next.code}`;
    end = next.end;
  }
}

/** `[null, true]` in the words of the language; what stands in quotes stays. */
function withWords(code: string, languageId: string): string {
  return code.replaceAll(
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w$.])(?:null|nil|None|undefined|true|True|false|False)(?![\w$:])/g,
    (found) => {
      const meaning = Object.hasOwn(MEANING, found) ? MEANING[found] : undefined;
      return meaning === undefined ? found : (WORDS[languageId] ?? JAVASCRIPT)[meaning];
    },
  );
}
