import { expect, it } from 'vitest';
import { withoutNeedless } from '../../../../src/assistant/fix/needless.ts';

const text = 'text.implode(a, b)';
const join = { start: 5, end: 12, newText: 'join' };
const sign = { start: 14, end: 15, newText: ';' };
const edit = (changes: readonly (typeof join)[], { solved = 0, left = 0, rank = 0 } = {}) => ({
  candidate: { changes },
  solved,
  left,
  rank,
});

it('drops an edit of which a part holds alone', () => {
  const small = edit([join]);
  expect(withoutNeedless(text, [edit([join, sign]), small])).toEqual([small]);
});

it('sees the parts inside of one long change', () => {
  const small = edit([join]);
  const long = edit([{ start: 0, end: text.length, newText: 'text.join(a; b)' }]);
  expect(withoutNeedless(text, [long, small])).toEqual([small]);
});

it('keeps a whole that is much likelier than its part, as an operator of two signs is', () => {
  expect(withoutNeedless(text, [edit([join]), edit([join, sign], { rank: 4 })])).toHaveLength(1);
  expect(withoutNeedless(text, [edit([join]), edit([join, sign], { rank: 9 })])).toHaveLength(2);
});

it('keeps what differs, and what solves more', () => {
  const other = edit([{ ...join, newText: 'concat' }]);
  expect(withoutNeedless(text, [edit([join]), other])).toHaveLength(2);
  expect(withoutNeedless(text, [edit([join], { left: 1 }), edit([join, sign])])).toHaveLength(2);
  expect(withoutNeedless(text, [edit([join]), edit([join, sign], { solved: 1 })])).toHaveLength(2);
});
