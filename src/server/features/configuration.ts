import { DidChangeConfigurationNotification, type ClientCapabilities } from 'vscode-languageserver/node';
import { readSettings, SETTINGS_SECTION } from '../../protocol/settings.ts';
import type { Session } from '../session.ts';

/**
 * Settings from whatever the client supports: pulled with `workspace/configuration`, else pushed with
 * `didChangeConfiguration`, else from the initialization options.
 */
export function configuration(session: Session, capabilities: ClientCapabilities, initial: unknown): void {
  const { connection } = session;
  const canPull = capabilities.workspace?.configuration === true;

  const apply = async (section: unknown) => {
    const { settings, problems } = readSettings(section);
    for (const problem of problems) connection.console.warn(problem);
    await session.applySettings(settings);
  };
  const pull = async () => apply(await connection.workspace.getConfiguration(SETTINGS_SECTION));

  connection.onDidChangeConfiguration(async ({ settings }: { settings: unknown }) => {
    const pushed = (settings as Record<string, unknown> | null | undefined)?.[SETTINGS_SECTION];
    if (pushed !== undefined) await apply(pushed);
    else if (canPull) await pull();
  });
  connection.onInitialized(async () => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION });
    }
    if (canPull) await pull();
    else await apply(initial);
  });
}
