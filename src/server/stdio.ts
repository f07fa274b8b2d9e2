import { Console } from 'node:console';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** Serves one client over stdin and stdout until it ends. Nothing else may write to stdout. */
export function listenOnStdio(): void {
  globalThis.console = new Console(process.stderr);
  const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  serve(connection, (code) => process.exit(code));
  // A client that died without a goodbye closes the pipe; the engine ends with this process.
  process.stdin.on('end', () => process.exit(1));
}
