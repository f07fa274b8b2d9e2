import { COMMANDS, type ExplainParams } from '../../protocol/messages.ts';
import { Edits } from '../edits.ts';
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
      case COMMANDS.explain:
        return explained(session, (given as unknown[])[0]);
      case COMMANDS.removeModels:
        downloads.stop();
        await session.close();
        return downloads.removeAll();
      default:
        return null;
    }
  });
}

/** For editors that have no place of their own for an explanation: it comes as a message. */
async function explained(session: Session, params: unknown): Promise<string | null> {
  if (typeof params !== 'object' || params === null || !('textDocument' in params)) return null;
  const listener = { onStage: () => undefined, onText: () => undefined };
  const result = await new Edits(session).explain(params as ExplainParams, new AbortController().signal, listener);
  const said = 'text' in result ? result.text : result.reason;
  session.say('information', said);
  return said;
}
