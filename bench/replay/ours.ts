/** Ours, as a user has it: the language server over stdio with its own engine process, settings as shipped. */
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import {
  CURSOR_NOTIFICATION,
  TIMING_NOTIFICATION,
  type CursorParams,
  type Timing,
} from '../../src/protocol/messages.ts';
import { LanguageServer, positionAt } from '../language-server.ts';
import { NO_PASS_MS, NO_WORK, type Answer, type Assistant, type View, type Work } from './assistant.ts';
import { cpuSecondsOf } from './processes.ts';

export interface ServerOptions {
  /** As the setting `localForge.model`; empty for the default. */
  readonly model: string;
  /** 0: as many as the server chooses. */
  readonly threads: number;
}

export class OurServer implements Assistant {
  public readonly name = 'Local Forge';
  private readonly server: LanguageServer;
  private readonly timings = new Map<string, Timing>();

  private constructor(server: LanguageServer) {
    this.server = server;
    server.connection.onNotification(TIMING_NOTIFICATION, (timing: Timing) => {
      this.timings.set(`${timing.uri} ${timing.version}`, timing);
    });
  }

  /** Starts a server and has it load its model, by a request about a document of no interest. */
  public static async start(settings: ServerOptions): Promise<OurServer> {
    const ours = new OurServer(await LanguageServer.start({ timing: true, settings }));
    const view: View = { name: 'warm-up.txt', languageId: 'plaintext', before: 'one two ', after: '\n' };
    await ours.ask(view, new AbortController().signal);
    return ours;
  }

  public open(view: View): void {
    this.change(view);
  }

  public rest(view: View): void {
    const params: CursorParams = { uri: uriOf(view), position: positionAt(view.before, view.before.length) };
    void this.server.connection.sendNotification(CURSOR_NOTIFICATION, params);
  }

  public change(view: View): void {
    this.server.show(uriOf(view), view.languageId, view.before + view.after);
  }

  public async ask(view: View, signal: AbortSignal): Promise<Answer> {
    const uri = uriOf(view);
    this.change(view);
    const key = `${uri} ${this.server.versionOf(uri)}`;
    const source = new CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel(), { once: true });
    const items = await this.server
      .ask(uri, view.before.length, source.token)
      // A request that was cancelled before the server read it ends with LSP's error for that.
      .catch((error: unknown) => {
        if (signal.aborted) return [];
        throw error;
      });
    const timing = this.timings.get(key);
    this.timings.delete(key);
    const insert = items[0]?.insertText;
    return { text: typeof insert === 'string' ? insert : (insert?.value ?? ''), work: workOf(timing) };
  }

  public cpuSeconds(): number | undefined {
    return cpuSecondsOf(this.server.process.pid);
  }

  public async close(): Promise<void> {
    await this.server.close();
  }
}

function workOf(timing: Timing | undefined): Work {
  if (timing === undefined) return { ...NO_WORK, cancelled: true }; // never began
  return {
    withoutPass: timing.reused || (!timing.cancelled && timing.totalMs <= NO_PASS_MS),
    cancelled: timing.cancelled,
    ttftMs: timing.ttftMs,
    firstLineMs: timing.firstLineMs,
    promptTokens: timing.promptTokensEvaluated,
    decoded: timing.tokensDecoded,
    idleMs: timing.idleAfterMs,
  };
}

const uriOf = (view: View): string => `file:///replay/${view.name}`;
