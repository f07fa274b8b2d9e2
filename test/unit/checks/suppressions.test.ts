import { expect, it } from 'vitest';
import { addedSuppressions } from '../../../src/checks/suppressions.ts';

it.each([
  '// @ts-ignore',
  '// @ts-expect-error: later',
  '/* eslint-disable no-undef */',
  '// eslint-disable-next-line',
  'x = y  # type: ignore[name-defined]',
  'import os  # noqa: F401',
  '# pyright: basic',
  '//nolint:errcheck',
  '//go:build never',
  '#[allow(dead_code)]',
  '#![allow(warnings)]',
])('sees that a fix only tells the tool to look away: %s', (line) => {
  expect(addedSuppressions('a\n', `a\n${line}\n`)).toHaveLength(1);
  expect(addedSuppressions(`a\n${line}\n`, `b\n${line}\n`)).toEqual([]);
  expect(addedSuppressions(`${line}\n`, `${line}\n${line}\n`)).toHaveLength(1);
  expect(addedSuppressions(`a\n${line}\n`, 'a\n')).toEqual([]);
});

it('takes ordinary code as such', () => {
  expect(addedSuppressions('', 'ignore(type); # a note\n#[derive(Debug)]\n// ts-ignored\nnoqa()\n')).toEqual([]);
});
