import { DidChangeConfigurationNotification, type ClientCapabilities } from 'vscode-languageserver/node';
import { readSettings, SETTINGS_SECTION, type Settings } from '../../protocol/settings.ts';
import { FolderSettings } from '../folder-settings.ts';
import type { Session } from '../session.ts';

/**
 * Settings from whatever the client supports: pulled with `workspace/configuration`, else pushed with
 * `didChangeConfiguration`, else from the initialization options. Only pulled ones can differ between folders.
 */
export function configuration(
  session: Session,
  capabilities: ClientCapabilities,
  initial: unknown,
): { foldersChanged(): void } {
  const { connection } = session;
  const canPull = capabilities.workspace?.configuration === true;
  let complained = new Set<string>();

  const read = (section: unknown): Settings => {
    const { settings, problems } = readSettings(section);
    for (const problem of problems) {
      if (!complained.has(problem)) connection.console.warn(problem);
      complained.add(problem);
    }
    return settings;
  };
  const apply = async (section: unknown) => {
    complained = new Set();
    await session.applySettings(new FolderSettings(read(section), new Map()));
  };
  const pull = async () => {
    complained = new Set();
    const { folders } = session;
    const items = [undefined, ...folders].map((scopeUri) => ({
      section: SETTINGS_SECTION,
      ...(scopeUri !== undefined && { scopeUri }),
    }));
    const [user, ...ofFolders] = (await connection.workspace.getConfiguration(items)) as unknown[];
    await session.applySettings(
      new FolderSettings(read(user), new Map(folders.map((folder, at) => [folder, read(ofFolders[at])]))),
    );
  };
  const complain = (error: unknown) =>
    connection.console.warn(`The client did not tell its settings: ${String(error)}`);

  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    const pushed = (settings as Record<string, unknown> | null | undefined)?.[SETTINGS_SECTION];
    // A client that tells folders apart is asked, whatever it pushes.
    if (pushed !== undefined && !(canPull && session.folders.length > 0)) session.settling(apply(pushed));
    else if (canPull) session.settling(pull().catch(complain));
  });
  connection.onInitialized(async () => {
    try {
      if (canPull) await pull();
      else await apply(initial);
    } catch (error) {
      // A client that promised an answer and sent an error: what it said at the start is the best there is.
      complain(error);
      await apply(initial);
    } finally {
      session.start();
    }
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION });
    }
  });
  return {
    foldersChanged: () => {
      if (canPull) session.settling(pull().catch(complain));
    },
  };
}
