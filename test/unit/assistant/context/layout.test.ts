import { describe, expect, it } from 'vitest';
import { laidOut } from '../../../../src/assistant/context/layout.ts';
import type { Piece } from '../../../../src/assistant/context/types.ts';
import { never } from '../completer-setup.ts';
import { FakeEngine } from '../fake-engine.ts';

const piece = (path: string, start: number, text: string): Piece => ({ path, start, end: start + text.length, text });
const B = piece('src/b.ts', 40, 'function b();');
const B_FIRST = piece('src/b.ts', 3, 'type B = 1;');
const LIB = piece('lib.ts', 0, 'const lib = 2;');

async function shown(pieces: readonly Piece[], room = 200, engine = new FakeEngine({ knowsRepositories: true })) {
  const tokens = await laidOut(engine, { repository: 'shop', path: 'src/a.ts', pieces }, room, never);
  expect(tokens.length).toBeLessThanOrEqual(room);
  return engine.read(tokens);
}

describe('laidOut', () => {
  const all = '<REPO>shop\n<FILE>lib.ts\nconst lib = 2;\n<FILE>src/b.ts\ntype B = 1;\nfunction b();\n<FILE>src/a.ts\n';

  it('shows files by path and their pieces by place, whichever is best', async () => {
    expect(await shown([B, LIB, B_FIRST])).toBe(all);
    expect(await shown([LIB, B_FIRST, B])).toBe(all);
  });

  it('leaves out what there is no room for, the best first', async () => {
    const engine = new FakeEngine({ knowsRepositories: true });
    const frame = engine.tokensOf('shop\nsrc/a.ts\n').length + 2;
    const room = frame + 1 + engine.tokensOf('src/b.ts\nfunction b();\n').length;
    expect(await shown([B, LIB, B_FIRST], room)).toBe('<REPO>shop\n<FILE>src/b.ts\nfunction b();\n<FILE>src/a.ts\n');
    expect(await shown([LIB, B], frame)).toBe('');
  });

  it('takes a smaller piece where a better one is too large', async () => {
    const large = piece('src/c.ts', 0, 'x'.repeat(3) + ' y'.repeat(300));
    expect(await shown([large, LIB])).toBe('<REPO>shop\n<FILE>lib.ts\nconst lib = 2;\n<FILE>src/a.ts\n');
  });

  it('is nothing for a model without tokens for it', async () => {
    expect(await shown([B], 200, new FakeEngine())).toBe('');
    expect(await shown([B], 200, new FakeEngine({ fillsInMiddle: false }))).toBe('');
  });
});
