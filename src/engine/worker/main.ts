/** The engine process: the only one that loads native code. It speaks {@link ToWorker} and {@link FromWorker}. */
import type { FromWorker, ToWorker } from '../ipc.ts';
import { generate } from './generate.ts';
import { Cancelled, type PromptSequence } from './prompt-sequence.ts';
import { score } from './score.ts';
import { loadModel, type LoadedModel } from './loaded-model.ts';

let loaded: LoadedModel | undefined;
const running = new Map<number, AbortController>();

const tell = (message: FromWorker): void => {
  if (process.connected) process.send?.(message);
};

async function handle(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'load':
      try {
        loaded = await loadModel(message.options, tell);
        tell({ type: 'loaded', facts: loaded.facts });
      } catch (error) {
        tell({ type: 'load-failed', reason: sentence(error) });
      }
      return;
    case 'cancel':
      running.get(message.id)?.abort();
      return;
    case 'tokenize':
      await answer(message.id, (model) => {
        const tokens = message.texts.map((text) => Int32Array.from(model.vocabulary.tokenize(text)));
        tell({ type: 'tokens', id: message.id, tokens });
      });
      return;
    case 'generate': {
      const { id, request } = message;
      await cancellable(message, async (model, sequence, signal) => {
        const result = await generate(request, sequence, model, signal, (piece) =>
          tell({ type: 'piece', id, ...piece }),
        );
        return { type: 'done', id, result };
      });
      return;
    }
    case 'score': {
      const { id, request } = message;
      await cancellable(message, async ({ contextTokens }, sequence, signal) => {
        return { type: 'scores', id, scores: await score(request, sequence, contextTokens, signal) };
      });
      return;
    }
  }
}

/** Answers on the sequence that holds most of the prompt, until a `cancel` with the same id comes. */
async function cancellable(
  { id, request }: Extract<ToWorker, { request: unknown }>,
  work: (model: LoadedModel, sequence: PromptSequence, signal: AbortSignal) => Promise<FromWorker>,
): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  await answer(id, async (model) => {
    const { prompt, priority } = request;
    const run = (sequence: PromptSequence) => work(model, sequence, controller.signal);
    tell(await model.pool.run(prompt, run, priority === 'background'));
  });
  running.delete(id);
}

async function answer(id: number, work: (model: LoadedModel) => Promise<void> | void): Promise<void> {
  try {
    if (loaded === undefined) throw new Error('no model is loaded');
    await work(loaded);
  } catch (error) {
    tell({ type: 'request-failed', id, reason: sentence(error) });
  }
}

function sentence(error: unknown): string {
  if (error instanceof Cancelled) return 'cancelled';
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return error.message + cause;
}

process.on('message', (message: ToWorker) => void handle(message));
// The front end is gone: nobody is left to answer, and a model without a user only holds memory.
process.on('disconnect', () => process.exit(0));
// Ctrl+C in a terminal reaches the whole process group; the front end decides when the engine ends.
process.on('SIGINT', () => undefined);
