import { describe, expect, it } from 'vitest';
import { closedGate } from '../../../src/assistant/completion/gate.ts';
import { contextOf, requestFor } from './context-of.ts';
import { cursorContext } from '../../../src/assistant/completion/cursor-context.ts';

describe('closedGate', () => {
  it.each([
    ['inside-word', 'const to█tal = 1;', 'The cursor is inside a word.'],
    ['empty-document', ' █\n', 'The document is empty.'],
  ])('tells programs why: %s', (code, document, reason) => {
    expect(closedGate(contextOf(document))).toEqual({ code, reason });
  });

  it('lets nothing between the halves of a character', () => {
    const request = { ...requestFor('const face = "😀█";'), offset: 'const face = "'.length + 1 };
    expect(closedGate(cursorContext(request))).toMatchObject({
      code: 'inside-word',
      reason: 'The cursor is inside a character.',
    });
  });

  it('says nothing in lines that nobody reads', () => {
    const line = (characters: number) => 'f(a);'.repeat(characters / 5);
    expect(closedGate(contextOf(`${line(2000)}█\n`))).toBeUndefined();
    expect(closedGate(contextOf(`${line(2005)}█\n`))).toEqual({ code: 'long-line', reason: 'This line is too long.' });
    expect(closedGate(contextOf(`${line(2005)}█ g();\n`, 'javascript', 'invoked'))?.code).toBe('long-line');
    // What is behind the cursor, or on the line above, is as long as it likes.
    expect(closedGate(contextOf(`f(█ ${line(4000)}\n`))).toBeUndefined();
    expect(closedGate(contextOf(`${line(4000)}\n█\n`))).toBeUndefined();
  });

  it('lets a block follow a long line', () => {
    expect(closedGate(contextOf(`${'f(a);'.repeat(500)} if (a) {█\n}\n`))).toBeUndefined();
  });
});
