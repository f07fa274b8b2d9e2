import { expect, it } from 'vitest';
import { hiddenCharacters, hiddenWarning } from '../../../../src/assistant/edit/hidden-characters.ts';

it.each([
  ['a right-to-left override', 'if (admin) { /* \u202E } */', 'bidirectional', 'U+202E', 16],
  ['an isolate', 'x\u2066y', 'bidirectional', 'U+2066', 1],
  ['a zero-width space', 'us\u200Ber', 'invisible', 'U+200B', 2],
  ['a tag', 'x\u{E0041}', 'tag', 'U+E0041', 1],
  ['an escape', 'x\u001B[2K', 'control', 'U+001B', 1],
  ['a filler that is an identifier', 'const \u3164 = 1', 'invisible', 'U+3164', 6],
])('finds %s', (_, text, kind, name, at) => {
  expect(hiddenCharacters(text)).toEqual([{ at, kind, name }]);
});

it('finds nothing in what is seen: tabs, line breaks, umlauts, emoji', () => {
  expect(hiddenCharacters('\tfür\r\n"日本語 😀"\n')).toEqual([]);
});

it('warns of what an edit adds, not of what was there', () => {
  expect(hiddenWarning('a\u200B', 'b\u200B')).toBeUndefined();
  expect(hiddenWarning('a\u200B', 'b\u200B\u200B\u202E')).toBe(
    'It adds bidirectional and invisible characters that cannot be seen: U+200B, U+202E.',
  );
});
