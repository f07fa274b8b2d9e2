import { expect, it } from 'vitest';
import { NO_WORK, pause, type Answer, type Assistant, type View } from '../../../bench/replay/assistant.ts';
import type { Segment } from '../../../bench/replay/places.ts';
import type { Action } from '../../../bench/replay/trace.ts';
import { Typist } from '../../../bench/replay/typist.ts';

const GOAL = 'total = a + b;';

/** Says the rest of the goal, or what `says` says, after some milliseconds. */
class Fake implements Assistant {
  public readonly name = 'fake';
  public readonly asked: string[] = [];
  private readonly says: (before: string) => string;
  private readonly ms: number;

  public constructor(says: (before: string) => string, ms = 0) {
    this.says = says;
    this.ms = ms;
  }

  public open(): void {
    return;
  }

  public change(): void {
    return;
  }

  public cpuSeconds(): undefined {
    return undefined;
  }

  public async ask({ before }: View): Promise<Answer> {
    this.asked.push(before);
    await pause(this.ms);
    return { text: this.says(before), work: NO_WORK };
  }
}

const play = (assistant: Assistant, actions: readonly Action[], keys = 100) => {
  const file = { name: 'a.ts', languageId: 'typescript', text: GOAL };
  const segment: Segment = { id: 3, file, cause: 'jump', before: '', after: '\n', text: GOAL, keys, actions };
  return new Typist(assistant, segment).play();
};
const right = (before: string) => GOAL.slice(before.length);
const type = (upTo: number): Action => ({ kind: 'type', upTo, delayMs: 1 });
const settle: Action = { kind: 'settle', mostMs: 500 };
const accept = (what: 'all' | 'word', upTo: number): Action => ({ kind: 'accept', what, upTo, delayMs: 1 });

it('takes what is right, and does not type what that has put in place', async () => {
  const assistant = new Fake(right);
  const records = await play(assistant, [type(1), settle, accept('all', 14), type(2), type(14)]);
  expect(records.map(({ key, accepted }) => [key, accepted])).toEqual([
    ['type', 0],
    ['accept', 13],
  ]);
  expect(assistant.asked).toEqual(['t', GOAL]);
  expect(records[0]).toMatchObject({ segment: 3, cold: 'jump', shown: true });
});

it('types out what cannot be accepted, as nothing right is shown', async () => {
  const assistant = new Fake(() => 'wrong');
  const records = await play(assistant, [type(1), settle, accept('word', 5)]);
  expect(records.map(({ key }) => key)).toEqual(['type', 'type', 'type', 'type', 'type']);
  expect(assistant.asked.at(-1)).toBe('total');
});

it('takes the first line alone where the block below it is wrong', async () => {
  const assistant = new Fake((before) => right(before) + '\nwrong();');
  const records = await play(assistant, [type(1), settle, accept('all', 14)]);
  expect(records.at(-1)).toMatchObject({ key: 'accept', accepted: 13 });
});

it('takes back what was taken wrongly, and goes on typing', async () => {
  const assistant = new Fake(() => 'wrong');
  const records = await play(assistant, [type(1), settle, { kind: 'accept-and-undo', delayMs: 1, lookMs: 1 }, type(2)]);
  expect(records.map(({ key }) => key)).toEqual(['type', 'accept', 'undo', 'type']);
  expect(assistant.asked).toEqual(['t', 'twrong', 't', 'to']);
});

it('counts a key whose answer comes after the next key as superseded', async () => {
  const records = await play(new Fake(right, 40), [type(2), settle]);
  expect(records.map(({ latencyMs }) => latencyMs === undefined)).toEqual([true, false]);
  expect(records[0]?.work).toEqual(NO_WORK);
  expect(records[1]?.latencyMs).toBeGreaterThan(30);
});

it('presses no more keys than it should', async () => {
  expect(await play(new Fake(() => ''), [type(14)], 4)).toHaveLength(4);
});
