import { expect, it } from 'vitest';
import { pause, type View } from '../../../bench/replay/assistant.ts';
import { Peer } from '../../../bench/replay/peer.ts';
import type { Policy } from '../../../bench/replay/policies/policy.ts';
import { FakeEngine } from '../assistant/fake-engine.ts';

const view = (before: string): View => ({ name: 'a.ts', languageId: 'typescript', before, after: '\n' });
const never = new AbortController().signal;

/** A policy with nothing of its own, on an engine that takes a moment for each piece. */
function setUp(superseded: Policy['superseded']) {
  const engine = new FakeEngine();
  engine.scripts = [{ text: 'sum of all' }];
  engine.beforePiece = () => pause(10);
  const policy: Policy = {
    name: 'test',
    maxTokens: 8,
    delayMs: () => 0,
    looksUp: 'before-delay',
    superseded,
    cache: { find: () => undefined, remember: () => undefined },
    prompt: () => Promise.resolve(Int32Array.of(1, 2, 3)),
    isEnough: () => false,
    trim: (text) => text,
  };
  return { engine, peer: new Peer(engine, policy) };
}

it('queues: a superseded request runs to its end, the next one waits, and the one between is never asked', async () => {
  const { engine, peer } = setUp({ kind: 'queue', pollMs: 5 });
  const [first, second] = [new AbortController(), new AbortController()];
  const one = peer.ask(view('a'), first.signal);
  first.abort();
  const two = peer.ask(view('ab'), second.signal);
  second.abort();
  const three = await peer.ask(view('abc'), never);
  expect((await one).work).toMatchObject({ cancelled: false, decoded: 5 });
  expect((await two).work).toMatchObject({ cancelled: true, decoded: 0 });
  expect(three.text).toBe('sum of all');
  expect(engine.requests).toHaveLength(2);
});

it('aborts: the engine stops for the next key', async () => {
  const { engine, peer } = setUp({ kind: 'abort' });
  const controller = new AbortController();
  const one = peer.ask(view('a'), controller.signal);
  await pause(15);
  controller.abort();
  const two = await peer.ask(view('ab'), never);
  const { work } = await one;
  expect(work.cancelled).toBe(true);
  expect(work.decoded).toBeLessThan(5);
  expect(work.idleMs).toBeGreaterThanOrEqual(0);
  expect(two.text).toBe('sum of all');
  expect(engine.requests).toHaveLength(2);
});

it('reuses: a generation goes on while the typed text agrees with it', async () => {
  const { engine, peer } = setUp({ kind: 'reuse' });
  const controller = new AbortController();
  const one = peer.ask(view('a'), controller.signal);
  await pause(25);
  controller.abort();
  const two = await peer.ask(view('asu'), never);
  await one;
  expect(two.text).toBe('m of all');
  expect(engine.requests).toHaveLength(1);
});
