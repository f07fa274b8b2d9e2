import { l10n, Uri, window, workspace, type Memento } from 'vscode';
import type { ConsentParams } from '../../protocol/messages.ts';

/** By folder URI: whether its programs may be run. */
const KEY = 'localForge.consent';

/** The user's word about running a project's own programs, asked for once per folder and kept with the workspace. */
export class Consent {
  private readonly memory: Memento;
  /** Questions that wait for an answer, so that nobody is asked twice at once. */
  private readonly asking = new Map<string, Promise<boolean>>();

  public constructor(memory: Memento) {
    this.memory = memory;
  }

  /** Never in a workspace that is not trusted. A question that is put away is asked again the next time. */
  public async mayRun({ folder, programs }: ConsentParams): Promise<boolean> {
    if (!workspace.isTrusted) return false;
    const known = this.memory.get<Record<string, boolean>>(KEY, {})[folder];
    if (known !== undefined) return known;
    const asking = this.asking.get(folder) ?? this.ask(folder, programs).finally(() => this.asking.delete(folder));
    this.asking.set(folder, asking);
    return asking;
  }

  /** Takes back what was said of all folders. */
  public async forget(): Promise<void> {
    await this.memory.update(KEY, undefined);
    void window.showInformationMessage(l10n.t('Local Forge will ask again before it runs programs of these folders.'));
  }

  private async ask(folder: string, programs: readonly string[]): Promise<boolean> {
    const allow = l10n.t('Allow in This Folder');
    const never = l10n.t('Never Here');
    const name = workspace.getWorkspaceFolder(Uri.parse(folder))?.name ?? folder;
    // Modal: the fix waits for the answer, and a notification that nobody sees would hold it up for ever.
    const said = await window.showInformationMessage(
      l10n.t('May Local Forge run the checkers of {0} to find out whether a fix holds?', name),
      { modal: true, detail: programs.map((program) => workspace.asRelativePath(program)).join('\n') },
      allow,
      never,
    );
    if (said !== allow && said !== never) return false;
    const all = this.memory.get<Record<string, boolean>>(KEY, {});
    await this.memory.update(KEY, { ...all, [folder]: said === allow });
    return said === allow;
  }
}
