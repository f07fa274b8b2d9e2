import { Completer } from '../../../src/assistant/completion/completer.ts';
import type { WantedIn } from '../../../src/assistant/completion/gate.ts';
import type { CompletionRequest } from '../../../src/assistant/completion/types.ts';
import type { SyntaxPlace } from '../../../src/workspace/syntax/syntax.ts';
import { FakeEngine, type Script } from './fake-engine.ts';

export const never = new AbortController().signal;

interface Given {
  readonly scripts?: Script[];
  readonly excluded?: string;
  readonly minimumConfidence?: number;
  readonly countErrors?: (text: string) => number;
  readonly alternativesMs?: number;
  readonly wantedIn?: WantedIn;
  readonly placeAt?: SyntaxPlace;
}

/** A completer on a fake engine. */
export function setUp({
  scripts,
  excluded,
  minimumConfidence = 0,
  countErrors,
  alternativesMs = 5000,
  ...more
}: Given) {
  const engine = new FakeEngine();
  if (scripts) engine.scripts = scripts;
  const completer = new Completer({
    engine,
    exclusion: () => Promise.resolve(excluded),
    countErrors: (_, text) => Promise.resolve(countErrors?.(text)),
    minimumConfidence: () => minimumConfidence,
    maxStepMs: 50,
    alternativesMs,
    wantedIn: () => more.wantedIn ?? { strings: true, comments: true },
    placeAt: () => Promise.resolve(more.placeAt),
  });
  return { engine, completer };
}

/** A request at the █ in `marked`. */
export function at(marked: string, more: Partial<CompletionRequest> = {}): CompletionRequest {
  const offset = marked.indexOf('█');
  const text = marked.replace('█', '');
  return { uri: 'file:///a.ts', languageId: 'typescript', text, offset, trigger: 'automatic', ...more };
}
