import { beforeEach, describe, expect, it } from 'vitest';
import { NEW_WORD_FACTOR, NewWords } from '../../../src/assistant/completion/new-words.ts';
import { contextOf } from './context-of.ts';

const DOCUMENT = `const width = 1;\nconst area = mul█\nmultiply(width, height);\n${'// and so on\n'.repeat(150)}`;

describe('NewWords', () => {
  let words: NewWords;
  beforeEach(() => {
    words = new NewWords(contextOf(DOCUMENT));
  });

  it('leaves a line of known words its probability', () => {
    expect(words.factorOf('tiply(width, height);\n')).toBe(1);
  });

  it('halves that of a line with a new one, once', () => {
    expect(words.factorOf('tiply(depth)')).toBe(NEW_WORD_FACTOR);
    expect(words.factorOf('tiply(depth) + total;\n')).toBe(1);
  });

  it('judges a word when it has ended, with what was typed of it', () => {
    expect(words.factorOf('ti')).toBe(1);
    expect(words.factorOf('tip')).toBe(1);
    expect(words.factorOf('tiple(')).toBe(NEW_WORD_FACTOR);
  });

  it('passes short words and numbers over', () => expect(words.factorOf('tiply(ab, 1234);\n')).toBe(1));

  it('says nothing of a small document, where most words are new', () => {
    expect(new NewWords(contextOf('const area = █\n')).factorOf('depth;\n')).toBe(1);
  });
});
