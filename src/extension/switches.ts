import { ConfigurationTarget, window, workspace, type TextDocument, type WorkspaceFolder } from 'vscode';

/** Value of a setting at each place where users can write it. */
interface Places<T> {
  readonly globalValue?: T;
  readonly workspaceValue?: T;
  readonly workspaceFolderValue?: T;
}

const settings = (document: TextDocument | undefined) => workspace.getConfiguration('localForge', document?.uri);

/** Turns completions on or off, at the place that decides now. */
export async function toggle(document: TextDocument | undefined): Promise<void> {
  const config = settings(document);
  const places: Places<boolean> = config.inspect<boolean>('enable') ?? {};
  await config.update(
    'enable',
    !config.get<boolean>('enable', true),
    decidingPlace(places, (value) => value),
  );
}

/** Turns completions on or off for the language of a document, at the place that names it now, else for the user. */
export async function toggleLanguage({ languageId, uri }: TextDocument): Promise<void> {
  const config = workspace.getConfiguration('localForge', uri);
  const places: Places<Record<string, boolean>> = config.inspect<Record<string, boolean>>('languages') ?? {};
  const target = decidingPlace(places, (value) => value?.[languageId]);
  const here = {
    [ConfigurationTarget.Global]: places.globalValue,
    [ConfigurationTarget.Workspace]: places.workspaceValue,
    [ConfigurationTarget.WorkspaceFolder]: places.workspaceFolderValue,
  }[target];
  const isOn = config.get<Record<string, boolean>>('languages', {})[languageId] !== false;
  await config.update('languages', { ...here, [languageId]: !isOn }, target);
}

/** Turns completions on or off in the folder of a document, or in one that the user picks. */
export async function toggleFolder(document: TextDocument | undefined): Promise<void> {
  const folder = await folderOf(document);
  if (folder === undefined) return;
  const config = workspace.getConfiguration('localForge', folder.uri);
  const places: Places<boolean> = config.inspect<boolean>('enable') ?? {};
  const isOn = config.get<boolean>('enable', true);
  const above = places.workspaceValue ?? places.globalValue ?? true;
  const single = workspace.workspaceFile === undefined;
  // In a workspace of one folder, the folder's settings are the workspace's.
  const target = single ? ConfigurationTarget.Workspace : ConfigurationTarget.WorkspaceFolder;
  const inherited = single ? (places.globalValue ?? true) : above;
  await config.update('enable', inherited === !isOn ? undefined : !isOn, target);
}

async function folderOf(document: TextDocument | undefined): Promise<WorkspaceFolder | undefined> {
  const own = document && workspace.getWorkspaceFolder(document.uri);
  if (own) return own;
  const [only, ...more] = workspace.workspaceFolders ?? [];
  return more.length === 0 ? only : window.showWorkspaceFolderPick();
}

/** The most particular place where `decides` finds something; the user's settings where there is none. */
function decidingPlace<T>(places: Places<T>, decides: (value: T | undefined) => unknown): ConfigurationTarget {
  if (decides(places.workspaceFolderValue) !== undefined) return ConfigurationTarget.WorkspaceFolder;
  if (decides(places.workspaceValue) !== undefined) return ConfigurationTarget.Workspace;
  return ConfigurationTarget.Global;
}
