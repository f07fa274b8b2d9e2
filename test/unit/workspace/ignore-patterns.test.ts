import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { ignorePatterns } from '../../../src/workspace/ignore-patterns.ts';

const ignores = (text: string, folder: string, file: string): boolean =>
  ignore({ ignoreCase: false })
    .add(ignorePatterns(text, folder, '.gitignore'))
    .ignores(file);

describe('a pattern of a nested file', () => {
  it.each([
    ['*.log', 'a/x.log', true],
    ['*.log', 'a/b/c/x.log', true],
    ['*.log', 'x.log', false],
    ['/x.log', 'a/x.log', true],
    ['/x.log', 'a/b/x.log', false],
    ['b/x.log', 'a/b/x.log', true],
    ['b/x.log', 'a/c/b/x.log', false],
    ['**/b/x.log', 'a/c/b/x.log', true],
    ['build/', 'a/build/x', true],
    ['build/', 'a/deep/build/x', true],
    ['build/  ', 'a/deep/build/x', true],
    ['build/', 'a/build', false],
    ['x y', 'a/x y', true],
    ['\\!odd', 'a/!odd', true],
    ['\\#odd', 'a/#odd', true],
    ['# comment', 'a/# comment', false],
    ['   ', 'a/   ', false],
  ])('%j and %s: %s', (pattern, file, expected) => {
    expect(ignores(pattern, 'a', file)).toBe(expected);
  });

  it.each(['[slug]', 'a*b', 'what?', '(group)', '!bang', '#hash', 'two words', 'x{1}', 'a.b', 'c++'])(
    'takes the folder name %j literally',
    (folder) => {
      expect(ignores('*.log', folder, `${folder}/x.log`)).toBe(true);
      expect(ignores('/b.log', folder, `${folder}/b.log`)).toBe(true);
      expect(ignores('*.log', folder, 's/x.log')).toBe(false);
      expect(ignores('*.log', folder, 'aXb/x.log')).toBe(false);
    },
  );
});

describe('the list', () => {
  it('skips comments, empty lines, a byte order mark and \\r, and counts lines', () => {
    expect(ignorePatterns('\ufeff# one\r\n\r\n*.log\r\n!keep.log\n', '', '.gitignore')).toEqual([
      { pattern: '*.log', mark: '.gitignore line 3: *.log' },
      { pattern: '!keep.log', mark: '.gitignore line 4: !keep.log' },
    ]);
  });
});
