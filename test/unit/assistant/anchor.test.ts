import { describe, expect, it } from 'vitest';
import {
  anchorNow,
  newAnchorAt,
  prefixStart,
  wholeCharacter,
  type Anchor,
} from '../../../src/assistant/completion/anchor.ts';
import { budgetFor } from '../../../src/assistant/completion/prompt.ts';

const lines = (count: number, text = 'const value = 1;') => `${text}\n`.repeat(count);

function anchorIn(before: string, suffix: string, at = newAnchorAt(before), start = 0): Anchor {
  return {
    at,
    prefix: before.slice(start, at),
    suffix,
    suffixCharacters: 1000,
    documentLength: before.length + suffix.length,
    prompt: new Int32Array(),
  };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, line) => `const value = ${line % 10};\n`).join('');

describe('anchorNow', () => {
  const before = `${numbered(20)}const last = `;
  const suffix = '\nprint(last);\n';
  const anchor = anchorIn(before, suffix);
  const length = anchor.documentLength;

  it('holds while text is typed behind it', () => {
    expect(anchorNow(anchor, `${before}foo`, suffix, length + 3)).toBe(anchor.at);
  });

  it('moves with an edit above its prefix', () => {
    const late = anchorIn(before, suffix, anchor.at, 34);
    expect(anchorNow(late, `// new\n${before}`, suffix, length + 7)).toBe(anchor.at + 7);
  });

  it('moves with an edit above its prefix and typing behind it at once', () => {
    const late = anchorIn(before, suffix, anchor.at, 34);
    const distinct = { ...late, prefix: late.prefix.slice(0, -4) + '2;\n\n' };
    const now = `// new\n${before.slice(0, anchor.at - 4)}2;\n\n${before.slice(anchor.at)}foo`;
    expect(anchorNow(distinct, now, suffix, length + 10)).toBe(anchor.at + 7);
  });

  it.each([
    ['the suffix changed', before, '\nprint(first);\n'],
    ['the suffix is now part of a longer one', before, `${suffix}more();\n`],
    ['the prefix changed', before.replace('value', 'other'), suffix],
    ['the cursor stands before it', before.slice(0, anchor.at - 1), suffix],
    ['too much lies between it and the cursor', before + lines(150), suffix],
  ])('ends when %s', (_why, text, behind) => {
    expect(anchorNow(anchor, text, behind, text.length + behind.length)).toBeUndefined();
  });

  it('is not thought to have moved when it has no prefix to tell by', () => {
    const top = anchorIn('const a = ', suffix);
    expect(top.at).toBe(0);
    const pasted = `${lines(200)}const a = `;
    expect(anchorNow(top, pasted, suffix, pasted.length + suffix.length)).toBeUndefined();
  });

  it('knows a suffix that was the end of the file from another place that begins alike', () => {
    const end = anchorIn(lines(9), '\n');
    expect(anchorNow(end, lines(8), '\nconst value = 1;\n', end.documentLength)).toBeUndefined();
  });
});

describe('newAnchorAt', () => {
  it.each([
    ['six lines up', lines(10), 4],
    ['at the top of a short file', lines(3), 0],
    ['less far up where lines are long', lines(10, 'x'.repeat(200)), 7],
  ])('lies %s', (_where, before, line) => {
    const lineLength = before.indexOf('\n') + 1;
    expect(newAnchorAt(before)).toBe(line * lineLength);
  });

  it('comes to the very top over a first line that is blank', () => {
    expect(newAnchorAt('\nabc')).toBe(0);
    expect(newAnchorAt('\n\nabc')).toBe(0);
    expect(newAnchorAt('')).toBe(0);
  });

  it('lies inside a very long line, and never inside a character', () => {
    const before = '😀'.repeat(1001);
    expect(newAnchorAt(before)).toBe(before.length - 400);
    expect(newAnchorAt(`${before}x`)).toBe(before.length + 1 - 400 + 1);
  });
});

describe('prefixStart', () => {
  const text = lines(100, 'const a = 1;');
  const length = 'const a = 1;\n'.length;

  it('is the top where everything fits', () => {
    expect(prefixStart(text, 500, 500)).toBe(0);
  });

  it('is a block of eight lines, which stays put while the cursor goes down', () => {
    const starts = [60, 61, 62].map((line) => prefixStart(text, line * length, 40 * length));
    expect(starts).toEqual([24 * length, 24 * length, 24 * length]);
  });

  it('is any line start where the next block would leave less than half', () => {
    expect(prefixStart(text, 40 * length, 7 * length)).toBe(33 * length);
  });

  it('is inside a line that is longer than the prefix, and never inside a character', () => {
    expect(prefixStart('x'.repeat(5000), 4000, 100)).toBe(3900);
    expect(prefixStart(`x${'😀'.repeat(2000)}`, 3000, 100)).toBe(2901);
    expect(prefixStart(`x${'😀'.repeat(2000)}`, 3001, 99)).toBe(2903);
  });

  it.each([0, 1, 13, 400, 1299])('never lies behind the anchor (%i)', (at) => {
    for (const characters of [1, 10, 100, 1000]) {
      const start = prefixStart(text, at, characters);
      expect(start).toBeGreaterThanOrEqual(Math.max(0, at - characters));
      expect(start).toBeLessThanOrEqual(at);
    }
  });
});

describe('wholeCharacter', () => {
  it('moves off the middle of a surrogate pair only', () => {
    expect([0, 1, 2, 3].map((index) => wholeCharacter('a😀b', index))).toEqual([0, 1, 3, 3]);
  });
});

describe('budgetFor', () => {
  const budget = (prefillRate: number, contextTokens = 2048) => {
    const { prefixTokens, suffixTokens } = budgetFor({ prefillRate, contextTokens });
    return [prefixTokens, suffixTokens];
  };

  it('grows with what the machine reads in a second, a fifth of it behind the cursor', () => {
    const [prefix = 0, suffix = 0] = budget(300);
    expect(suffix / (prefix + suffix)).toBeCloseTo(0.2, 2);
    expect(budget(600)).toEqual([2 * prefix, 2 * suffix]);
  });

  it('has bounds', () => {
    expect(budget(5)).toEqual([154, 38]);
    expect(budget(10_000)).toEqual([819, 205]);
  });

  it('leaves half of a small context to what is typed and answered', () => {
    expect(budget(10_000, 512)).toEqual([205, 51]);
  });
});
