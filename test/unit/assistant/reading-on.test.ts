import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, never, setUp } from './completer-setup.ts';

/** The idle work begins with a timer; what it awaits of the fake engine ends at once. */
const untilNextKey = () => vi.advanceTimersByTimeAsync(150);

describe('an answer that was given up as too unsure', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  const scripts = [{ text: 'one two three', probability: 0.5 }]; // five pieces
  const begin = async (countErrors?: (text: string) => number) => {
    const { completer, engine } = setUp({ scripts, minimumConfidence: 0.3, ...(countErrors && { countErrors }) });
    expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({ code: 'low-confidence' });
    return { completer, engine };
  };

  it('is read to its end in the background, and shown without the engine once what was typed of it makes it sure', async () => {
    const { completer, engine } = await begin();
    await untilNextKey();
    expect(engine.requests.map(({ priority }) => priority)).toEqual(['completion', 'background']);
    const typed = (text: string) => completer.complete(at(`let a = ${text}█\n`), never);
    expect(await typed('o')).toMatchObject({ kind: 'nothing', code: 'low-confidence' });
    expect(await typed('one two')).toMatchObject({ kind: 'nothing', code: 'low-confidence' }); // 0.25
    expect(await typed('one two ')).toMatchObject({ kind: 'offer', text: 'three', reused: true, confidence: 0.5 });
    expect(engine.requests).toHaveLength(2);
  });

  it('is not kept where it would break the syntax: that is not looked at again when it is typed', async () => {
    const { completer, engine } = await begin((text) => (text.includes('three') ? 1 : 0));
    await untilNextKey();
    expect(engine.requests).toHaveLength(2);
    await completer.complete(at('let a = one two █\n'), never);
    expect(engine.requests).toHaveLength(3);
  });

  it('is left as it is when the next key says something else', async () => {
    const { completer, engine } = await begin();
    engine.beforePiece = () => new Promise((resolve) => setTimeout(resolve, 40));
    await untilNextKey();
    engine.beforePiece = () => undefined;
    engine.scripts = [{ text: 'ther;', probability: 0.9 }];
    expect(await completer.complete(at('let a = other█\n'), never)).toMatchObject({ kind: 'offer', text: 'ther;' });
  });

  it('refuses what is typed meanwhile from what it has said so far, and goes on', async () => {
    const { completer, engine } = await begin();
    engine.beforePiece = (index) => (index < 3 ? undefined : new Promise((resolve) => setTimeout(resolve, 1000)));
    await untilNextKey();
    expect(await completer.complete(at('let a = o█\n'), never)).toMatchObject({ code: 'low-confidence' });
    expect(engine.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await completer.complete(at('let a = one two █\n'), never)).toMatchObject({ kind: 'offer', text: 'three' });
    expect(engine.requests).toHaveLength(2);
  });

  it('is read on at the same place again, when that was interrupted', async () => {
    const { completer, engine } = await begin();
    await completer.complete(at('let a = x█\n'), never);
    await completer.complete(at('let a = █\n'), never);
    const before = engine.requests.length;
    await untilNextKey();
    expect(engine.requests.slice(before).map(({ priority }) => priority)).toEqual(['background']);
  });
});
