import type { Connection } from 'vscode-languageserver/node';
import type { Completer } from '../assistant/completion/completer.ts';
import type { EngineState } from '../engine/types.ts';
import { ModelNotFoundError } from '../models/errors.ts';
import { defaultSettings, type Settings } from '../protocol/settings.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import type { Documents } from './documents.ts';
import { openRuntime, type Runtime } from './runtime.ts';

/** What can be seen of the session from outside, for the status. */
export type SessionState = EngineState | { readonly kind: 'no-model'; readonly reason: string };

/** The one owner of settings, folders and engine; features ask it. */
export class Session {
  public settings: Settings = defaultSettings;
  public folders: readonly string[] = [];
  public state: SessionState = { kind: 'unloaded' };
  /** Model's name, once one was opened. */
  public modelName: string | undefined;
  public nothingBecause: string | undefined;
  public readonly connection: Connection;
  public readonly documents: Documents;
  private readonly syntax: SyntaxTrees;
  private readonly observers: ((state: SessionState) => void)[] = [];
  private runtime: Promise<Runtime> | undefined;
  private settled: Promise<unknown>;
  private begin: () => void = () => undefined;

  public constructor(connection: Connection, documents: Documents, syntax: SyntaxTrees) {
    this.connection = connection;
    this.documents = documents;
    this.syntax = syntax;
    this.settled = new Promise<void>((resolve) => (this.begin = resolve));
  }

  public observe(observer: (state: SessionState) => void): void {
    this.observers.push(observer);
  }

  /** Resolves when the user's settings are known and in force: before that, no text may be looked at. */
  public async ready(): Promise<void> {
    await this.settled;
  }

  /** Settings are being fetched: requests wait for them. */
  public settling(work: Promise<void>): void {
    this.settled = Promise.allSettled([this.settled, work]);
  }

  /** The first settings are in place. */
  public start(): void {
    this.begin();
    this.setState(this.state);
  }

  /** Opens the model on the first call. Throws, and sets the state to say why, when there is none to open. */
  public async completer(): Promise<Completer> {
    this.runtime ??= this.open();
    return (await this.runtime).completer;
  }

  public async applySettings(settings: Settings): Promise<void> {
    const before = this.settings;
    this.settings = settings;
    const machine = (of: Settings) => [of.model, of.gpu, of.threads, of.idleUnloadMinutes].join('\0');
    if (machine(before) !== machine(settings)) await this.close();
  }

  public async restartEngine(): Promise<void> {
    const { runtime } = this;
    if (runtime) await runtime.then(({ engine }) => engine.restart()).catch(() => this.close());
    else await this.close();
  }

  /** Remembers, for the status, why a request was answered with nothing; undefined: something was offered. */
  public answered(nothingBecause: string | undefined): void {
    if (this.nothingBecause === nothingBecause) return;
    this.nothingBecause = nothingBecause;
    this.setState(this.state);
  }

  /** Ends the engine process. The next request opens the model again. */
  public async close(): Promise<void> {
    const { runtime } = this;
    this.runtime = undefined;
    this.modelName = undefined;
    this.setState({ kind: 'unloaded' });
    await runtime?.then((open) => open.dispose()).catch(() => undefined);
  }

  private open(): Promise<Runtime> {
    const opening: Promise<Runtime> = this.openModel(() => this.runtime === opening);
    return opening;
  }

  /** What a model that `isCurrent` no longer is does and reports, concerns nobody. */
  private async openModel(isCurrent: () => boolean): Promise<Runtime> {
    try {
      const runtime = await openRuntime({
        settings: () => this.settings,
        folders: () => this.folders,
        syntax: this.syntax,
        onState: (state) => {
          if (isCurrent()) this.setState(state);
        },
        log: (level, text) => this.log(level, text),
      });
      if (isCurrent()) this.modelName = runtime.engine.model.name;
      return runtime;
    } catch (error) {
      if (!isCurrent()) throw error;
      this.runtime = undefined; // the next request looks again: the user may have fetched the model meanwhile
      const reason = error instanceof Error ? error.message : String(error);
      this.setState({ kind: error instanceof ModelNotFoundError ? 'no-model' : 'failed', reason });
      throw error;
    }
  }

  private log(level: 'error' | 'warn' | 'info' | 'debug', text: string): void {
    if (level !== 'debug') this.connection.console[level](text);
  }

  private setState(state: SessionState): void {
    this.state = state;
    for (const observer of this.observers) observer(state);
  }
}
