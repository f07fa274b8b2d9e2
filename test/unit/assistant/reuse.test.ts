import { beforeEach, describe, expect, it } from 'vitest';
import { KnownAnswers, typedThrough } from '../../../src/assistant/completion/reuse.ts';
import { contextOf } from './context-of.ts';

const URI = 'file:///a.ts';
const ANSWER = { answer: 'multiply(width, height);', confidence: 0.8 };

describe('typedThrough', () => {
  const pieces = [
    { length: 4, probability: 0.25 },
    { length: 2, probability: 0.5 },
    { length: 3, probability: 0.8 },
  ];
  const answer = { answer: 'width * 2', confidence: 0.1, pieces };

  it.each([
    [0, 0.1],
    [4, 0.4], // the doubtful token is certain now
    [6, 0.8],
    [5, 0.5 ** 0.5 * 0.8],
    [2, 0.5 * 0.5 * 0.8],
    [9, 1],
  ])('of %i characters leaves the doubt of the rest', (typed, confidence) => {
    const rest = typedThrough(answer, typed);
    expect(rest.answer).toBe('width * 2'.slice(typed));
    expect(rest.confidence).toBeCloseTo(confidence, 10);
    // What is typed through once more.
    expect(typedThrough(typedThrough(answer, 1), typed).confidence).toBeCloseTo(
      typedThrough(answer, 1 + typed).confidence,
      10,
    );
  });
});

describe('KnownAnswers', () => {
  let known: KnownAnswers;
  const find = (document: string, uri = URI, trigger: 'automatic' | 'invoked' = 'automatic') =>
    known.find(uri, contextOf(document, 'typescript', trigger))?.answer;

  beforeEach(() => {
    known = new KnownAnswers();
    known.remember(URI, contextOf('const area = █\nconsole.log(area);\n'), ANSWER);
  });

  it('answers at the same place again', () => {
    expect(known.find(URI, contextOf('const area = █\nconsole.log(area);\n'))).toEqual(ANSWER);
  });

  it('gives what is left once the answer is typed through', () => {
    expect(find('const area = multi█\nconsole.log(area);\n')).toBe('ply(width, height);');
  });

  it('does so too behind brackets that the editor closed', () => {
    expect(find('const area = multiply(█)\nconsole.log(area);\n')).toBe('width, height);');
  });

  it('answers again after a backspace', () => {
    expect(find('const area = mult█\nconsole.log(area);\n')).toBe('iply(width, height);');
    expect(find('const area = mul█\nconsole.log(area);\n')).toBe('tiply(width, height);');
  });

  it.each([
    ['something else was typed', 'const area = divide█\nconsole.log(area);\n'],
    ['more than it was typed', 'const area = multiply(width, height); //█\nconsole.log(area);\n'],
    ['the text before differs', 'let area = █\nconsole.log(area);\n'],
    ['the text below differs', 'const area = █\nconsole.log(1);\n'],
    ['there is code behind the cursor', 'const area = █ + border\nconsole.log(area);\n'],
  ])('knows nothing when %s', (_why, document) => expect(find(document)).toBeUndefined());

  it('knows nothing of another document', () => {
    expect(find('const area = █\nconsole.log(area);\n', 'file:///b.ts')).toBeUndefined();
  });

  it('gives a user who asks an answer of their own', () => {
    expect(find('const area = █\nconsole.log(area);\n', URI, 'invoked')).toBeUndefined();
  });

  it('prefers the newest of two answers on the way', () => {
    const later = contextOf('const area = mul█\nconsole.log(area);\n');
    known.remember(URI, later, { answer: 'ti(1);', confidence: 0.5 });
    expect(find('const area = mult█\nconsole.log(area);\n')).toBe('i(1);');
  });

  it('types through several lines', () => {
    known.remember(URI, contextOf('if (a) {█\n}\n'), { answer: '\n  go();\n  stop();', confidence: 1 });
    expect(find('if (a) {\n  go();\n  st█\n}\n')).toBe('op();');
  });

  describe('with alternatives', () => {
    const alternatives = [
      { answer: 'max(width, height);', confidence: 0.2 },
      { answer: 'mean(width);', confidence: 0.1 },
    ];
    const typed = (document: string) => known.find(URI, contextOf(document, 'typescript', 'invoked'));

    beforeEach(() => {
      known.remember(URI, contextOf('const area = █\n', 'typescript', 'invoked'), { ...ANSWER, alternatives });
    });

    it('gives them at the same place again', () => {
      expect(typed('const area = █\n')).toEqual({ ...ANSWER, alternatives });
    });

    it('keeps those that agree with what was typed', () => {
      expect(typed('const area = m█\n')?.alternatives?.map(({ answer }) => answer)).toEqual([
        'ax(width, height);',
        'ean(width);',
      ]);
      expect(typed('const area = mu█\n')).toEqual({
        answer: 'ltiply(width, height);',
        confidence: 0.8,
        alternatives: [],
      });
    });

    it('gives an alternative where only that agrees with the typing', () => {
      expect(typed('const area = me█\n')).toEqual({ answer: 'an(width);', confidence: 0.1, alternatives: [] });
      expect(typed('const area = d█\n')).toBeUndefined();
    });

    it('tells an answer for which nobody asked for others from one that has none', () => {
      known.remember(URI, contextOf('let a = █\n', 'typescript', 'invoked'), ANSWER);
      expect(typed('let a = █\n')?.alternatives).toBeUndefined();
    });
  });

  it('forgets a document, and no other', () => {
    known.remember(`${URI}x`, contextOf('const area = █\n'), ANSWER);
    known.remember(URI, contextOf('let a = █\n'), ANSWER);
    known.forget(URI);
    expect(find('const area = █\nconsole.log(area);\n')).toBeUndefined();
    expect(find('let a = █\n')).toBeUndefined();
    expect(find('const area = █\n', `${URI}x`)).toBe(ANSWER.answer);
  });

  it('knows that there is nothing to add where all of a line was typed, or nothing was said', () => {
    expect(find('const area = multiply(width, height);█\nconsole.log(area);\n')).toBe('');
    known.remember(URI, contextOf('nothing█'), { answer: '', confidence: 1 });
    expect(find('nothing█')).toBe('');
    expect(find('nothing █')).toBeUndefined();
  });

  it('does not know what follows a block, or an answer that was not read to its end', () => {
    known.remember(URI, contextOf('if (a) {█\n}\n'), { answer: '\n  go();', confidence: 1 });
    expect(find('if (a) {\n  go();█\n}\n')).toBeUndefined();
    known.remember(URI, contextOf('let a = █\n'), { answer: 'b', confidence: 0.1, unsure: true });
    expect(find('let a = b█\n')).toBeUndefined();
  });
});
