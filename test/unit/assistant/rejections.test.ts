import { expect, it } from 'vitest';
import { Rejections } from '../../../src/assistant/completion/rejections.ts';
import { at, never, setUp } from './completer-setup.ts';
import { contextOf } from './context-of.ts';

const here = at('let a = █\n');
const elsewhere = at('let a = x█\n');

it('does not show a fourth time what was left three times at the same place, until it is asked for', async () => {
  const { completer } = setUp({ scripts: [{ text: 'price;' }] });
  for (let times = 0; times < 3; times++) {
    expect(await completer.complete(here, never)).toMatchObject({ text: 'price;' });
    await completer.complete(elsewhere, never); // a letter typed
  }
  for (let times = 0; times < 2; times++) {
    expect(await completer.complete(here, never)).toMatchObject({ kind: 'nothing', code: 'rejected' });
  }
  expect(await completer.complete({ ...here, uri: 'file:///b.ts' }, never)).toMatchObject({ text: 'price;' });
  const invoked = setUp({ scripts: [{ text: 'price;' }] }).completer;
  for (let times = 0; times < 5; times++) {
    expect(await invoked.complete({ ...here, trigger: 'invoked' }, never)).toMatchObject({ text: 'price;' });
    await invoked.complete(elsewhere, never);
  }
});

it('shows it as often as an editor asks that has not left the place', async () => {
  const { completer } = setUp({ scripts: [{ text: 'price;' }] });
  for (let times = 0; times < 6; times++) {
    expect(await completer.complete(here, never)).toMatchObject({ text: 'price;' });
  }
});

it('shows it again after two minutes, counted from when it was last shown', () => {
  let now = 1000;
  const rejections = new Rejections({ now: () => now });
  const comeBackAfter = (ms: number) => {
    now += ms;
    rejections.mayShow('file:///a.ts', contextOf('let a = x█'), undefined);
    return rejections.mayShow('file:///a.ts', contextOf('let a = █'), 'price;');
  };
  expect([1, 1, 1, 1].map(comeBackAfter)).toEqual([true, true, true, false]);
  expect(comeBackAfter(110_000)).toBe(false);
  expect(comeBackAfter(121_000)).toBe(true);
});
