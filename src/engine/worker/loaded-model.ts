import os from 'node:os';
import { getLlama, LlamaLogLevel, type Llama, type LlamaModel } from 'node-llama-cpp';
import type { EngineFacts, GpuChoice } from '../types.ts';
import type { FromWorker, LoadOptions } from '../ipc.ts';
import type { GenerationModel } from './generate.ts';
import { measureSpeeds } from './measure.ts';
import { PromptSequence } from './prompt-sequence.ts';
import { bytesPerToken, LEAST_SEQUENCES, sequenceCount } from './sequence-count.ts';
import { SequencePool } from './sequence-pool.ts';
import { StepSize } from './step-size.ts';
import { ThreadChoice } from './thread-choice.ts';
import { Turns } from './turns.ts';
import { Vocabulary } from './vocabulary.ts';

/** Most tokens in one evaluation, where the time allowed is long enough for so many. */
const BATCH_TOKENS = 512;

export interface LoadedModel extends GenerationModel {
  readonly facts: EngineFacts;
  readonly pool: SequencePool;
}

/** Loads the model with as many layers on the GPU as its free memory takes. Throws with llama.cpp's reason. */
export async function loadModel(options: LoadOptions, tell: (message: FromWorker) => void): Promise<LoadedModel> {
  const started = performance.now();
  const llama = await openBackend(options.gpu, tell);
  const model = await llama.loadModel({
    modelPath: options.model.path,
    gpuLayers: llama.gpu === false ? 0 : 'auto',
    onLoadProgress: percentSteps((fraction) => tell({ type: 'load-progress', fraction })),
  });
  const contextTokens = Math.min(options.contextTokens, options.model.contextLength);
  const sequenceTotal = affordableSequences(model, contextTokens, llama.gpu !== false);
  const context = await model.createContext({
    contextSize: contextTokens,
    sequences: sequenceTotal,
    batchSize: BATCH_TOKENS,
    // Physical cores by default: llama.cpp's threads spin at barriers, and one more than there are cores stalls them all. Of those only
    // as many as this process may use: a container or `taskset` may give it fewer than the machine has.
    threads: { ideal: options.threads || Math.min(llama.cpuMathCores, os.availableParallelism()), min: 1 },
  });
  const turns = new Turns();
  const stepSize = new StepSize(BATCH_TOKENS);
  const threads = context.idealThreads;
  const adapts = llama.gpu === false && options.adaptThreads !== false;
  // The upper limit of node-llama-cpp takes effect with the next evaluation.
  const stepThreads = {
    choice: new ThreadChoice(threads),
    mostInBackground: Math.ceil(threads / 2),
    use: (count: number) => void (llama.maxThreads = count),
  };
  const sequences = Array.from(
    { length: sequenceTotal },
    () => new PromptSequence(context.getSequence(), turns, stepSize, adapts ? stepThreads : undefined),
  );
  const vocabulary = new Vocabulary(model);
  const loadMs = performance.now() - started;
  const devices = llama.gpu === false ? [] : await llama.getGpuDeviceNames();
  const speeds = await measureSpeeds(
    options.measurementsFile,
    [options.model.sha256 ?? `${options.model.path} ${options.model.bytes}`, llama.gpu || 'cpu', threads].join(' '),
    sequences[0],
    vocabulary,
  );
  const batchCosts = options.batchCosts ?? speeds.batchCosts;
  const { prefix, suffix, middle } = options.model.fim ?? {};
  const fim = [prefix, suffix, middle].filter((token) => token !== undefined);
  return {
    vocabulary,
    contextTokens,
    batchCosts,
    decodeRate: speeds.decodeRate,
    pool: new SequencePool(sequences),
    stopTokens: new Set([...options.model.stopTokens, ...fim]),
    facts: {
      modelName: options.model.name,
      modelSha256: options.model.sha256,
      fillsInMiddle: options.model.fim !== undefined,
      backend: llama.gpu || 'cpu',
      devices,
      gpuLayers: model.gpuLayers,
      totalLayers: model.fileInsights.totalLayers,
      threads,
      contextTokens,
      ...speeds,
      batchCosts,
      loadMs,
    },
  };
}

/** On a GPU no more than are needed: reading again is fast there, and its memory dear. */
function affordableSequences(model: LlamaModel, contextTokens: number, onGpu: boolean): number {
  const bytes = bytesPerToken(model.fileInfo.architectureMetadata);
  return onGpu || bytes === undefined ? LEAST_SEQUENCES : sequenceCount(bytes * contextTokens, os.totalmem());
}

async function openBackend(gpu: GpuChoice, tell: (message: FromWorker) => void): Promise<Llama> {
  try {
    return await getLlama({
      gpu: gpu === 'off' ? false : gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.warn,
      logger: (level, text) => {
        const quiet = level === LlamaLogLevel.error || level === LlamaLogLevel.fatal ? 'error' : 'debug';
        tell({ type: 'log', level: quiet, text: text.trimEnd() });
      },
    });
  } catch (cause) {
    if (gpu === 'auto' || gpu === 'off') {
      throw new Error(`no prebuilt llama.cpp runs on this machine (${process.platform} ${process.arch})`, { cause });
    }
    throw new Error(`the ${gpu} backend is not installed or finds no device; "npm run gpu" lists what can be added`, {
      cause,
    });
  }
}

/** llama.cpp reports every tensor; people need a step per percent. */
function percentSteps(report: (fraction: number) => void): (fraction: number) => void {
  let told = -1;
  return (fraction) => {
    const percent = Math.floor(fraction * 100);
    if (percent === told) return;
    told = percent;
    report(fraction);
  };
}
