import { expect, it } from 'vitest';
import { Debounce } from '../../../src/assistant/completion/debounce.ts';
import { at, never, setUp } from './completer-setup.ts';

const after = (...costs: number[]) => {
  const debounce = new Debounce();
  costs.forEach((ms) => debounce.observe(ms));
  return debounce.delayMs;
};

it.each([
  ['nothing is known', [], 0],
  ['answers come between two keys', [140, 60], 0],
  ['answers take longer', [350, 350], 50],
  ['the machine is slow', [3000], 100],
  ['it was busy once', [100, 100, 2000, 100], 0],
  ['it is slow no more', [900, 900, 900, 100, 100, 100], 0],
])('where %s waits for as long as is worth it', (_when, costs, delay) => expect(after(...costs)).toBe(delay));

it('spares the model a request that is superseded in that time, and nothing else', async () => {
  const { completer, engine } = setUp({ scripts: [{ text: 'price;' }] });
  engine.costMs = 1000;
  await completer.complete(at('let a = █\n'), never);
  const superseded = new AbortController();
  const first = completer.complete(at('let b = █\n'), superseded.signal);
  setTimeout(() => superseded.abort(), 20);
  expect(await first).toMatchObject({ kind: 'nothing', code: 'cancelled' });
  expect(engine.requests).toHaveLength(1);
  expect(await completer.complete(at('let a = pr█\n'), never)).toMatchObject({ text: 'ice;', reused: true });
  expect(engine.requests).toHaveLength(1);
  expect(await completer.complete(at('let b = █\n'), never)).toMatchObject({ text: 'price;' });
});
