import { expect, it } from 'vitest';
import { lastLine } from '../../../../src/extension/edits/last-line.ts';

it('shows the last line with something on it, short enough for a notification', () => {
  expect(lastLine('')).toBe('');
  expect(lastLine('a\n  b \n\n')).toBe('b');
  expect(lastLine('x'.repeat(60))).toBe('x'.repeat(60));
  expect(lastLine('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`);
});
