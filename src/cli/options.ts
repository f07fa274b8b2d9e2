import { defaultSettings, readSettings, type Settings } from '../protocol/settings.ts';
import { Stop } from './terminal.ts';

/** Options that every command with a model takes, for node:util's parseArgs. */
export const MODEL_OPTIONS = {
  model: { type: 'string' },
  gpu: { type: 'string' },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Settings for one run in the terminal. Throws {@link Stop} on a value out of bounds. */
export function settingsFrom(values: { model?: string; gpu?: string; threads?: string }): Settings {
  const given = {
    ...(values.model !== undefined && { model: values.model }),
    ...(values.gpu !== undefined && { gpu: values.gpu }),
    ...(values.threads !== undefined && { threads: values.threads.trim() === '' ? NaN : Number(values.threads) }),
  };
  const { settings, problems } = readSettings(given);
  const problem = problems[0];
  if (problem !== undefined) {
    throw new Stop(2, problem.replace(/^The setting localForge\.(\w+) (.*?);.*$/, 'The option --$1 $2.'));
  }
  // A run in the terminal is asked for: whatever the model says is shown.
  return { ...defaultSettings, ...settings, minimumConfidence: 0, idleUnloadMinutes: 0 };
}
