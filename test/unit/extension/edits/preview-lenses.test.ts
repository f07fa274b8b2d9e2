import { describe, expect, it } from 'vitest';
import { lensesOf } from '../../../../src/extension/edits/preview-lenses.ts';
import { Review } from '../../../../src/extension/edits/review.ts';

const OLD = 'one\ntwo\nthree\nfour\n';
const NEW = 'one\n2\nthree\n4\n';
const FOUND = { passed: ['parses'], unchecked: ['tests'], warnings: ['Makes a program run'] };

const t = (message: string, ...values: unknown[]) => message.replace('{0}', String(values[0]));

function titlesAt(review: Review, line: number): string[] {
  return lensesOf(review, FOUND, t)
    .filter((lens) => lens.line === line)
    .map(({ title }) => title);
}

describe('the links of a preview', () => {
  it('stand at the top and above each open hunk, and say what was found', () => {
    const review = new Review(OLD, NEW);
    const about = ['$(warning) Makes a program run', '$(check) parses', '$(circle-slash) Not checked: tests'];
    const all = ['Accept All', 'Discard All', 'Compare Side by Side'];
    expect(titlesAt(review, 0)).toEqual([...all, ...about]);
    expect(titlesAt(review, 1)).toEqual(['Accept', 'Discard', ...all, ...about]);
    expect(titlesAt(review, 4)).toEqual(['Accept', 'Discard']);
  });

  it('name the hunk that they decide about', () => {
    const decide = lensesOf(new Review(OLD, NEW), FOUND, t).filter(({ hunk }) => hunk !== undefined);
    expect(decide.map(({ command, hunk }) => [command, hunk])).toEqual([
      ['acceptChange', 0],
      ['discardChange', 0],
      ['acceptChange', 1],
      ['discardChange', 1],
    ]);
  });

  it('do not claim that a part was checked, where only the whole was', () => {
    const review = new Review(OLD, NEW);
    expect(titlesAt(review, 0)).not.toContain('$(circle-slash) Checked only with all changes');
    review.decide(0, 'discarded');
    expect(titlesAt(review, 0)).toContain('$(circle-slash) Checked only with all changes');
  });

  it('are not doubled where the first hunk is the first line', () => {
    const titles = titlesAt(new Review('a\nb', 'x\nb'), 0);
    expect(titles.filter((title) => title === 'Compare Side by Side')).toHaveLength(1);
  });
});
