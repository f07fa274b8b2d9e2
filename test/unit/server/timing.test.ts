import { expect, it } from 'vitest';
import { RequestWatch } from '../../../src/server/features/timing.ts';

const never = new AbortController().signal;
const TIMING = { ttftMs: 40, totalMs: 200, promptTokensEvaluated: 3, tokensDecoded: 9 };

it('tells of a request without work of the model that it was answered from what is known', () => {
  const watch = new RequestWatch('file:///a.ts', 7, never);
  watch.offered();
  expect(watch.timing()).toEqual({
    uri: 'file:///a.ts',
    version: 7,
    reused: true,
    cancelled: false,
    shown: true,
    ttftMs: 0,
    firstLineMs: 0,
    totalMs: 0,
    promptTokensEvaluated: 0,
    tokensDecoded: 0,
  });
});

it('tells what the model did, and when the first line was whole', async () => {
  const watch = new RequestWatch('file:///a.ts', 1, never);
  watch.onText('\n');
  watch.onText('  a();\n');
  await new Promise((resolve) => setTimeout(resolve, 30));
  watch.onTiming(TIMING);
  const timing = watch.timing();
  expect(timing).toMatchObject({ ...TIMING, reused: false, shown: false });
  expect(timing.firstLineMs).toBeLessThan(25);
});

it('tells how long the engine went on after a request was cancelled', () => {
  const controller = new AbortController();
  const watch = new RequestWatch('file:///a.ts', 1, controller.signal);
  expect(watch.timing().idleAfterMs).toBeUndefined();
  controller.abort();
  watch.onTiming(TIMING);
  expect(watch.timing()).toMatchObject({ cancelled: true, tokensDecoded: 9 });
  expect(watch.timing().idleAfterMs).toBeGreaterThanOrEqual(0);
});
