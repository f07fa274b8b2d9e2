import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/testing/observe/trial.ts';
import { documentedTrials } from '../../../../src/testing/trials/documented.ts';
import { subjectIn, trial } from '../made.ts';

const documented = (call: string, expected?: string, setup: string[] = []): Trial =>
  trial(call, { setup, from: 'documentation', ...(expected !== undefined && { expected }) });

describe('doctests', () => {
  const read = (...lines: string[]) => {
    const text = [
      'def f(a):',
      '    """Says.',
      '',
      ...lines.map((line) => `    ${line}`),
      '    """',
      '    return a',
      '',
    ].join('\n');
    return documentedTrials(text, subjectIn(text, 'python', 'f', 'def f(a):'));
  };

  it('say what a call gives', () => {
    expect(read('>>> f(1)', '2')).toEqual([documented('f(1)', '2')]);
  });

  it('have what was set up before them', () => {
    expect(read('>>> a = [1]', '>>> f(a)', '[2]')).toEqual([documented('f(a)', '[2]', ['a = [1]'])]);
  });

  it('go on behind dots', () => {
    expect(read('>>> f([', '...     1])', '2')).toEqual([documented('f([\n    1])', '2')]);
  });

  it.each([
    ['an error', ['>>> f(1)', 'Traceback (most recent call last):', 'ValueError: no']],
    ['something left out', ['>>> f(1)', '[1, ..., 9]']],
    ['nothing', ['>>> f(1)', '']],
    ['another call', ['>>> f(1)', '>>> 2']],
  ])('say nothing to compare where they show %s', (_, lines) => {
    expect(read(...lines)).toEqual([documented('f(1)')]);
  });

  it('say nothing of a call that is a part only', () => {
    expect(read('>>> len(f(1))', '2')).toEqual([documented('f(1)')]);
  });
});

describe('examples in comments', () => {
  const read = (comment: string, languageId = 'typescript', head = 'export function f(a) {') => {
    const text = `${comment}\n${head}\n}\n`;
    const { end, bodyStart } = subjectIn(text, languageId, 'f', head);
    return documentedTrials(text, { languageId, name: 'f', start: 0, end, bodyStart });
  };

  it.each([
    ['// f(1) // => 2', '2'],
    ['// f(1) => [2, 3]', '[2, 3]'],
    ['// f(1) -> 2', '2'],
    ['// f(1); // 2', '2'],
    ['// f(1) // returns 2', '2'],
    ["/** f(1) === 'a b' */", "'a b'"],
    ['/**\n * @example\n * f(1) // → -1\n */', '-1'],
  ])('%j says %s', (comment, expected) => {
    expect(read(comment)).toEqual([documented('f(1)', expected)]);
  });

  it.each(['// f(1) // throws', '// f(1)', '// f(1) => something odd'])('%j says nothing to compare', (comment) => {
    expect(read(comment)).toEqual([documented('f(1)')]);
  });

  it.each(['// Calls f(1) again.', '// g(1) // => 2'])('%j is none', (comment) => expect(read(comment)).toEqual([]));

  it('of Go are called, not compared', () => {
    expect(read('// f(1) // => 2', 'go', 'func f(a int) int {')).toEqual([documented('f(1)')]);
  });
});
