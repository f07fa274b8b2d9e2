import { describe, expect, it } from 'vitest';
import { firstWord, TypedDocument } from '../../../bench/replay/document.ts';

const GOAL = 'let a = 1;\n  b();';
const open = () => new TypedDocument('a.ts', 'typescript', 'top\n', '\nend', GOAL);

describe('TypedDocument', () => {
  it('types the goal key by key, and stops at its end', () => {
    const document = open();
    const keys: string[] = [];
    for (let key = document.type(); key !== undefined; key = document.type()) keys.push(key);
    expect(keys.join('')).toBe(GOAL);
    expect(keys).toContain('\n  ');
    expect(document.view).toMatchObject({ before: 'top\n' + GOAL, after: '\nend' });
  });

  it('deletes what was typed on the line, and nothing before it', () => {
    const document = open();
    expect(document.backspace()).toBe(false);
    document.type();
    document.type();
    expect(document.backspace()).toBe(true);
    expect(document.view.before).toBe('top\nl');
    expect(document.done).toBe(1);
  });

  it('takes what agrees, and lets what does not be undone only', () => {
    const document = open();
    expect(document.agrees('let b')).toBe(false);
    expect(document.agrees('')).toBe(false);
    document.accept('let a');
    expect(document.done).toBe(5);
    document.accept(' - 7');
    expect(document.done).toBe(5);
    expect(() => document.type()).toThrow('undone');
    expect(document.undo()).toBe(true);
    expect(document.view.before).toBe('top\nlet a');
  });

  it('keeps lines put in at the top', () => {
    const document = open();
    document.type();
    document.insertAtTop('// checked');
    document.undo();
    expect(document.view.before).toBe('// checked\ntop\n');
  });
});

it.each([
  ['total += 1', 'total'],
  [' += 1', ' +='],
  ['(a)', '('],
  ['\n  next', '\n  next'],
  ['', ''],
])('takes of %j the word %j', (text, word) => {
  expect(firstWord(text)).toBe(word);
});
