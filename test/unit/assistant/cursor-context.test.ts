import { describe, expect, it } from 'vitest';
import {
  cursorContext,
  indentation,
  isOnlyClosers,
  nextLine,
  previousLine,
} from '../../../src/assistant/completion/cursor-context.ts';
import { contextOf, requestFor } from './context-of.ts';

describe('cursorContext', () => {
  it('splits the document at the cursor', () => {
    expect(contextOf('one\ntwo█three\nfour')).toMatchObject({
      before: 'one\ntwo',
      after: 'three\nfour',
      linePrefix: 'two',
      lineRest: 'three',
      below: '\nfour',
    });
  });

  it('has nothing below on the last line', () => {
    expect(contextOf('one█')).toMatchObject({ linePrefix: 'one', lineRest: '', below: '' });
  });

  it.each([
    ['\\r\\n', 'one\r\ntwo█\r\nthree\r\n'],
    ['\\r', 'one\rtwo█\rthree\r'],
    ['mixed line ends', 'one\ntwo█\r\nthree\r'],
  ])('reads %s as the model knows line ends', (_name, document) => {
    expect(contextOf(document)).toMatchObject({
      before: 'one\ntwo',
      after: '\nthree\n',
      linePrefix: 'two',
      lineRest: '',
    });
  });

  it('keeps surrogate pairs', () => {
    expect(cursorContext(requestFor('a😀█😀b'))).toMatchObject({ linePrefix: 'a😀', lineRest: '😀b' });
  });
});

describe('the lines around', () => {
  it('skip blank ones', () => {
    const context = contextOf('first\n\n  \n█\n\t\n  last\n');
    expect(previousLine(context)).toBe('first');
    expect(nextLine(context)).toBe('  last');
  });

  it('may be missing', () => {
    expect(previousLine(contextOf('█'))).toBeUndefined();
    expect(nextLine(contextOf('█\n\n'))).toBeUndefined();
  });
});

describe('indentation', () => {
  it.each([
    ['', 0],
    ['a', 0],
    ['  a', 2],
    ['\ta', 4],
    ['  \ta', 4],
    ['\t  a', 6],
    ['    ', 4],
  ])('of %j is %i', (line, columns) => expect(indentation(line)).toBe(columns));
});

describe('isOnlyClosers', () => {
  it.each(['', ' ', ')', '");', ' }', '>,', '`)}:'])('%j: yes', (rest) => expect(isOnlyClosers(rest)).toBe(true));
  it.each(['a', ') {', '(', '+ b)', '}x'])('%j: no', (rest) => expect(isOnlyClosers(rest)).toBe(false));
});
