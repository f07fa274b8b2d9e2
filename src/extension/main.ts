import { loadedAt } from './loaded-at.ts';
import { commands, l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { COMMANDS, type Nothing, type ProvenTests, type Status } from '../protocol/messages.ts';
import { ContextKeys } from './context-keys.ts';
import { CursorRest } from './cursor-rest.ts';
import { Consent, type Question } from './edits/consent.ts';
import { EditCommands } from './edits/edit-commands.ts';
import { openExample } from './example.ts';
import { showMenu } from './menu.ts';
import { chooseModel, pullFrom, removeModels } from './models.ts';
import { otherAssistants } from './other-assistants.ts';
import { Pause } from './pause.ts';
import { present, type Presentation, type Situation } from './presentation.ts';
import type { Server } from './server.ts';
import { StatusItems } from './status-items.ts';
import { isSupported } from './supported.ts';
import { toggle, toggleFolder, toggleLanguage } from './switches.ts';
import { FailingTestCommands, type ShownTest } from './testing/failing-commands.ts';
import { TestCommands } from './testing/test-commands.ts';

/** What tests and the benchmark see of the extension. */
export interface Api {
  /** Time of our own code, in ms: running the bundle and `activate`. VS Code does its own work between the two. */
  readonly activationMs: number;
  /** Folder of this window's log. */
  readonly logFolder: string;
  presentation(): Presentation;
  status(): Status | undefined;
  serverPid(): number | undefined;
  /** The change that waits for the user's decision: what the preview shows and the document it is for. */
  preview(): { readonly text: string; readonly uri: string; readonly hunks: number } | undefined;
  /** Explanations that are shown. */
  explanations(): readonly string[];
  /** What the server is told when it asks whether programs of a folder may be run. */
  mayRun(folder: string, programs: readonly string[]): Promise<boolean>;
  /** Answers questions of {@link Consent} in place of the user. */
  answerQuestions(question: Question): void;
  /** The tests that the user is choosing from. */
  offeredTests(): ProvenTests | undefined;
  /** The failing test that was shown last. */
  failingTest(): ShownTest | undefined;
}

let extension: Extension | undefined;

/** How long this bundle ran when it was loaded, in ms. All imports come before. */
const loadingMs = performance.now() - loadedAt;

/** Registers everything and returns; the server starts afterwards. */
export function activate(context: ExtensionContext): Api {
  const calledAt = performance.now();
  const active = new Extension(context);
  extension = active;
  context.subscriptions.push(active);
  setImmediate(() => void active.startServer());
  const activationMs = loadingMs + performance.now() - calledAt;
  active.log.info(`Activated in ${activationMs.toFixed(1)} ms.`);
  return {
    activationMs,
    logFolder: context.logUri.fsPath,
    presentation: () => active.presentation(),
    status: () => active.status,
    serverPid: () => active.server?.pid,
    preview: () => {
      const last = active.edits.previews.last;
      return last && { text: last.text, uri: last.uri.toString(), hunks: last.review.hunks.length };
    },
    explanations: () => active.edits.explanations.shown,
    offeredTests: () => active.tests.offered,
    failingTest: () => active.failingTests.last,
    answerQuestions: (question) => {
      active.consent.question = question;
    },
    mayRun: (folder, programs) => active.consent.mayRun({ folder, programs, purpose: 'checks' }),
  };
}

export async function deactivate(): Promise<void> {
  await extension?.server?.stop();
}

/** Holds the server and what is known of it, and shows it. */
class Extension {
  public readonly log: LogOutputChannel = window.createOutputChannel('Local Forge', { log: true });
  public server: Server | undefined;
  public status: Status | undefined;
  private state: Situation['server'] = 'starting';
  private refused: Nothing | undefined;
  private readonly items = new StatusItems();
  private readonly pause = new Pause(() => this.show());
  private readonly disposables: { dispose(): unknown }[] = [this.log, this.items, this.pause];
  private readonly context = new ContextKeys();
  public readonly consent: Consent;
  public readonly edits = new EditCommands(() => this.server);
  public readonly tests = new TestCommands(() => this.server, this.edits.previews);
  public readonly failingTests = new FailingTestCommands(() => this.server, this.edits.previews);
  private readonly installed: ExtensionContext;

  public constructor(context: ExtensionContext) {
    this.installed = context;
    this.consent = new Consent(context.workspaceState);
    this.disposables.push(this.edits, this.tests);
    for (const [name, run] of Object.entries(this.commands())) {
      this.disposables.push(commands.registerCommand(`localForge.${name}`, run));
    }
    this.disposables.push(
      new CursorRest((uri, position) => this.server?.cursorRests(uri, position)),
      window.onDidChangeActiveTextEditor(() => this.look()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('editor.inlineSuggest')) this.show();
      }),
      workspace.onDidOpenTextDocument(() => this.look()), // also when a document changes its language
    );
    this.show();
  }

  /** Loads the language client, which activation need not wait for, and starts the server. */
  public async startServer(): Promise<void> {
    const { Server: Client } = await import('./server.ts');
    this.server = new Client(this.installed, this.log, {
      onState: (state) => {
        this.state = state;
        if (state !== 'running') this.status = undefined;
        this.look();
      },
      onStatus: (status) => {
        this.status = status;
        this.show();
      },
      onRules: () => this.look(),
      isPaused: () => this.pause.isPaused,
      onConsent: (params) => this.consent.mayRun(params),
    });
    await this.server.start();
  }

  public presentation(): Presentation {
    return present(this.situation(), (message, ...values) => l10n.t(message, ...values));
  }

  public dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private commands(): Record<string, () => unknown> {
    return {
      showMenu: () => this.showMenu(),
      trigger: () => commands.executeCommand('editor.action.inlineSuggest.trigger'),
      toggle: () => toggle(this.document),
      toggleLanguage: () => this.document && toggleLanguage(this.document),
      toggleFolder: () => toggleFolder(this.document),
      pause: () => this.pause.begin(),
      resume: () => this.pause.end(),
      chooseModel: () => this.server && chooseModel(this.server),
      pullModel: () => this.server?.execute(COMMANDS.pull),
      pullFrom: () => this.server && pullFrom(this.server, this.status),
      stopDownload: () => this.server?.execute(COMMANDS.stopPull),
      removeModels: () => this.server && removeModels(this.server),
      restart: () => this.server?.restart(),
      showLog: () => this.log.show(),
      openWalkthrough: () =>
        commands.executeCommand('workbench.action.openWalkthrough', `${this.installed.extension.id}#start`),
      openExample,
      forgetConsent: () => this.consent.forget(),
      ...this.edits.commands(),
      ...this.tests.commands(),
      ...this.failingTests.commands(),
    };
  }

  private async showMenu(): Promise<void> {
    const others = otherAssistants();
    const notes = others.length === 0 ? [] : [l10n.t('{0} also makes suggestions here.', others.join(', '))];
    const action = (title: string, name: string) => ({ title, command: `localForge.${name}` });
    const more = [
      action(l10n.t('Suggest Here'), 'trigger'),
      action(l10n.t('Turn Completions On or Off'), 'toggle'),
      ...(this.document ? [action(l10n.t('On or Off for {0}', this.document.languageId), 'toggleLanguage')] : []),
      ...(workspace.workspaceFolders ? [action(l10n.t('On or Off in This Folder'), 'toggleFolder')] : []),
      this.pause.isPaused ? action(l10n.t('Resume'), 'resume') : action(l10n.t('Pause for an Hour'), 'pause'),
      action(l10n.t('Fix Problem'), 'fixProblem'),
      action(l10n.t('Edit with Local Forge…'), 'edit'),
      action(l10n.t('Generate Tests'), 'generateTests'),
      action(l10n.t('Choose Model…'), 'chooseModel'),
      action(l10n.t('Restart'), 'restart'),
      action(l10n.t('Show Log'), 'showLog'),
      action(l10n.t('Open Walkthrough'), 'openWalkthrough'),
    ];
    await showMenu(this.presentation(), more, notes);
  }

  private get document() {
    return window.activeTextEditor?.document;
  }

  private situation(): Situation {
    const { document, status, refused } = this;
    const about = document?.uri.toString();
    // What is known of another document says nothing about this one.
    const nothing = [refused, status?.nothing].find((known) => sameUri(known?.uri, about));
    return {
      server: this.state,
      status,
      pausedUntil: this.pause.endsAt,
      document: document && {
        languageId: document.languageId,
        supported: isSupported(document.uri.scheme),
        inlineSuggestions: workspace.getConfiguration('editor', document).get('inlineSuggest.enabled', true),
        nothing,
      },
    };
  }

  private show(): void {
    this.items.show(this.presentation());
    const { status } = this;
    this.context.set('serverRunning', this.state === 'running');
    this.context.set('modelReady', status?.state === 'ready' || status?.state === 'unloaded');
    this.context.set('downloading', status?.download?.state === 'running');
  }

  /** Asks the server about the document in the active editor, and shows everything anew. */
  private look(): void {
    this.show();
    const { document } = this;
    if (document === undefined || !isSupported(document.uri.scheme)) return;
    const uri = document.uri.toString();
    this.server
      ?.refusal({ uri, languageId: document.languageId })
      .then((refused) => {
        if (this.document !== document) return;
        this.refused = refused;
        this.show();
      })
      .catch(() => undefined); // the server ended meanwhile, which the status says
  }
}

/** The server may write the same URI with other characters escaped. */
function sameUri(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && decodeURIComponent(a) === decodeURIComponent(b);
}
