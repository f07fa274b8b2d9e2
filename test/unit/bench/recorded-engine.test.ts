import { beforeEach, describe, expect, it } from 'vitest';
import { RecordedEngine } from '../../../bench/eval/recorded-engine.ts';
import type { GenerateRequest, GenerateResult } from '../../../src/engine/types.ts';
import { FakeEngine } from '../assistant/fake-engine.ts';

const REQUEST: GenerateRequest = {
  prompt: Int32Array.of(1, 2, 3),
  typed: 'const a',
  priority: 'completion',
  maxTokens: 64,
  firstLineOnly: true,
  maxStepMs: 50,
};

describe('RecordedEngine', () => {
  let engine: FakeEngine;
  let recorded: RecordedEngine;
  const asked = () => engine.requests.length;

  beforeEach(() => {
    engine = new FakeEngine();
    engine.scripts = [{ text: 'one two three', end: 'line' }];
    recorded = new RecordedEngine(engine);
  });

  /** Reads until `enough`, as the completer does: it breaks off inside of `onPiece`. */
  async function read(enough = '', request: Partial<GenerateRequest> = {}): Promise<{ text: string } & GenerateResult> {
    const control = new AbortController();
    let text = '';
    const result = await recorded.generate({ ...REQUEST, ...request }, control.signal, (piece) => {
      if (control.signal.aborted) return;
      text += piece.text;
      if (text === enough) control.abort();
    });
    return { text, ...result };
  }

  it('says the same again without the engine, pieces, probabilities and end', async () => {
    const first = await read();
    expect(first).toMatchObject({ text: 'one two three', end: 'line' });
    engine.scripts = [{ text: 'something else' }];
    expect(await read()).toEqual(first);
    expect(await read('', { priority: 'background', maxStepMs: 7 })).toEqual(first);
    expect(asked()).toBe(1);
    expect(recorded.replayed).toBe(2);
  });

  it('stops where the reader stops', async () => {
    await read();
    expect((await read('one ')).text).toBe('one ');
    expect(asked()).toBe(1);
  });

  it('generates again for who reads on, and gives nothing twice', async () => {
    expect(await read('one ')).toMatchObject({ text: 'one ', end: 'cancelled' });
    expect(await read('one ')).toMatchObject({ text: 'one ', end: 'cancelled' });
    expect(asked()).toBe(1);
    expect(await read()).toMatchObject({ text: 'one two three', end: 'line' });
    expect(asked()).toBe(2);
    expect(await read()).toMatchObject({ text: 'one two three', end: 'line' });
    expect(asked()).toBe(2);
    expect(recorded.differing).toBe(0);
  });

  it('keeps what is known when reading on is broken off early', async () => {
    await read('one two');
    const control = new AbortController();
    engine.beforePiece = (index) => {
      if (index === 1) control.abort();
    };
    await recorded.generate(REQUEST, control.signal, () => undefined);
    engine.beforePiece = () => undefined;
    expect(await read('one two')).toMatchObject({ text: 'one two' });
    expect(asked()).toBe(2);
  });

  it('counts answers that go another way when they are read on', async () => {
    await read('one ');
    engine.scripts = [{ text: 'two three' }];
    await read();
    expect(recorded.differing).toBe(1);
  });

  it.each<Partial<GenerateRequest>>([
    { prompt: Int32Array.of(1, 2, 4) },
    { typed: 'const b' },
    { maxTokens: 65 },
    { firstLineOnly: false },
    { heal: false },
    { drafts: false },
  ])('asks the engine for another request: %o', async (other) => {
    await read();
    engine.scripts = [{ text: 'another' }];
    expect((await read('', other)).text).toBe('another');
  });

  it('keeps nothing of warm-ups and of requests for branches', async () => {
    await read('', { branches: true });
    await read('', { branches: true });
    await read('', { warmUpOnly: true });
    await read();
    expect(asked()).toBe(4);
    expect(recorded.replayed).toBe(0);
  });
});
