import { COMMANDS } from '../../protocol/messages.ts';
import type { Session } from '../session.ts';
import type { ModelDownloads } from './model-downloads.ts';

/** `workspace/executeCommand` for the commands the server lists as its own. */
export function commands(session: Session, downloads: ModelDownloads): void {
  session.connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const [first, second] = (given as unknown[]).map((value) => (typeof value === 'string' ? value : undefined));
    switch (command) {
      case COMMANDS.restart:
        await session.restartEngine();
        return null;
      case COMMANDS.pull:
        await downloads.pull(first, second);
        return null;
      case COMMANDS.stopPull:
        downloads.stop();
        return null;
      case COMMANDS.removeModels:
        downloads.stop();
        await session.close();
        return downloads.removeAll();
      default:
        return null;
    }
  });
}
