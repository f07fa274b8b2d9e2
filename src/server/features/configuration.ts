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
  const complain = (error: unknown) =>
    connection.console.warn(`The client did not tell its settings: ${String(error)}`);

  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    const pushed = (settings as Record<string, unknown> | null | undefined)?.[SETTINGS_SECTION];
    if (pushed !== undefined) session.settling(apply(pushed));
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
}
