import { expect, it } from 'vitest';
import { at, never, setUp } from './completer-setup.ts';

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
