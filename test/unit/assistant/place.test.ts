import { describe, expect, it } from 'vitest';
import { extentOf } from '../../../src/assistant/completion/extent.ts';
import { closedIn } from '../../../src/assistant/completion/gate.ts';
import { at, never, setUp } from './completer-setup.ts';
import { contextOf } from './context-of.ts';

describe('extentOf with a syntax tree', () => {
  const commented = contextOf('function f() {\n  // Adds.\n  █\n}\n');

  it('completes the body of which only a comment is there', () => {
    expect(extentOf(commented)).toBe('line');
    expect(extentOf(commented, { kind: 'code', emptyBody: true })).toBe('block');
    expect(extentOf(commented, { kind: 'code', emptyBody: false })).toBe('line');
  });

  it('opens no block with the end of a comment', () => {
    const comment = contextOf('# Returns:█\n', 'python');
    expect(extentOf(comment)).toBe('block');
    expect(extentOf(comment, { kind: 'comment', emptyBody: false })).toBe('line');
  });
});

describe('closedIn', () => {
  it.each([
    ['string', { strings: false, comments: true }, 'in-string'],
    ['string', { strings: true, comments: false }, undefined],
    ['comment', { strings: true, comments: false }, 'in-comment'],
    ['code', { strings: false, comments: false }, undefined],
    [undefined, { strings: false, comments: false }, undefined],
  ] as const)('%s, wanted in %j: %s', (kind, wanted, code) => {
    expect(closedIn(kind, wanted)?.code).toBe(code);
  });
});

describe('Completer', () => {
  const wantedIn = { strings: true, comments: false };
  const placeAt = { kind: 'comment', emptyBody: false } as const;

  it('leaves comments alone where they are off, unless asked, without the engine', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'sum' }], wantedIn, placeAt });
    expect(await completer.complete(at('// the █\n'), never)).toMatchObject({ kind: 'nothing', code: 'in-comment' });
    expect(engine.calls).toEqual([]);
    expect(await completer.complete(at('// the █\n', { trigger: 'invoked' }), never)).toMatchObject({ kind: 'offer' });
  });

  it('completes there where they are on', async () => {
    const scripts = [{ text: 'sum' }];
    const { completer } = setUp({ scripts, wantedIn: { strings: false, comments: true }, placeAt });
    expect(await completer.complete(at('// the █\n'), never)).toMatchObject({ kind: 'offer' });
  });
});
