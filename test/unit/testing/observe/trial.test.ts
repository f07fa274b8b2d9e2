import { describe, expect, it } from 'vitest';
import { observationsIn, type Outcome } from '../../../../src/testing/observe/trial.ts';
import { value } from '../made.ts';

const THROWN: Extract<Outcome, { kind: 'throws' }> = { kind: 'throws', type: 'Error', message: 'no' };
const begun = (trial: number) => JSON.stringify({ trial, begun: true });
const ended = (trial: number, first: Outcome, second = first, more: object = {}) =>
  JSON.stringify({ trial, outcomes: [first, second], branches: [0], reached: [1, 2], killed: [2], ...more });
const read = (...lines: string[]) => observationsIn(lines.join('\n') + '\n');

describe('what a probe has written', () => {
  it('is an observation for each trial that ended', () => {
    expect(read(begun(3), ended(3, value('1')))).toEqual({
      observations: [{ trial: 3, outcome: value('1'), branches: [0], reached: [1, 2], killed: [2] }],
      unfinished: undefined,
    });
  });

  it('names the trial in which the process ended', () => {
    const { observations, unfinished } = read(begun(0), ended(0, value('1')), begun(1));
    expect(observations.map(({ trial }) => trial)).toEqual([0]);
    expect(unfinished).toBe(1);
  });

  it('is read up to a line that was cut off', () => {
    const { observations, unfinished } = read(
      begun(0),
      ended(0, value('1')),
      begun(1),
      ended(1, value('2')).slice(0, 40),
    );
    expect(observations.map(({ trial }) => trial)).toEqual([0]);
    expect(unfinished).toBe(1);
  });

  it('is all that was seen of a trial before a mutant ended the process', () => {
    expect(read(begun(0), ended(0, value('1'), value('1'), { killed: [] }))).toMatchObject({
      observations: [{ trial: 0, killed: [] }],
      unfinished: undefined,
    });
  });

  it('is what was said last of a trial', () => {
    const { observations } = read(begun(0), ended(0, value('1'), value('1'), { killed: [] }), ended(0, value('1')));
    expect(observations).toMatchObject([{ trial: 0, killed: [2] }]);
  });

  it('is nothing where nothing was written', () => {
    expect(observationsIn('')).toEqual({ observations: [], unfinished: undefined });
  });

  it('is of no use where the second call gave something else', () => {
    const [first] = read(ended(0, value('1'), value('2'))).observations;
    expect(first?.outcome).toEqual({ kind: 'unusable', reason: 'It gives something else each time.' });
  });
});

describe('a documented value', () => {
  const compared = (outcome: Outcome, expected: Outcome, second = outcome) => {
    const [first] = read(ended(0, outcome, second, { expected })).observations;
    return { asDocumented: first?.asDocumented, documented: first?.documented };
  };

  it('is confirmed by the same value, however it is written in the documentation', () => {
    expect(compared(value('[1, 2]'), value('[1, 2]'))).toEqual({ asDocumented: true, documented: undefined });
  });

  it('is told where the call gives another one', () => {
    expect(compared(value('1'), value('2'))).toEqual({ asDocumented: false, documented: '2' });
  });

  it('is told where the call throws', () => {
    expect(compared(THROWN, value('2'))).toEqual({ asDocumented: false, documented: '2' });
  });

  it.each<[string, Outcome, Outcome, Outcome?]>([
    ['it cannot be evaluated', value('1'), THROWN],
    ['it cannot be written down', value('1'), value(undefined)],
    ['the call gives something else each time', value('1'), value('1'), value('2')],
    ['the call fails by accident', { ...THROWN, isAccident: true }, value('1')],
    ['the call could not be run', { kind: 'unusable', reason: 'no' }, value('1')],
  ])('is not compared where %s', (_, outcome, expected, second) => {
    expect(compared(outcome, expected, second)).toEqual({ asDocumented: undefined, documented: undefined });
  });
});
