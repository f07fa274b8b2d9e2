import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/protocol/messages.ts';
import { statusOf } from '../../../src/server/features/status.ts';
import { FACTS } from '../assistant/fake-engine.ts';

const restart = (title: string) => ({ title, command: COMMANDS.restart });

describe('statusOf', () => {
  it.each([
    [
      { kind: 'no-model', reason: 'There is no model.' },
      {
        message: 'There is no model.',
        action: { title: 'Get the default model', terminal: 'local-forge models pull' },
      },
    ],
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
    expect(statusOf(state, undefined, undefined)).toEqual({ state: state.kind, ...expected });
  });

  it('names the model, and why the last request was answered with nothing', () => {
    expect(statusOf({ kind: 'unloaded' }, 'Qwen', 'Completions are off.')).toMatchObject({
      model: 'Qwen',
      nothingBecause: 'Completions are off.',
    });
  });
});
