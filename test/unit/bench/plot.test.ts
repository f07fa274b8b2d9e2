import { expect, it } from 'vitest';
import { plot } from '../../../bench/replay/plot.ts';

const svg = plot('Keys & "answers" <now>', [
  { name: 'ours', latencies: [0.01, 2, 300, Infinity] },
  { name: 'a & b', latencies: [99_999] },
  { name: 'none', latencies: [] },
]);

it('is well-formed XML', () => {
  const open: string[] = [];
  const tags = svg.matchAll(/<(?<close>\/?)(?<name>[a-z]+)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<empty>\/?)>/gi);
  let read = '';
  for (const { 0: tag, groups } of tags) {
    read += tag;
    if (groups?.['close']) expect(open.pop()).toBe(groups['name']);
    else if (!groups?.['empty']) open.push(groups?.['name'] ?? '');
  }
  expect(open).toEqual([]);
  // Every < begins a tag that was read, and every & an entity.
  expect(svg.split('<').length).toBe(read.split('<').length);
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
});

it('draws a curve for each that has keys, inside the axes, and ends below the top what was not always answered', () => {
  const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(paths).toHaveLength(2);
  for (const path of paths) expect(path).not.toMatch(/NaN|Infinity|undefined/);
  const heights = [...(paths[0] ?? '').matchAll(/V([\d.]+)/g)].map(([, at]) => Number(at));
  expect(heights).toHaveLength(3);
  expect(heights.at(-1)).toBeGreaterThan(56);
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
});

it('names axes and curves', () => {
  for (const text of ['from key to answer', 'keys answered', '10 ms', '1 s', 'a &amp; b']) expect(svg).toContain(text);
});
