import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import holes from '../../../examples/holes.json' with { type: 'json' };
import { offsetOfLineColumn } from '../../../src/workspace/line-column.ts';
import { LineIndex } from '../../../src/workspace/positions.ts';

it.each(holes)('$file has the hole of line $line where holes.json says', ({ file, line, column, expected }) => {
  const index = new LineIndex(readFileSync(new URL(`../../../examples/${file}`, import.meta.url), 'utf8'));
  const found = offsetOfLineColumn(index, { line, column });
  expect(found).toHaveProperty('offset');
  if ('offset' in found) expect(index.text.slice(found.offset, index.lineEnd(line - 1))).toBe(expected);
});

it('has three holes in each of four files', () => {
  const files = holes.map((hole) => hole.file);
  expect(new Set(files).size).toBe(4);
  for (const file of files) expect(files.filter((other) => other === file)).toHaveLength(3);
});
