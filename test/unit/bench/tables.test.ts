import { describe, expect, it } from 'vitest';
import { atModes, curve, thresholdsByRule } from '../../../bench/eval/calibration.ts';
import { holesOf } from '../../../bench/eval/holes.ts';
import { readOptions } from '../../../bench/eval/options.ts';
import { variants } from '../../../bench/eval/pipeline.ts';
import { additions, scored, summary } from '../../../bench/eval/results.ts';

describe('calibration', () => {
  const judged = [0.9, 0.8, 0.4, 0.2].map((confidence) => ({ shown: true, exact: confidence > 0.5, confidence }));
  const results = [...judged, { shown: false, exact: false, confidence: 0.99 }];

  it('counts what a threshold shows among all places, and what of it is right', () => {
    expect(atModes(results, { some: 0.3 })['some']).toMatchObject({
      n: 5,
      shown: 3,
      'shown %': 60,
      exact: 2,
      'precision %': 66.7,
    });
  });
  it('names the threshold for each share that can be shown at all', () => {
    const rows = curve(results);
    expect(rows.find((row) => row['shown'] === 2)).toMatchObject({ threshold: 0.8, 'precision %': 100 });
    expect(rows.at(-1)).toMatchObject({ shown: 4 });
  });
});

describe('thresholds by rule', () => {
  const results = (marks: string) =>
    marks.split('').map((mark, index) => ({ shown: mark !== '-', exact: mark === '+', confidence: 0.95 - index / 10 }));
  const rounded = (marks: string) =>
    Object.values(thresholdsByRule(results(marks))).map((threshold) => Number(threshold.toFixed(2)));

  it('show all that is right, at so many places, and what is mostly right', () => {
    // eager: the fourth right one; balanced: 5 of 9 places; quiet: 2 of 2.
    expect(rounded('++-.+.+..')).toEqual([0.35, 0.45, 0.85]);
  });
  it('show nothing where a rule cannot be kept', () => expect(rounded('...--')).toEqual([1, 0.75, 1]));
  it('show all where all is right', () => expect(rounded('++++')).toEqual([0.65, 0.85, 0.65]));
});

describe('marks', () => {
  const text = '  const total = price(a);\n';
  const hole = holesOf({ source: 'p@1', name: 'p@1/a.ts', languageId: 'typescript', text }).find(
    ({ point }) => point === 'inside brackets' || point === 'operator',
  );
  const fine = () => Promise.resolve(0);

  it('take what an answer replaces as expected', async () => {
    if (hole === undefined) throw new Error('no hole');
    const given = { text: `${hole.expected}\n`, replaced: 1, confidence: 1 };
    expect(await scored('pipeline', hole, given, fine)).toMatchObject({ exact: true, similarity: 1, parses: true });
  });
  it('of nothing shown are no marks for parsing, and no match', async () => {
    if (hole === undefined) throw new Error('no hole');
    const nothing = await scored('pipeline', hole, { text: '', replaced: 0, confidence: 0 }, fine);
    const raw = await scored('raw', hole, { text: hole.expected, replaced: 0, confidence: 1 }, fine);
    expect(nothing).toMatchObject({ shown: false, exact: false, parses: undefined });
    expect(summary([raw, nothing])['raw']).toMatchObject({ n: 1, exact: 1, 'only this exact': 1 });
    expect(summary([raw, nothing])['pipeline']).toMatchObject({ shown: 0, exact: 0 });
  });
  it('are told apart by what a step adds', async () => {
    if (hole === undefined) throw new Error('no hole');
    const right = await scored('pipeline', hole, { text: hole.expected, replaced: 0, confidence: 1 }, fine);
    const wrong = await scored('without fit', hole, { text: 'x', replaced: 0, confidence: 1 }, fine);
    const none = await scored('without heal', hole, { text: '', replaced: 0, confidence: 0 }, fine);
    expect(additions([right, wrong, none, { ...right, side: 'without check' }])).toEqual({
      fit: { 'answers changed': 1, shown: 0, exact: 1, 'precision %': 100 },
      heal: { 'answers changed': 1, shown: 1, exact: 1, 'precision %': NaN },
      check: { 'answers changed': 0, shown: 0, exact: 0, 'precision %': 0 },
    });
  });
});

describe('options', () => {
  it('default to the sets of the pipeline', () => {
    expect(readOptions([])).toMatchObject({ sets: ['humaneval', 'holes'], half: 'both', count: undefined });
  });
  it.each([
    ['--set', 'x'],
    ['--count', '0'],
    ['--half', 'x'],
    ['--languages', 'cobol'],
  ])('refuse %s %s', (...args) => {
    expect(() => readOptions(args)).toThrow(args[0]);
  });
  it('name the steps to leave out, together and each', () => {
    expect(variants('check,fit', false).map(({ name }) => name)).toEqual(['pipeline', 'without check, fit']);
    expect(variants('', true)).toHaveLength(17); // seven steps and nine filters
    expect(variants('repetition', false).at(-1)).toEqual({ name: 'without repetition', without: ['repetition'] });
    expect(() => variants('luck', false)).toThrow('luck');
  });
});
