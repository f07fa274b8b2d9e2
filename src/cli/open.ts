import { exclusionRules, openRuntime, syntaxTrees, type Runtime } from '../server/runtime.ts';
import type { Settings } from '../protocol/settings.ts';
import { ModelNotFoundError } from '../models/errors.ts';
import { ModelStore } from '../models/store.ts';
import { note, ProgressLine, Stop } from './terminal.ts';

/** Nobody cancels in the terminal but with Ctrl+C, which ends the process: prompts are read in large steps. */
export const STEP_MS = 1000;

/** Opens the model for one command, with a progress line while it loads. */
export async function open(settings: Settings, folders: readonly string[]): Promise<Runtime> {
  const progress = new ProgressLine();
  try {
    return await openRuntime({
      settings: () => settings,
      exclusion: exclusionRules(
        () => settings,
        () => folders,
      ),
      syntax: syntaxTrees(),
      store: new ModelStore(),
      maxStepMs: STEP_MS,
      interactive: false, // one answer, with all that there is time to read
      onState: (state) => {
        if (state.kind === 'loading') progress.show('Loading the model', state.fraction);
        else progress.clear();
      },
      log: (level, text) => {
        if (process.env['LOCAL_FORGE_DEBUG'] !== undefined) note(`[${level}] ${text}`);
      },
    });
  } catch (error) {
    if (error instanceof ModelNotFoundError) throw new Stop(1, error.message);
    throw error;
  }
}
