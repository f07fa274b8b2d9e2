import { describe, expect, it } from 'vitest';
import { newOnes, stillThere } from '../../../src/checks/compare.ts';
import type { Diagnostic } from '../../../src/workspace/diagnostic.ts';

const TEXT = 'aa bb cc aa';

/** The problem of the `n`th (from 0) occurrence of a word. */
function problem(text: string, word: string, options: Partial<Diagnostic> & { n?: number } = {}): Diagnostic {
  const { n = 0, ...rest } = options;
  let start = text.indexOf(word);
  for (let left = n; left > 0; left--) start = text.indexOf(word, start + 1);
  return {
    start,
    end: start + word.length,
    severity: 'error',
    message: `no ${word}`,
    code: 'E1',
    source: 'x',
    ...rest,
  };
}

/** The edit that replaces the first `old` of the text, and the text after it. */
function edit(old: string, newText: string, text = TEXT) {
  const start = text.indexOf(old);
  return {
    edits: [{ start, end: start + old.length, newText }],
    after: text.slice(0, start) + newText + text.slice(start + old.length),
  };
}

describe('a problem is still there', () => {
  it('in the edited range, with the same code and message, wherever in it', () => {
    const { edits, after } = edit('bb', 'xx yy bb');
    expect(stillThere(problem(TEXT, 'bb'), [problem(after, 'bb')], edits)).toBe(true);
  });

  it('where an edit before it has moved it', () => {
    const { edits, after } = edit('aa', 'longer text');
    expect(stillThere(problem(TEXT, 'cc'), [problem(after, 'cc')], edits)).toBe(true);
    expect(stillThere(problem(TEXT, 'cc'), [problem(TEXT, 'cc')], edits)).toBe(false);
  });

  it('between two edits', () => {
    const edits = [
      { start: 0, end: 2, newText: '' },
      { start: 6, end: 8, newText: 'long' },
    ];
    expect(stillThere(problem(TEXT, 'bb'), [problem(' bb long aa', 'bb')], edits)).toBe(true);
    expect(stillThere(problem(TEXT, 'aa', { n: 1 }), [problem(' bb long aa', 'aa')], edits)).toBe(true);
  });

  it('whether the code is written in one way or another, or by one of two tools only', () => {
    const editors = problem(TEXT, 'bb', { code: '2304', source: 'ts' });
    expect(stillThere(editors, [problem(TEXT, 'bb', { code: 'TS2304', source: 'ts' })], [])).toBe(true);
    expect(stillThere(editors, [problem(TEXT, 'bb', { code: 'TS2305', source: 'ts' })], [])).toBe(false);
    const gopls = problem(TEXT, 'bb', { code: 'UndeclaredName', source: 'compiler' });
    const { code, ...compilers } = gopls;
    expect(code).toBe('UndeclaredName');
    expect(stillThere(gopls, [compilers], [])).toBe(true);
  });

  it('not as its like elsewhere', () => {
    const { edits, after } = edit('aa', 'bb');
    expect(stillThere(problem(TEXT, 'aa'), [problem(after, 'aa')], edits)).toBe(false);
  });

  it('not under another message', () => {
    const { edits, after } = edit('bb', 'dd');
    expect(stillThere(problem(TEXT, 'bb'), [problem(after, 'dd')], edits)).toBe(false);
  });
});

describe('new is', () => {
  it('nothing that only moved', () => {
    const { edits, after } = edit('aa', '\n\naa');
    const before = [problem(TEXT, 'bb'), problem(TEXT, 'aa', { n: 1 })];
    expect(newOnes(before, [problem(after, 'bb'), problem(after, 'aa', { n: 1 })], edits)).toEqual([]);
  });

  it('the same problem under another message', () => {
    const { edits, after } = edit('bb', 'dd');
    expect(newOnes([problem(TEXT, 'bb')], [problem(after, 'dd')], edits)).toEqual([problem(after, 'dd')]);
  });

  it('a second one where there was one', () => {
    const { edits, after } = edit('bb', 'bb bb');
    const both = [problem(after, 'bb'), problem(after, 'bb', { n: 1 })];
    expect(newOnes([problem(TEXT, 'bb')], both, edits)).toEqual([both[1]]);
  });

  it('the same problem at a place that was not edited', () => {
    const { edits, after } = edit('bb', 'x');
    const other = problem(after, 'aa', { n: 1 });
    expect(newOnes([problem(TEXT, 'aa')], [problem(after, 'aa'), other], edits)).toEqual([other]);
  });

  it('an error or a warning, and a warning that has become an error, but no hint', () => {
    const warning = problem(TEXT, 'bb', { severity: 'warning' });
    expect(newOnes([], [warning, problem(TEXT, 'cc', { severity: 'hint' })], [])).toEqual([warning]);
    expect(newOnes([warning], [problem(TEXT, 'bb')], [])).toEqual([problem(TEXT, 'bb')]);
    expect(newOnes([problem(TEXT, 'bb')], [warning], [])).toEqual([]);
  });

  it('no warning that an error had hidden, unless it is about what was edited', () => {
    const { edits, after } = edit('bb', 'dd');
    const compiler = problem(TEXT, 'bb', { source: 'compiler' });
    const hidden = problem(after, 'cc', { severity: 'warning', source: 'vet' });
    const own = problem(after, 'dd', { severity: 'warning', source: 'vet' });
    expect(newOnes([compiler], [hidden, own], edits)).toEqual([own]);
    expect(newOnes([compiler], [problem(after, 'cc', { source: 'compiler' })], edits)).toHaveLength(1);
    expect(newOnes([problem(TEXT, 'bb', { source: 'ts' })], [hidden], edits)).toEqual([hidden]);
  });
});
