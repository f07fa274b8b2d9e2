import { LineIndex } from '../../../workspace/positions.ts';
import type { Candidate, Problem } from '../types.ts';
import { replacement } from './proposal.ts';

/** What people who come from another language write, and what it is here. */
const WORDS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  python: [
    [/\b(?:null|nil|undefined)\b/g, 'None'],
    [/\btrue\b/g, 'True'],
    [/\bfalse\b/g, 'False'],
    [/\s*&&\s*/g, ' and '],
    [/\s*\|\|\s*/g, ' or '],
    [/!(?!=)\s*/g, 'not '],
    [/\belse if\b/g, 'elif'],
    [/\bthrow\b(?: new\b)?/g, 'raise'],
    [/\b(?:function|func|fn)\b/g, 'def'],
    [/\bcatch\b/g, 'except'],
    [/\bthis\b/g, 'self'],
    [/===/g, '=='],
    [/!==/g, '!='],
  ],
  typescript: [
    [/\b(?:None|nil|NULL)\b/g, 'null'],
    [/\bTrue\b/g, 'true'],
    [/\bFalse\b/g, 'false'],
    [/\band\b/g, '&&'],
    [/\bor\b/g, '||'],
    [/\bnot\s+/g, '!'],
    [/\belif\b/g, 'else if'],
    [/\braise\b/g, 'throw'],
    [/\b(?:def|func|fn)\b/g, 'function'],
    [/\bexcept\b/g, 'catch'],
    [/\bself\b/g, 'this'],
  ],
  go: [
    [/\b(?:None|null|NULL|undefined)\b/g, 'nil'],
    [/\bTrue\b/g, 'true'],
    [/\bFalse\b/g, 'false'],
    [/\band\b/g, '&&'],
    [/\bor\b/g, '||'],
    [/\bnot\s+/g, '!'],
    [/\belif\b/g, 'else if'],
    [/\b(?:function|def|fn)\b/g, 'func'],
    [/\bwhile\b/g, 'for'],
    [/===/g, '=='],
  ],
};

const DIALECTS: Readonly<Record<string, string>> = {
  javascript: 'typescript',
  javascriptreact: 'typescript',
  typescriptreact: 'typescript',
};

/** Words and signs of other languages on the problem's line, in this one's. */
export function foreignWords({ text, languageId, diagnostic }: Problem): Candidate[] {
  const lines = new LineIndex(text);
  const line = lines.lineAt(diagnostic.start);
  const [start, end] = [lines.lineStart(line), lines.lineEnd(line)];
  const code = text.slice(start, end);
  return (WORDS[DIALECTS[languageId] ?? languageId] ?? []).flatMap(([pattern, word]) =>
    [...code.matchAll(pattern)].map((match) => {
      const at = start + match.index;
      return replacement(text, at, at + match[0].length, word);
    }),
  );
}
