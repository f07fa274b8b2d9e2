import { COMMANDS } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';

/** `workspace/executeCommand` for the commands the server lists as its own. */
export function commands(session: Session): void {
  session.connection.onExecuteCommand(async ({ command }) => {
    if (command === COMMANDS.restart) await session.restartEngine();
    return null;
  });
}
