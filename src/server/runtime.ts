import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LRUCache } from 'lru-cache';
import { Completer } from '../assistant/completion/completer.ts';
import { minimumConfidence } from '../assistant/completion/modes.ts';
import type { PromptBudget } from '../assistant/completion/prompt.ts';
import { EngineClient, type EngineClientOptions } from '../engine/client.ts';
import { cacheDirectory } from '../models/cache-directory.ts';
import { currentHost } from '../models/host.ts';
import type { ModelStore } from '../models/store.ts';
import type { Settings } from '../protocol/settings.ts';
import { Exclusions, type Verdict } from '../workspace/exclusions.ts';
import { SyntaxTrees } from '../workspace/syntax/syntax.ts';

/** Folder of the bundles; the engine process and the grammars lie beside the program that runs. */
const dist = path.dirname(fileURLToPath(import.meta.url));
/** Folder of the translations, in the package as in this repository. */
export const TRANSLATIONS = path.join(dist, '..', 'l10n');

/** Cancelling must take effect within 50 ms. */
const INTERACTIVE_STEP_MS = 50;

export const syntaxTrees = (): SyntaxTrees =>
  new SyntaxTrees({ grammars: path.join(dist, 'grammars'), runtime: path.join(dist, 'grammars/web-tree-sitter.wasm') });

export interface RuntimeOptions {
  /** The settings for a document; without a URI those of the machine and the user. */
  readonly settings: (uri?: string) => Settings;
  /** Why a document is left out, or undefined; as {@link exclusionRules}. */
  readonly exclusion: (uri: string) => Promise<string | undefined>;
  readonly syntax: SyntaxTrees;
  readonly store: ModelStore;
  readonly maxStepMs?: number;
  readonly budget?: PromptBudget;
  readonly interactive?: boolean;
  readonly onState?: EngineClientOptions['onState'];
  readonly log?: EngineClientOptions['log'];
}

/** The engine and what stands on it, for one choice of model and machine settings. */
export interface Runtime {
  readonly engine: EngineClient;
  readonly completer: Completer;
  readonly syntax: SyntaxTrees;
  readonly exclusion: RuntimeOptions['exclusion'];
  dispose(): void;
}

/** Opens the model file that the settings name. Throws ModelNotFoundError or ModelFileError; loads nothing yet. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const settings = options.settings();
  const engine = new EngineClient({
    model: await options.store.openUsable(settings.model || undefined),
    gpu: settings.gpu,
    threads: settings.threads,
    contextTokens: 2048,
    measurementsFile: path.join(cacheDirectory(currentHost()), 'speeds.json'),
    workerFile: path.join(dist, 'engine-worker.js'),
    idleUnloadMs: settings.idleUnloadMinutes * 60_000,
    ...(options.onState && { onState: options.onState }),
    ...(options.log && { log: options.log }),
  });
  const { exclusion, syntax } = options;
  const completer = new Completer({
    engine,
    exclusion,
    countErrors: (languageId, text, trial) => syntax.countErrors(languageId, text, trial),
    placeAt: (languageId, text, offset) => syntax.placeAt(languageId, text, offset),
    wantedIn: (uri) => {
      const { inStrings, inComments } = options.settings(uri);
      return { strings: inStrings, comments: inComments };
    },
    minimumConfidence: (uri) => {
      const of = options.settings(uri);
      return minimumConfidence(of.mode, of.minimumConfidence);
    },
    maxStepMs: options.maxStepMs ?? INTERACTIVE_STEP_MS,
    ...(options.budget && { budget: options.budget }),
    ...(options.interactive !== undefined && { interactive: options.interactive }),
  });
  return { engine, completer, syntax, exclusion, dispose: () => engine.dispose() };
}

/** One key asks twice, before the model is looked for and before the text is looked at; the next key asks again. */
const SAME_KEY_MS = 100;

/**
 * Judges documents by the rules of the current settings and workspace folders (paths or file URIs): why one is left out, or
 * undefined.
 */
export function exclusionRules(
  settings: RuntimeOptions['settings'],
  folders: () => readonly string[],
): (uri: string) => Promise<string | undefined> {
  const known = new LRUCache<string, Exclusions>({ max: 16 });
  const verdicts = new LRUCache<string, Promise<string | undefined>>({ max: 16, ttl: SAME_KEY_MS });
  return async (uri) => {
    const { exclude, respectGitignore } = settings(uri);
    const options = { folders: folders(), respectGitignore, exclude };
    const key = JSON.stringify(options);
    const rules = known.get(key) ?? new Exclusions(options);
    known.set(key, rules);
    const asked = `${uri}\n${key}`;
    const verdict = verdicts.get(asked) ?? rules.decide(uri).then(reasonOf);
    if (!verdicts.has(asked)) verdicts.set(asked, verdict);
    return verdict;
  };
}

function reasonOf(verdict: Verdict): string | undefined {
  return verdict.excluded ? `This file is left out: ${verdict.reason}.` : undefined;
}
