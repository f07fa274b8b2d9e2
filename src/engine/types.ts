import type { ModelFile } from '../models/types.ts';

/** Smaller runs first. A running generation of a lower rank waits between two steps while a higher one works. */
export type Priority = 'completion' | 'work' | 'background';

export type GpuChoice = 'auto' | 'off' | 'metal' | 'cuda' | 'vulkan';

/** Where the engine stands; `down` and `failed` carry the sentence to show the user. */
export type EngineState =
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'loading'; readonly fraction: number }
  | { readonly kind: 'ready'; readonly facts: EngineFacts }
  /** Loading did not work (bad model, too little memory); the next request tries again. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Crashed too often; only `restart()` brings it back. */
  | { readonly kind: 'down'; readonly reason: string };

/** What is known once a model is loaded. */
export interface EngineFacts {
  readonly modelName: string;
  readonly modelSha256: string | undefined;
  /** False: the model has no fill-in-the-middle tokens and sees only the text before the cursor. */
  readonly fillsInMiddle: boolean;
  /** `cpu`, `metal`, `cuda` or `vulkan`. */
  readonly backend: string;
  /** Names of the GPUs in use; empty on CPU. */
  readonly devices: readonly string[];
  readonly gpuLayers: number;
  readonly totalLayers: number;
  readonly threads: number;
  /** Tokens that one sequence can hold. */
  readonly contextTokens: number;
  /** Tokens per second, measured on this machine with this model. */
  readonly prefillRate: number;
  readonly decodeRate: number;
  readonly batchCosts?: BatchCosts;
  readonly loadMs: number;
}

/** What a pass over a batch of tokens costs, as a multiple of a pass over one; drafts pay where it is low. */
export interface BatchCosts {
  readonly of4: number;
  readonly of8: number;
  /** Undefined where they were not measured: nothing so long is drafted then. */
  readonly of16?: number;
  readonly of32?: number;
  readonly of64?: number;
}

/** A piece of a prompt: code as text, or one special token by its role. */
export type PromptPart = { readonly text: string } | { readonly special: 'prefix' | 'suffix' | 'middle' };

export interface GenerateRequest {
  /** The stable part of the prompt, as tokens. What a sequence already holds of it is not evaluated again. */
  readonly prompt: Int32Array;
  /**
   * Text that follows `prompt` and that the answer continues. Its last tokens are taken back and healed, so that it
   * may end anywhere, also inside a token.
   */
  readonly typed: string;
  readonly priority: Priority;
  readonly maxTokens: number;
  /** The generation ends at the first line break. */
  readonly firstLineOnly: boolean;
  /** Time a single uninterruptible evaluation may take, in ms; cancelling takes about that long at most. */
  readonly maxStepMs: number;
  /** Evaluate only, so that a later request finds the prompt in place. */
  readonly warmUpOnly?: boolean;
  /** Take tokens back and heal them. Default true; evaluations of prompt layouts turn it off. */
  readonly heal?: boolean;
  /** Evaluate likely continuations along, several tokens in a pass. Default true; evaluations turn it off. */
  readonly drafts?: boolean;
  /**
   * Tokens that the answer most likely repeats from the first one on, with changes: the code of an edit, and what closes it.
   * Drafts then come from there, and are longer.
   */
  readonly draftFrom?: Int32Array;
  /** Report where the first line could have gone another way. Default false. */
  readonly branches?: boolean;
  /** Draw the tokens instead of always taking the likeliest. Healing takes the likeliest in any case. */
  readonly sampling?: Sampling;
}

/** How tokens are drawn; the same for the same prompt, but for ties in arithmetic. */
export interface Sampling {
  /** Above 1 more at random than the model says, below 1 less; 0 takes the likeliest, more than 2 counts as 2. */
  readonly temperature: number;
  /** Any whole number; another one gives another answer. */
  readonly seed: number;
}

export interface ScoreRequest {
  /** What stands before the continuations; one token at least. */
  readonly prompt: Int32Array;
  /** What may follow, each as tokens. What several begin with is read once. */
  readonly continuations: readonly Int32Array[];
  readonly priority: Priority;
  /** As in {@link GenerateRequest}. */
  readonly maxStepMs: number;
}

/** A piece of the answer as it arrives. */
export interface Piece {
  readonly text: string;
  /**
   * Probability of the token this text came from, among the model's 40 likeliest; where it ends a line, of all that end it
   * alike. The first piece's is also that the answer begins where it does, and the typed token does not go on.
   */
  readonly probability: number;
}

/** Another way that the answer's first line could have gone: `text` up to there, with the other token's text. */
export interface Branch {
  readonly text: string;
  /** Product of the probabilities of its tokens, as in {@link Piece}. */
  readonly score: number;
}

export interface GenerateResult {
  readonly end: 'stop-token' | 'line' | 'length' | 'cancelled';
  readonly timing: GenerateTiming;
  /** Where the request asked for them: the likeliest few, best first. Also of an answer that was cancelled. */
  readonly branches?: readonly Branch[];
}

export interface GenerateTiming {
  /** From the worker's start on the request to the first character of the answer, in ms. */
  readonly ttftMs: number;
  readonly totalMs: number;
  /** Tokens of prompt and typed text evaluated for this request (not those found in place). */
  readonly promptTokensEvaluated: number;
  readonly tokensDecoded: number;
  /** Tokens evaluated in advance as drafts, and those that were part of the answer. */
  readonly tokensDrafted?: number;
  readonly draftsKept?: number;
}

/** Failures of a request, each with a sentence for the user in `message`. */
export class EngineError extends Error {
  public readonly kind: 'load-failed' | 'crashed' | 'down' | 'bad-request';
  public constructor(kind: EngineError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.kind = kind;
  }
}

/** Inference as the rest of the product sees it. One engine serves all documents of a front end. */
export interface Engine {
  readonly state: EngineState;
  /** Loads the model if it is not loaded. Throws {@link EngineError}. */
  load(signal?: AbortSignal): Promise<EngineFacts>;
  /** Token ids of each text; special-token markers inside a text stay text. */
  tokenize(texts: readonly string[], signal?: AbortSignal): Promise<Int32Array[]>;
  /**
   * Streams an answer through `onPiece`. Aborting the signal ends it with `cancelled`; it never throws for that.
   * Throws {@link EngineError} when the model cannot be loaded or the process dies.
   */
  generate(request: GenerateRequest, signal: AbortSignal, onPiece: (piece: Piece) => void): Promise<GenerateResult>;
  /**
   * For each continuation and each of its tokens the natural logarithm of the token's probability after the prompt and
   * the tokens before it, among the model's 40 likeliest. A token that is none of these counts as half as likely as the
   * last of them, and none as less likely than one in ten million: a single surprise outweighs no whole text. Aborting
   * the signal rejects with {@link EngineError}, as do a model that cannot be loaded and a process that dies.
   */
  score(request: ScoreRequest, signal: AbortSignal): Promise<readonly number[][]>;
  /** FIM token ids of the loaded model, or undefined. Only valid after {@link load}. */
  readonly model: ModelFile;
}
