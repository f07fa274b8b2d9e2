import { expect, it } from 'vitest';
import { detectLineEnding, withLineEnding } from '../../../src/workspace/line-ending.ts';

it.each([
  ['a\nb\n', '\n'],
  ['a\r\nb\r\n', '\r\n'],
  ['a\r\nb\r\nc\n', '\r\n'],
  ['a\nb\r\nc\n', '\n'],
  ['a\r\nb\n', '\r\n'],
  ['\na\r\n', '\n'],
  ['a\rb', '\n'],
  ['', '\n'],
])('detects in %j the ending %j', (text, ending) => {
  expect(detectLineEnding(text)).toBe(ending);
});

it('takes the fallback where the text has no line break', () => {
  expect(detectLineEnding('one line', '\r\n')).toBe('\r\n');
});

it('converts every kind of line break, and leaves the rest', () => {
  expect(withLineEnding('a\nb\r\nc\rd\n\n', '\r\n')).toBe('a\r\nb\r\nc\r\nd\r\n\r\n');
  expect(withLineEnding('a\r\nb\rc', '\n')).toBe('a\nb\nc');
  expect(withLineEnding('no break 😀', '\r\n')).toBe('no break 😀');
});
