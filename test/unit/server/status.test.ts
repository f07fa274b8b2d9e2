import { describe, expect, it } from 'vitest';
import { COMMANDS, type Download, type ModelOffer } from '../../../src/protocol/messages.ts';
import { statusOf } from '../../../src/server/features/status.ts';
import { FACTS } from '../assistant/fake-engine.ts';

const restart = (title: string) => ({ title, command: COMMANDS.restart });
const offer: ModelOffer = { id: 'qwen', name: 'Qwen', bytes: 491_400_064, partialBytes: 0, sources: [] };
const download: Download = {
  id: 'qwen',
  name: 'Qwen',
  state: 'running',
  phase: 'downloading',
  source: 'Hugging Face',
  receivedBytes: 1,
  totalBytes: 2,
};

describe('statusOf', () => {
  it.each([
    [{ kind: 'no-model', reason: 'There is no model.' }, { message: 'There is no model.' }],
    [{ kind: 'unloaded' }, { message: 'The model loads with the next request.' }],
    [
      { kind: 'loading', fraction: 0.4 },
      { message: 'The model is loading.', fraction: 0.4 },
    ],
    [
      { kind: 'ready', facts: FACTS },
      { message: 'Ready (cpu).', fillsInMiddle: true },
    ],
    [
      { kind: 'ready', facts: { ...FACTS, fillsInMiddle: false, backend: 'metal' } },
      { message: 'Ready (metal). This model sees only the text before the cursor.', fillsInMiddle: false },
    ],
    [
      { kind: 'failed', reason: 'Too big.' },
      { message: 'Too big.', action: restart('Try again') },
    ],
    [
      { kind: 'down', reason: 'Crashed.' },
      { message: 'Crashed.', action: restart('Restart') },
    ],
  ] as const)('%j', (state, expected) => {
    expect(statusOf(state, {})).toEqual({ state: state.kind, ...expected });
  });

  it('says what a click would fetch, and how to stop it once it runs', () => {
    const missing = { kind: 'no-model', reason: 'There is no model.' } as const;
    expect(statusOf(missing, { offer }).action).toEqual({ title: 'Download', command: COMMANDS.pull });
    expect(statusOf(missing, { offer }).offer).toEqual(offer);
    expect(statusOf(missing, { offer, download })).toMatchObject({
      download,
      action: { title: 'Stop', command: COMMANDS.stopPull },
    });
  });

  it('names the model, and why the last request was answered with nothing', () => {
    const nothing = { code: 'off', message: 'Completions are off.', uri: 'file:///a.ts' } as const;
    expect(statusOf({ kind: 'unloaded' }, { model: 'Qwen', nothing })).toMatchObject({ model: 'Qwen', nothing });
  });
});
