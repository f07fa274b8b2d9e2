import { fork, type ChildProcess } from 'node:child_process';
import type { ModelFile } from '../models/types.ts';
import type { FromWorker, LoadOptions, ToWorker } from './ipc.ts';
import { RestartBudget } from './restart-budget.ts';
import {
  EngineError,
  type Engine,
  type EngineFacts,
  type EngineState,
  type GenerateRequest,
  type GenerateResult,
  type GenerateTiming,
  type Piece,
  type ScoreRequest,
} from './types.ts';

export interface EngineClientOptions extends LoadOptions {
  /** Path of the bundled engine process. */
  readonly workerFile: string;
  /** The model is given back after so many milliseconds without a request; 0: never. */
  readonly idleUnloadMs: number;
  readonly onState?: (state: EngineState) => void;
  readonly log?: (level: 'error' | 'warn' | 'info' | 'debug', text: string) => void;
  readonly restarts?: RestartBudget;
  /** A worker that says nothing for so long while it has work is ended and counts as crashed. */
  readonly hangMs?: number;
}

const NO_WORK: GenerateTiming = { ttftMs: 0, totalMs: 0, promptTokensEvaluated: 0, tokensDecoded: 0 };

interface Pending {
  readonly onMessage: (message: FromWorker) => void;
  readonly fail: (error: EngineError) => void;
}

/** A request on its way, and its answer. */
interface Asked<T> {
  readonly id: number;
  readonly answer: Promise<T>;
}

/** Runs the engine process: starts it on the first request, notices its end, starts it again within bounds. */
export class EngineClient implements Engine {
  public readonly model: ModelFile;
  private current: EngineState = { kind: 'unloaded' };
  private worker: ChildProcess | undefined;
  private loading: Promise<EngineFacts> | undefined;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private idleTimer: NodeJS.Timeout | undefined;
  private hangTimer: NodeJS.Timeout | undefined;
  private readonly options: EngineClientOptions;
  private readonly restarts: RestartBudget;

  public constructor(options: EngineClientOptions) {
    this.options = options;
    this.model = options.model;
    this.restarts = options.restarts ?? new RestartBudget();
  }

  public get state(): EngineState {
    return this.current;
  }

  /** Process id of the running engine process. */
  public get pid(): number | undefined {
    return this.worker?.pid;
  }

  public async load(signal?: AbortSignal): Promise<EngineFacts> {
    if (this.current.kind === 'down') throw new EngineError('down', this.current.reason);
    this.loading ??= this.start();
    this.touch();
    return signal ? abortable(this.loading, signal) : this.loading;
  }

  public async tokenize(texts: readonly string[], signal?: AbortSignal): Promise<Int32Array[]> {
    await this.load(signal);
    const { answer } = this.ask<Int32Array[]>(
      (id) => ({ type: 'tokenize', id, texts }),
      (message, resolve) => message.type === 'tokens' && resolve(message.tokens),
    );
    return answer;
  }

  public async generate(
    request: GenerateRequest,
    signal: AbortSignal,
    onPiece: (piece: Piece) => void,
  ): Promise<GenerateResult> {
    try {
      return await this.generated(request, signal, onPiece);
    } catch (error) {
      // Whoever cancelled wants no answer, so no reason why there is none either.
      if (signal.aborted) return { end: 'cancelled', timing: NO_WORK };
      throw error;
    }
  }

  private async generated(
    request: GenerateRequest,
    signal: AbortSignal,
    onPiece: (piece: Piece) => void,
  ): Promise<GenerateResult> {
    await this.load(signal);
    const asked = this.ask<GenerateResult>(
      (id) => ({ type: 'generate', id, request }),
      (message, resolve) => {
        if (message.type === 'piece') onPiece({ text: message.text, probability: message.probability });
        else if (message.type === 'done') resolve(message.result);
      },
    );
    return this.cancellable(asked, signal);
  }

  public async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly number[][]> {
    await this.load(signal);
    const asked = this.ask<number[][]>(
      (id) => ({ type: 'score', id, request }),
      (message, resolve) => message.type === 'scores' && resolve(message.scores),
    );
    return this.cancellable(asked, signal);
  }

  /** The answer; the worker, told when the signal aborts, gives it in any case. */
  private async cancellable<T>({ id, answer }: Asked<T>, signal: AbortSignal): Promise<T> {
    const cancel = () => this.send({ type: 'cancel', id });
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await answer;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Ends the engine process; the next request starts it again. */
  public unload(): void {
    this.discardWorker(new EngineError('crashed', 'the model was unloaded'));
    this.setState({ kind: 'unloaded' });
  }

  /** Forgets earlier crashes and ends the process, so that the next request starts afresh. */
  public restart(): void {
    this.restarts.reset();
    this.unload();
  }

  /** Ends the engine process for good. */
  public dispose(): void {
    this.current = { kind: 'down', reason: 'The engine was closed.' };
    this.discardWorker(new EngineError('down', 'The engine was closed.'));
  }

  private start(): Promise<EngineFacts> {
    const worker = fork(this.options.workerFile, [], {
      serialization: 'advanced',
      // Native code prints as it likes; the parent's stdout may be the LSP channel.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.worker = worker;
    this.setState({ kind: 'loading', fraction: 0 });
    worker.stdout?.on('data', (data: Buffer) => this.log('debug', data.toString()));
    worker.stderr?.on('data', (data: Buffer) => this.log('debug', data.toString()));
    return new Promise((resolve, reject) => {
      const settle: Pending = {
        onMessage: (message) => {
          if (message.type === 'load-progress') this.setState({ kind: 'loading', fraction: message.fraction });
          if (message.type === 'loaded') {
            this.pending.delete(0);
            this.setState({ kind: 'ready', facts: message.facts });
            resolve(message.facts);
          }
          if (message.type === 'load-failed') {
            const reason = `The model ${this.model.name} could not be loaded: ${message.reason}.`;
            this.discardWorker(new EngineError('load-failed', reason));
            this.setState({ kind: 'failed', reason });
          }
        },
        fail: reject,
      };
      this.pending.set(0, settle);
      worker.on('message', (message: FromWorker) => this.receive(worker, message));
      worker.on('error', (error) => this.crashed(worker, error.message));
      worker.on('exit', (code, signal) => this.crashed(worker, signal ?? `exit code ${String(code)}`));
      this.send({ type: 'load', options: loadOptions(this.options) });
    });
  }

  private receive(worker: ChildProcess, message: FromWorker): void {
    if (worker !== this.worker) return;
    if (message.type === 'log') this.log(message.level, message.text);
    else if ('id' in message) this.pending.get(message.id)?.onMessage(message);
    else this.pending.get(0)?.onMessage(message);
    this.touch(); // last: whether the idle or the hang timer runs depends on what is still pending
  }

  private crashed(worker: ChildProcess, how: string): void {
    if (worker !== this.worker) return;
    const again = this.restarts.recordCrash();
    this.log('error', `the engine process ended unexpectedly (${how})`);
    this.discardWorker(new EngineError('crashed', `The model process ended unexpectedly (${how}).`));
    if (again) this.setState({ kind: 'unloaded' });
    else
      this.setState({
        kind: 'down',
        reason: `The model process crashed too often (last: ${how}). Restart it to try again.`,
      });
  }

  private ask<T>(
    message: (id: number) => ToWorker,
    onMessage: (message: FromWorker, resolve: (value: T) => void) => void,
  ): Asked<T> {
    const id = this.nextId++;
    const answer = new Promise<T>((resolve, reject) => {
      const end = () => {
        this.pending.delete(id);
        this.touch();
      };
      this.pending.set(id, {
        onMessage: (received) => {
          if (received.type === 'request-failed') {
            end();
            reject(new EngineError('bad-request', received.reason));
          } else
            onMessage(received, (value) => {
              end();
              resolve(value);
            });
        },
        fail: reject,
      });
    });
    this.send(message(id));
    this.touch();
    return { id, answer };
  }

  private send(message: ToWorker): void {
    if (this.worker?.connected) this.worker.send(message, () => undefined); // a lost worker reports through 'exit'
  }

  private discardWorker(error: EngineError): void {
    const { worker } = this;
    this.worker = undefined;
    this.loading = undefined;
    worker?.kill('SIGKILL');
    const waiting = [...this.pending.values()];
    this.pending.clear();
    this.touch();
    for (const { fail } of waiting) fail(error);
  }

  /** Every sign of life or work starts the idle and the hang timer anew. */
  private touch(): void {
    clearTimeout(this.idleTimer);
    clearTimeout(this.hangTimer);
    const { worker } = this;
    if (worker === undefined) return;
    if (this.pending.size > 0) {
      this.hangTimer = setTimeout(() => this.crashed(worker, 'no sign of life'), this.options.hangMs ?? 120_000);
    } else if (this.options.idleUnloadMs > 0) {
      this.idleTimer = setTimeout(() => this.unload(), this.options.idleUnloadMs);
    }
    this.idleTimer?.unref();
    this.hangTimer?.unref();
  }

  private setState(state: EngineState): void {
    this.current = state;
    this.options.onState?.(state);
  }

  private log(level: 'error' | 'warn' | 'info' | 'debug', text: string): void {
    this.options.log?.(level, text.trimEnd());
  }
}

/** What the worker is told of the client's options. */
function loadOptions(options: LoadOptions): LoadOptions {
  const { model, gpu, threads, contextTokens, measurementsFile, adaptThreads, batchCosts } = options;
  return { model, gpu, threads, contextTokens, measurementsFile, adaptThreads, batchCosts };
}

/** Rejects with a `cancelled`-like end as soon as the signal aborts; the work itself goes on for others. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new EngineError('bad-request', 'cancelled'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
