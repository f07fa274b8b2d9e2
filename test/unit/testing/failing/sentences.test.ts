import { expect, it } from 'vitest';
import { seen, shouldGive, shouldThrow } from '../../../../src/testing/failing/sentences.ts';
import type { Outcome } from '../../../../src/testing/observe/trial.ts';
import { value } from '../made.ts';

it.each<[Outcome, string]>([
  [value('3'), 'f(1) gives 3'],
  [{ kind: 'value', literal: undefined, shape: 'equal' }, 'f(1) gives what cannot be written down'],
  [{ kind: 'values', values: [] }, 'f(1) gives nothing'],
  [{ kind: 'throws', type: 'TypeError', message: 'x' }, 'f(1) throws TypeError: x'],
  [{ kind: 'throws', type: 'panic', message: 'x' }, 'f(1) panics: x'],
  [{ kind: 'unusable', reason: 'It does not end.' }, 'f(1) cannot be tried: It does not end.'],
])('says what came of a call: %j', (outcome, sentence) => {
  expect(seen('f(1)', outcome)).toBe(sentence);
});

it('says what should have come of it, and who says so', () => {
  expect((['report', 'documentation', 'model'] as const).map((by) => shouldGive('f(1) gives 3', '4', by))).toEqual([
    'f(1) gives 3, and should give 4.',
    'f(1) gives 3, and should give 4, as its documentation says.',
    'f(1) gives 3, and should give 4, as the model understands the report.',
  ]);
  expect(['panic', 'TypeError', undefined].map((type) => shouldThrow('f(1) gives 3', type))).toEqual([
    'f(1) gives 3, and should panic.',
    'f(1) gives 3, and should throw TypeError.',
    'f(1) gives 3, and should throw an error.',
  ]);
});
