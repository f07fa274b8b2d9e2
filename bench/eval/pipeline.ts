import { Completer } from '../../src/assistant/completion/completer.ts';
import { filtered, FILTERS } from '../../src/assistant/completion/filters/filters.ts';
import type { fit } from '../../src/assistant/completion/fit.ts';
import type { PromptBudget } from '../../src/assistant/completion/prompt.ts';
import type { Engine } from '../../src/engine/types.ts';
import type { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import type { Given, Place } from './place.ts';
import { STEP_MS } from './raw.ts';

/** Steps of the pipeline that can be left out to see what they add or cost. */
export const STEPS = {
  check: 'dropping what makes the file parse worse',
  fit: 'fitting to closers and text behind the cursor, dropping repetitions',
  filters: 'cutting or refusing what no user wants: loops, echoes, closers, chatter, secrets',
  scope: 'finding empty bodies by the syntax tree, not by the text',
  stop: "ending the answer at the line's or the block's end",
  heal: 'token healing',
  suffix: 'the text below the cursor in the prompt',
} as const;

export interface Variant {
  readonly name: string;
  /** Names of steps, and of single filters. */
  readonly without: readonly string[];
}

/**
 * The variants to run: the product as it is, then as `without` (names of steps and filters with commas between them) and
 * `each` say. Throws for a name that nothing has.
 */
export function variants(without: string, each: boolean): Variant[] {
  const names = [...Object.keys(STEPS), ...Object.keys(FILTERS)];
  const together = without.split(',').filter((name) => name !== '');
  const unknown = together.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no step is called "${unknown}"; there are ${names.join(', ')}`);
  const wanted = each ? names.map((name) => [name]) : [];
  if (together.length > 0 && !(each && together.length === 1)) wanted.push(together);
  return [[], ...wanted].map((steps) => ({ name: nameOf(steps), without: steps }));
}

const nameOf = (steps: readonly string[]) => (steps.length === 0 ? 'pipeline' : `without ${steps.join(', ')}`);

export type Pipeline = (place: Place) => Promise<Given>;

/** The product's own completer on the real engine, with no threshold: what is shown at which one is reckoned afterwards. */
export function pipeline(engine: Engine, syntax: SyntaxTrees, budget: PromptBudget, { without }: Variant): Pipeline {
  const off = (step: string) => without.includes(step);
  const filters = Object.entries(FILTERS).flatMap(([name, filter]) => (off('filters') || off(name) ? [] : [filter]));
  const completer = new Completer({
    engine: engineWithout(engine, off('heal'), off('stop')),
    // The evaluation's own files, which hold no secrets; rules of the folders around them would only get in the way.
    exclusion: () => Promise.resolve(undefined),
    countErrors: (languageId, text, trial) =>
      off('check') ? Promise.resolve(undefined) : syntax.countErrors(languageId, text, trial),
    ...(!off('scope') && { placeAt: (languageId, text, offset) => syntax.placeAt(languageId, text, offset) }),
    minimumConfidence: () => 0,
    interactive: false, // nobody types on, and nothing may be computed beside the next place
    maxStepMs: STEP_MS,
    budget: off('suffix') ? { ...budget, suffixTokens: 0 } : budget,
    rules: {
      filter: (answer, context) => filtered(answer, context, filters),
      ...(off('stop') && { stop: () => undefined }),
      ...(off('fit') && { fit: unfitted }),
    },
  });
  return async (place) => {
    const outcome = await completer.complete(place, new AbortController().signal);
    // No answer may help or hinder another one's place in the same file.
    completer.forget(place.uri);
    if (outcome.kind === 'nothing')
      return { text: '', replaced: 0, confidence: outcome.confidence ?? 0, refusal: outcome.code };
    const { text, replaceEnd, confidence } = outcome;
    return { text, replaced: replaceEnd - place.offset, confidence };
  };
}

const unfitted: typeof fit = (answer) =>
  answer.trim() === '' ? { code: 'no-answer', reason: 'The model says nothing.' } : [{ text: answer, replaced: 0 }];

function engineWithout(engine: Engine, heal: boolean, stop: boolean): Engine {
  return {
    get state() {
      return engine.state;
    },
    get model() {
      return engine.model;
    },
    load: (signal) => engine.load(signal),
    tokenize: (texts, signal) => engine.tokenize(texts, signal),
    score: (request, signal) => engine.score(request, signal),
    generate: (request, signal, onPiece) =>
      engine.generate(
        { ...request, ...(heal && { heal: false }), ...(stop && { firstLineOnly: false }) },
        signal,
        onPiece,
      ),
  };
}
