import { l10n, Uri, window, workspace, type Memento } from 'vscode';
import type { ConsentParams } from '../../protocol/messages.ts';

/** By folder URI: whether its programs may be run. */
const KEY = 'localForge.consent';

/** Asks one question; gives the answer that was chosen, or undefined. */
export type Question = (message: string, detail: string, answers: readonly string[]) => PromiseLike<string | undefined>;

/** A notification that nobody sees would hold up for ever what waits for the answer. */
const modalQuestion: Question = (message, detail, answers) =>
  window.showInformationMessage(message, { modal: true, detail }, ...answers);

/** The user's word about running a project's own programs, asked for once per folder and kept with the workspace. */
export class Consent {
  /** How the user is asked. VS Code opens no dialog in tests, which put something else here. */
  public question: Question = modalQuestion;
  private readonly memory: Memento;
  /** Questions that wait for an answer, so that nobody is asked twice at once. */
  private readonly asking = new Map<string, Promise<boolean>>();

  public constructor(memory: Memento) {
    this.memory = memory;
  }

  /** Never in a workspace that is not trusted. A question that is put away is asked again the next time. */
  public async mayRun({ folder, programs, purpose }: ConsentParams): Promise<boolean> {
    if (!workspace.isTrusted) return false;
    const key = keyOf(folder, purpose);
    const known = this.memory.get<Record<string, boolean>>(KEY, {})[key];
    if (known !== undefined) return known;
    const asking = this.asking.get(key) ?? this.ask(folder, programs, purpose).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  /** Takes back what was said of all folders. */
  public async forget(): Promise<void> {
    await this.memory.update(KEY, undefined);
    void window.showInformationMessage(l10n.t('Local Forge will ask again before it runs programs of these folders.'));
  }

  private async ask(folder: string, programs: readonly string[], purpose: ConsentParams['purpose']): Promise<boolean> {
    const allow = l10n.t('Allow in This Folder');
    const never = l10n.t('Never Here');
    const name = workspace.getWorkspaceFolder(Uri.parse(folder))?.name ?? folder;
    const shown = programs.map((program) => workspace.asRelativePath(program));
    const said = await this.question(
      purpose === 'checks'
        ? l10n.t('May Local Forge run the checkers of {0} to find out whether a fix holds?', name)
        : l10n.t('May Local Forge run calls and tests that it writes for {0}, in a copy of the folder?', name),
      purpose === 'checks' ? shown.join('\n') : whatIsRun(shown),
      [allow, never],
    );
    if (said !== allow && said !== never) return false;
    const all = this.memory.get<Record<string, boolean>>(KEY, {});
    await this.memory.update(KEY, { ...all, [keyOf(folder, purpose)]: said === allow });
    return said === allow;
  }
}

function whatIsRun(programs: readonly string[]): string {
  return `${l10n.t('Run by {0}.', programs.join(', '))}\n${l10n.t('If not, tests are drafts that nobody has run.')}`;
}

/** Who allows a linter to be run has not allowed code to be run that a model thought of. */
function keyOf(folder: string, purpose: ConsentParams['purpose']): string {
  return purpose === 'checks' ? folder : `${purpose} ${folder}`;
}
