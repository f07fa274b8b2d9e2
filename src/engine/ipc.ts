import type { BatchCosts, EngineFacts, GenerateRequest, GenerateResult, GpuChoice, ScoreRequest } from './types.ts';
import type { ModelFile } from '../models/types.ts';

/** What the worker is told once, at its start. */
export interface LoadOptions {
  readonly model: ModelFile;
  readonly gpu: GpuChoice;
  /** Threads for evaluation; 0: as many as the machine has cores for mathematics. */
  readonly threads: number;
  /** Tokens that one sequence holds. */
  readonly contextTokens: number;
  /** JSON file in which measured speeds are kept per model and machine; undefined: measure at every load. */
  readonly measurementsFile: string | undefined;
  /** Compute with fewer threads while the machine is busy. Default true; the benchmark turns it off to compare. */
  readonly adaptThreads?: boolean | undefined;
  /** Instead of measured ones: how long drafts are, and so which way ties fall, must not differ between evaluations. */
  readonly batchCosts?: BatchCosts | undefined;
}

/** Client → worker. `id` pairs a request with its answers. */
export type ToWorker =
  | { readonly type: 'load'; readonly options: LoadOptions }
  | { readonly type: 'tokenize'; readonly id: number; readonly texts: readonly string[] }
  | { readonly type: 'generate'; readonly id: number; readonly request: GenerateRequest }
  | { readonly type: 'score'; readonly id: number; readonly request: ScoreRequest }
  | { readonly type: 'cancel'; readonly id: number };

/** Worker → client. */
export type FromWorker =
  | { readonly type: 'load-progress'; readonly fraction: number }
  | { readonly type: 'loaded'; readonly facts: EngineFacts }
  | { readonly type: 'load-failed'; readonly reason: string }
  | { readonly type: 'tokens'; readonly id: number; readonly tokens: Int32Array[] }
  | { readonly type: 'piece'; readonly id: number; readonly text: string; readonly probability: number }
  | { readonly type: 'done'; readonly id: number; readonly result: GenerateResult }
  | { readonly type: 'scores'; readonly id: number; readonly scores: number[][] }
  | { readonly type: 'request-failed'; readonly id: number; readonly reason: string }
  | { readonly type: 'log'; readonly level: 'error' | 'warn' | 'info' | 'debug'; readonly text: string };
