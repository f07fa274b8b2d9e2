import { expect, it } from 'vitest';
import { linesNear } from '../../../../src/testing/trials/lines.ts';

const constants = { strings: ['|{}|', String.raw`\n`] };

it('changes one line of a text at a time: to another value, or a row of more fields', () => {
  const near = linesNear(String.raw`1\nb`, constants);
  expect(near).toEqual(
    expect.arrayContaining(['-1', '0', '2', '1 1 1 1', '|{}|', 'a'].map((one) => String.raw`${one}\nb`)),
  );
  expect(near).toEqual(expect.arrayContaining(['b b', '|{}|', 'a'].map((one) => String.raw`1\n${one}`)));
  expect(near).not.toContain(String.raw`1\nb`);
  expect(near.every((one) => one.split(String.raw`\n`).length === 2)).toBe(true);
});

it('leaves texts alone that have one line, or very many', () => {
  expect(linesNear('1', constants)).toEqual([]);
  expect(linesNear(Array.from({ length: 13 }, () => '1').join(String.raw`\n`), constants)).toEqual([]);
});
