import { expect, it } from 'vitest';
import { partsOf } from '../../../../src/assistant/fix/parts.ts';
import { leadingBlocks } from '../../../../src/assistant/fix/insert.ts';
import { placesToRetypeFrom } from '../../../../src/assistant/fix/retype.ts';
import { saysUnused } from '../../../../src/assistant/fix/unused.ts';
import { moved } from '../../../../src/assistant/fix/fix-all.ts';

const change = (start: number) => ({ start, end: start + 1, newText: 'x' });

it('tries the parts of an answer, the nearest to the problem first, and the whole last', () => {
  const [a, b, c] = [change(0), change(50), change(90)];
  expect(partsOf([a, b, c], 60)).toEqual([[b], [c], [a], [b, c], [a, b], [a, b, c]]);
  expect(partsOf([a, b], 0)).toEqual([[a], [b], [a, b]]);
  expect(partsOf([a], 0)).toEqual([[a]]);
  expect(partsOf([], 0)).toEqual([]);
});

it('takes an answer with many changes as it is', () => {
  const many = Array.from({ length: 9 }, (_, index) => change(index * 10));
  expect(partsOf(many, 0)).toEqual([many]);
});

it('sees a guard with its body in what was said, and its first line alone', () => {
  expect(leadingBlocks('  if (!x) {\n    return;\n  }\n  go(x);')).toEqual([
    '  if (!x) {\n    return;\n  }',
    '  if (!x) {',
  ]);
  expect(leadingBlocks('    if x is None:\n        return\n    go(x)')).toEqual([
    '    if x is None:\n        return',
    '    if x is None:',
  ]);
  expect(leadingBlocks('  const a = 1;\n  const b = 2;')).toEqual(['  const a = 1;']);
});

it('types a line again from the problem, from the tokens before it, and from its first word', () => {
  const code = '  const port: number = value.trim();';
  expect(placesToRetypeFrom(code, code.indexOf('port'))).toEqual([8, 2]);
  expect(placesToRetypeFrom(code, code.indexOf('value'))).toEqual([23, 21, 14, 2]);
  expect(placesToRetypeFrom('    ', 2)).toEqual([4]);
});

it('believes that something is not used only where a checker says so', () => {
  const says = (message: string, code?: string) =>
    saysUnused({ start: 0, end: 1, severity: 'error', message, ...(code !== undefined && { code }) });
  expect(says('declared and not used: x')).toBe(true);
  expect(says("'x' is declared but its value is never read.", 'TS6133')).toBe(true);
  expect(says('`os` imported but unused', 'F401')).toBe(true);
  expect(says('undefined: used')).toBe(false);
  expect(says('uuid (variable of array type UUID) is not used')).toBe(false);
});

it('moves a diagnostic with what was changed above it, and drops one that was changed', () => {
  const diagnostic = { start: 20, end: 25, severity: 'error' as const, message: 'm' };
  expect(moved(diagnostic, [{ start: 5, end: 5, newText: 'abc' }])?.start).toBe(23);
  expect(moved(diagnostic, [{ start: 30, end: 31, newText: '' }])?.start).toBe(20);
  expect(moved(diagnostic, [{ start: 22, end: 23, newText: 'y' }])).toBeUndefined();
});
