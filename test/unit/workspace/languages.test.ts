import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageById, languageOf } from '../../../src/workspace/languages.ts';

describe('languageOf', () => {
  it.each([
    ['/home/me/src/main.ts', 'typescript'],
    ['C:\\code\\Main.TSX', 'typescriptreact'],
    ['file:///a/b/word_count.py', 'python'],
    ['index.d.ts', 'typescript'],
    ['analysis.R', 'r'],
    ['Dockerfile', 'dockerfile'],
    ['Dockerfile.test', 'dockerfile'],
    ['CMakeLists.txt', 'cmake'],
    ['tsconfig.base.json', 'jsonc'],
    ['package.json', 'json'],
    ['.bashrc', 'shellscript'],
    ['notes.txt', 'plaintext'],
    ['.ts', 'plaintext'],
    ['no-extension', 'plaintext'],
    ['', 'plaintext'],
  ])('%s is %s', (path, id) => {
    expect(languageOf(path).id).toBe(id);
  });
});

describe('languageById', () => {
  it('knows what a TypeScript file looks like', () => {
    expect(languageById('typescript')).toMatchObject({
      lineComment: '//',
      blockComment: ['/*', '*/'],
      blocks: 'brace',
      brackets: [
        ['(', ')'],
        ['[', ']'],
        ['{', '}'],
      ],
    });
  });

  it('serves a language it does not know as plain text, under its own id', () => {
    expect(languageById('brainfuck')).toMatchObject({ id: 'brainfuck', strings: [], lineComment: undefined });
  });
});

describe('the table', () => {
  it('has no id, extension or file name twice', () => {
    const ids = LANGUAGES.map((language) => language.id);
    const extensions = LANGUAGES.flatMap((language) => language.extensions);
    const fileNames = LANGUAGES.flatMap((language) => language.fileNames);
    for (const column of [ids, extensions, fileNames]) expect(new Set(column).size).toBe(column.length);
  });

  it('writes extensions with their dot and in lower case, and longer string delimiters before their beginnings', () => {
    for (const language of LANGUAGES) {
      for (const extension of language.extensions) expect(extension).toMatch(/^\.[^A-Z]+$/);
      language.strings.forEach((string, at) => {
        const shadowed = language.strings.slice(at + 1).find((later) => later.open.startsWith(string.open));
        expect(shadowed, `${language.id}: ${string.open}`).toBeUndefined();
      });
    }
  });
});
