import { describe, expect, it } from 'vitest';
import { firstSound } from '../../../src/assistant/completion/check.ts';
import type { Candidates } from '../../../src/assistant/completion/fit.ts';
import { contextOf } from './context-of.ts';

/** Counts unbalanced round and curly brackets, which is grammar enough. */
function countErrors(_languageId: string, text: string): Promise<number> {
  const balance = (open: string, close: string) => Math.abs(text.split(open).length - text.split(close).length);
  return Promise.resolve(balance('(', ')') + balance('{', '}'));
}

const fitted = (text: string) => ({ text, replaced: 0 });
const sound = (document: string, ...candidates: Candidates) => firstSound(countErrors, contextOf(document), candidates);

describe('firstSound', () => {
  it.each([
    ['good code', 'const a = █', 'f(b);', 0],
    ['code that closes what was open', 'const a = f(█', 'b);', 0],
    ['a closer that replaces the one behind the cursor', 'const a = f(█)', 'b);', 1],
    ['an opener whose end the user will write', 'if█', ' (a) {', 0],
    ['a document that was broken before', 'f((((█', 'b', 0],
  ])('lets pass %s', async (_what, document, text, replaced) => {
    expect(await sound(document, { text, replaced })).toEqual({ text, replaced });
  });

  it.each([
    ['a closer too many', 'const a = █', 'b);', 0],
    ['a closer that comes twice', 'const a = f(█)', 'b);', 0],
  ])('stops %s', async (_what, document, text, replaced) => {
    expect(await sound(document, { text, replaced })).toBeUndefined();
  });

  it('takes the first candidate that parses', async () => {
    const candidates: Candidates = [fitted('b)))));'), fitted('b);'), fitted('b')];
    expect(await sound('const a = f(█', ...candidates)).toEqual(fitted('b);'));
  });

  it('parses the document once and at most four texts with an answer', async () => {
    const parsed: (boolean | undefined)[] = [];
    const count = (_languageId: string, text: string, trial?: boolean) => {
      parsed.push(trial);
      return countErrors('', text);
    };
    const opener = fitted(')))) {');
    expect(await firstSound(count, contextOf('a█'), [opener, opener, opener, opener])).toBeUndefined();
    expect(parsed).toEqual([undefined, true, true, true, true]);
  });

  it('takes the first where there is no grammar', async () => {
    const none = () => Promise.resolve(undefined);
    const candidates: Candidates = [fitted(')))'), fitted(')')];
    expect(await firstSound(none, contextOf('█'), candidates)).toEqual(candidates[0]);
  });
});
