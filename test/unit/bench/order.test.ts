import { describe, expect, it } from 'vitest';
import { fingerprint, halfOf, shuffled } from '../../../bench/eval/order.ts';

const ids = Array.from({ length: 400 }, (_, index) => `pkg@1.0.0/file.ts:${index}`);
const same = (id: string) => id;

describe('the halves', () => {
  it('are about equally large', () => {
    const kept = ids.filter((id) => halfOf(id) === 'kept').length;
    expect(kept).toBeGreaterThan(160);
    expect(kept).toBeLessThan(240);
  });
  it('stay what they are: holes must never change sides', () => {
    expect(ids.slice(0, 8).map(halfOf)).toMatchInlineSnapshot(`
      [
        "kept",
        "kept",
        "tune",
        "tune",
        "tune",
        "tune",
        "kept",
        "tune",
      ]
    `);
  });
});

describe('the shuffle', () => {
  it('is the same for the same seed and another for another', () => {
    expect(shuffled(ids, same, '1')).toEqual(shuffled([...ids].reverse(), same, '1'));
    expect(shuffled(ids, same, '1')).not.toEqual(shuffled(ids, same, '2'));
  });
  it('keeps the order of what stays when something is taken out', () => {
    const without = ids.filter((_, index) => index % 3 !== 0);
    const kept = new Set(without);
    expect(shuffled(without, same, '1')).toEqual(shuffled(ids, same, '1').filter((id) => kept.has(id)));
  });
});

it('a fingerprint tells sets apart', () => {
  expect(fingerprint(['a', 'b'])).not.toBe(fingerprint(['ab']));
});
