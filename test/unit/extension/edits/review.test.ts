import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { changedParts, hunksBetween, linesOf } from '../../../../src/extension/edits/hunks.ts';
import { Review } from '../../../../src/extension/edits/review.ts';

const OLD = 'one\ntwo\nthree\nfour\nfive\nsix\n';
const NEW = 'one\n2\nthree\nfour\nfive\nsix\nseven\n';

function apply(review: Review, text: string, eol = '\n'): string {
  const edits = review.edits(eol).map(({ start, end, newText }) => ({ range: { start, end }, newText }));
  return TextDocument.applyEdits(TextDocument.create('file:///a', 'plaintext', 1, text), edits);
}

function accepted(oldText: string, newText: string, eol = '\n'): string {
  const review = new Review(oldText, newText);
  review.decideAll('accepted');
  return apply(review, oldText, eol);
}

describe('hunks', () => {
  it('are the runs of lines that differ', () => {
    expect(hunksBetween(linesOf(OLD), linesOf(NEW))).toEqual([
      { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 },
      { oldStart: 6, oldEnd: 6, newStart: 6, newEnd: 7 },
    ]);
  });

  it('are one where only brackets and blank lines stand between them', () => {
    const before = ['if (a) {', '}', '', 'end'];
    const after = ['if (b) {', '}', '', 'END'];
    expect(hunksBetween(before, after)).toEqual([{ oldStart: 0, oldEnd: 4, newStart: 0, newEnd: 4 }]);
  });

  it('there are none in the same text, whatever its line ends', () => {
    expect(hunksBetween(linesOf('a\r\nb\r\n'), linesOf('a\nb\n'))).toEqual([]);
  });

  it('have the words marked that differ', () => {
    expect(changedParts(['  return a + b;'], ['  return a - b;'])).toEqual({
      removed: [{ line: 0, start: 11, end: 12 }],
      added: [{ line: 0, start: 11, end: 12 }],
    });
    expect(changedParts(['const x = 1;', 'use(x, x);'], ['const x = 1;', 'use(x, 2);']).added).toEqual([
      { line: 1, start: 7, end: 8 },
    ]);
  });

  it('have no words marked where hardly anything is the same', () => {
    expect(changedParts(['a'], ['something else entirely'])).toEqual({ removed: [], added: [] });
    expect(changedParts([], ['a'])).toEqual({ removed: [], added: [] });
  });
});

describe('a review', () => {
  it('shows removed and added lines of open hunks among the whole text', () => {
    const rows = new Review(OLD, NEW).rows();
    expect(rows.map(({ kind, text }) => `${{ kept: ' ', removed: '-', added: '+' }[kind]}${text}`)).toEqual([
      ' one',
      '-two',
      '+2',
      ' three',
      ' four',
      ' five',
      ' six',
      '+seven',
      ' ',
    ]);
    expect(rows.map(({ hunk }) => hunk)).toEqual([, 0, 0, , , , , 1, ,].map((hunk) => hunk));
    expect(rows.map(({ oldLine }) => oldLine)).toEqual([0, 1, 2, 2, 3, 4, 5, 6, 6]);
  });

  it('shows decided hunks as decided', () => {
    const review = new Review(OLD, NEW);
    review.decide(0, 'accepted');
    review.decide(1, 'discarded');
    expect(review.rows().map(({ text }) => text)).toEqual(['one', '2', 'three', 'four', 'five', 'six', '']);
    expect(review.rows().every(({ kind, hunk }) => kind === 'kept' && hunk === undefined)).toBe(true);
    expect(review.numbers('open')).toEqual([]);
  });

  it('decides once', () => {
    const review = new Review(OLD, NEW);
    review.decide(0, 'discarded');
    review.decideAll('accepted');
    expect(review.numbers('discarded')).toEqual([0]);
    expect(apply(review, OLD)).toBe(OLD + 'seven\n');
    review.reopen('accepted');
    expect(review.numbers('open')).toEqual([1]);
  });

  it('proposes what is not discarded', () => {
    const review = new Review(OLD, NEW);
    review.decide(1, 'discarded');
    expect(review.proposedText('\n')).toBe('one\n2\nthree\nfour\nfive\nsix\n');
  });

  it.each([
    ['in the middle', OLD, NEW],
    ['at the start', 'a\nb', 'x\ny\nb'],
    ['at the end', 'a\nb', 'a\nb\nc'],
    ['of the last line', 'a\nb', 'a\nc'],
    ['that adds a last line break', 'a\nb', 'a\nb\n'],
    ['that takes the last line break', 'a\nb\n', 'a\nb'],
    ['that removes the last lines', 'a\nb\nc', 'a'],
    ['that removes the first lines', 'a\nb\nc', 'c'],
    ['of an empty text', '', 'a\nb\n'],
    ['that empties the text', 'a\nb\n', ''],
    ['of everything', 'a', 'b'],
  ])('accepted whole gives the new text: a change %s', (_name, before, after) => {
    expect(accepted(before, after)).toBe(after);
  });

  it('keeps the line ends of the document', () => {
    expect(accepted('a\r\nb\r\nc\r\n', 'a\nx\ny\nc\n', '\r\n')).toBe('a\r\nx\r\ny\r\nc\r\n');
  });
});
