import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node';
import type { Completer } from '../assistant/completion/completer.ts';
import type { CompletionRequest } from '../assistant/completion/types.ts';
import type { Engine, EngineState } from '../engine/types.ts';
import { TypeScriptProcesses } from '../checks/typescript.ts';
import { ModelNotFoundError } from '../models/errors.ts';
import { ModelStore } from '../models/store.ts';
import type { Nothing } from '../protocol/messages.ts';
import { defaultSettings, type Settings } from '../protocol/settings.ts';
import { locate } from '../workspace/file-location.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import type { Documents } from './documents.ts';
import { FolderSettings } from './folder-settings.ts';
import { exclusionRules, openRuntime, type Runtime } from './runtime.ts';
import { Texts } from './texts.ts';

/** What can be seen of the session from outside, for the status. */
export type SessionState = EngineState | { readonly kind: 'no-model'; readonly reason: string };

/** After a failure, typing does not try again for so long; asking explicitly, or a restart, does at once. */
const RETRY_MS = 10_000;

/** The one owner of settings, folders and engine; features ask it. */
export class Session {
  public folders: readonly string[] = [];
  public state: SessionState = { kind: 'unloaded' };
  /** Model's name, once one was opened. */
  public modelName: string | undefined;
  public nothing: Nothing | undefined;
  /** Called when other settings have come into force. */
  public onRules: () => void = () => undefined;
  /** Whether the client shows the status, and has a log with a level for details. */
  public wantsStatus = false;
  /** Whether the client asks the user for consent to run the project's programs. */
  public asksConsent = false;
  /** The TypeScript library that the editor runs. */
  public editorTypescript: string | undefined;
  /** Kept between questions: a project takes seconds to read, and then milliseconds to check. */
  public readonly typescriptProcesses = new TypeScriptProcesses();
  /** Whether the client asked what each request costs. */
  public wantsTiming = false;
  /** What people read, in the client's language. */
  public texts = new Texts();
  public readonly connection: Connection;
  public readonly documents: Documents;
  public readonly store = new ModelStore();
  /** Why a document is left out, or undefined. */
  public readonly exclusion: (uri: string) => Promise<string | undefined>;
  public readonly syntax: SyntaxTrees;
  private readonly observers: ((state: SessionState) => void)[] = [];
  private configured = new FolderSettings(defaultSettings, new Map());
  private runtime: Promise<Runtime> | undefined;
  private failedAt = -Infinity;
  private settled: Promise<unknown>;
  private begin: () => void = () => undefined;

  public constructor(connection: Connection, documents: Documents, syntax: SyntaxTrees) {
    this.connection = connection;
    this.documents = documents;
    this.syntax = syntax;
    this.settled = new Promise<void>((resolve) => (this.begin = resolve));
    this.exclusion = exclusionRules(
      (uri) => this.settingsOf(uri),
      () => this.folders,
    );
  }

  public observe(observer: (state: SessionState) => void): void {
    this.observers.push(observer);
  }

  /** Tells the observers that something changed that is not the engine's state. */
  public changed(): void {
    this.setState(this.state);
  }

  /** The settings for a document; without one, those of the machine and the user. */
  public settingsOf(uri?: string): Settings {
    return this.configured.of(uri);
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
    this.changed();
  }

  /**
   * Opens the model on the first call. Throws, and sets the state to say why, when there is none to open. Typing
   * (`automatic`) does not repeat what has just failed.
   */
  public async completer(trigger: 'automatic' | 'invoked'): Promise<Completer> {
    const { state } = this;
    const failed = state.kind === 'no-model' || state.kind === 'failed';
    if (failed && trigger === 'automatic' && performance.now() - this.failedAt < RETRY_MS)
      throw new Error(state.reason);
    return (await this.open()).completer;
  }

  /** What edits and explanations are made with. Opens the model on the first call; throws as {@link completer} does. */
  public async workshop(): Promise<{ readonly engine: Engine; readonly syntax: SyntaxTrees }> {
    const { engine } = await this.open();
    return { engine, syntax: this.syntax };
  }

  /** The workspace folders that are on this disk. */
  public folderPaths(): string[] {
    return this.folders.flatMap((folder) => {
      const location = locate(folder);
      return location.kind === 'file' ? [location.path] : [];
    });
  }

  /** Shows a sentence, where nothing is asked of the user. */
  public say(kind: 'information' | 'warning', message: string): void {
    const type = kind === 'warning' ? MessageType.Warning : MessageType.Info;
    void this.connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  /** Finds out whether there is a model, without loading it. */
  public async look(): Promise<void> {
    await this.open().catch(() => undefined); // the state has the reason
  }

  /** Loads the model now. */
  public async load(): Promise<void> {
    const { engine } = await this.open();
    await engine.load();
  }

  public async applySettings(configured: FolderSettings): Promise<void> {
    const before = this.configured.of();
    this.configured = configured;
    this.answered(undefined); // said under other rules
    this.onRules();
    const machine = (of: Settings) => [of.model, of.gpu, of.threads, of.idleUnloadMinutes].join('\0');
    if (machine(before) === machine(configured.of())) return;
    const wasOpen = this.runtime !== undefined || this.state.kind !== 'unloaded';
    await this.close();
    if (wasOpen) await this.look(); // whether the new choice is there is worth knowing before the next request
  }

  public async restartEngine(): Promise<void> {
    const { runtime } = this;
    this.failedAt = -Infinity;
    if (runtime) await runtime.then(({ engine }) => engine.restart()).catch(() => this.close());
    else await this.close();
  }

  /** The cursor rests there. Nothing is loaded for it. */
  public async rest(request: CompletionRequest): Promise<void> {
    await this.runtime?.then(({ completer }) => completer.rest(request)).catch(() => undefined);
  }

  /** A document was closed: nothing of it is kept. */
  public closed(uri: string): void {
    void this.runtime?.then(({ completer }) => completer.forget(uri)).catch(() => undefined);
    if (this.nothing?.uri === uri) this.answered(undefined);
  }

  /** Remembers, for the status, why a request was answered with nothing; undefined: something was offered. */
  public answered(nothing: Nothing | undefined): void {
    if (JSON.stringify(this.nothing) === JSON.stringify(nothing)) return;
    this.nothing = nothing;
    this.changed();
  }

  /** Ends the engine process. The next request opens the model again. */
  public async close(): Promise<void> {
    const { runtime } = this;
    this.runtime = undefined;
    this.modelName = undefined;
    this.failedAt = -Infinity;
    this.setState({ kind: 'unloaded' });
    await runtime?.then((open) => open.dispose()).catch(() => undefined);
  }

  private open(): Promise<Runtime> {
    if (this.runtime === undefined) {
      const opening: Promise<Runtime> = this.openModel(() => this.runtime === opening);
      this.runtime = opening;
    }
    return this.runtime;
  }

  /** What a model that `isCurrent` no longer is does and reports, concerns nobody. */
  private async openModel(isCurrent: () => boolean): Promise<Runtime> {
    try {
      const runtime = await openRuntime({
        settings: (uri) => this.settingsOf(uri),
        exclusion: this.exclusion,
        syntax: this.syntax,
        store: this.store,
        onState: (state) => {
          if (!isCurrent()) return;
          // Opened anew the next time: the file may be gone, or another.
          if (state.kind === 'failed') this.forget(runtime);
          this.setState(state);
        },
        log: (level, text) => this.log(level, text),
      });
      if (isCurrent()) {
        this.modelName = runtime.engine.model.name;
        this.setState(runtime.engine.state);
      }
      return runtime;
    } catch (error) {
      if (!isCurrent()) throw error;
      this.runtime = undefined; // the next request looks again: the user may have fetched the model meanwhile
      this.failedAt = performance.now();
      const reason = error instanceof Error ? error.message : String(error);
      this.setState({ kind: error instanceof ModelNotFoundError ? 'no-model' : 'failed', reason });
      throw error;
    }
  }

  private forget(runtime: Runtime): void {
    this.runtime = undefined;
    this.failedAt = performance.now();
    setImmediate(() => runtime.dispose()); // its engine is in the middle of reporting
  }

  private log(level: 'error' | 'warn' | 'info' | 'debug', text: string): void {
    if (level !== 'debug' || this.wantsStatus) this.connection.console[level](text);
  }

  private setState(state: SessionState): void {
    this.state = state;
    for (const observer of this.observers) observer(state);
  }
}
