import { describe, expect, it } from 'vitest';
import { breaksSyntax } from '../../../src/assistant/completion/check.ts';
import { contextOf } from './context-of.ts';

/** Counts unbalanced round and curly brackets, which is grammar enough. */
function countErrors(_languageId: string, text: string): Promise<number> {
  const balance = (open: string, close: string) => Math.abs(text.split(open).length - text.split(close).length);
  return Promise.resolve(balance('(', ')') + balance('{', '}'));
}

const breaks = (document: string, text: string, replaced = 0) =>
  breaksSyntax(countErrors, contextOf(document), { text, replaced });

describe('breaksSyntax', () => {
  it.each([
    ['good code', 'const a = █', 'f(b);', 0],
    ['code that closes what was open', 'const a = f(█', 'b);', 0],
    ['a closer that replaces the one behind the cursor', 'const a = f(█)', 'b);', 1],
    ['an opener whose end the user will write', 'if█', ' (a) {', 0],
    ['a document that was broken before', 'f((((█', 'b', 0],
  ])('lets pass %s', async (_what, document, text, replaced) => {
    expect(await breaks(document, text, replaced)).toBe(false);
  });

  it.each([
    ['a closer too many', 'const a = █', 'b);', 0],
    ['a closer that comes twice', 'const a = f(█)', 'b);', 0],
  ])('stops %s', async (_what, document, text, replaced) => {
    expect(await breaks(document, text, replaced)).toBe(true);
  });

  it('knows nothing where there is no grammar', async () => {
    const none = () => Promise.resolve(undefined);
    expect(await breaksSyntax(none, contextOf('█'), { text: ')))', replaced: 0 })).toBe(false);
  });
});
