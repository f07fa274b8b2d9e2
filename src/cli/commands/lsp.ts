import { parseArgs } from 'node:util';
import { listenOnStdio } from '../../server/stdio.ts';
import { Stop } from '../terminal.ts';

/** `local-forge lsp --stdio`: the language server. */
export async function lsp(args: string[]): Promise<number> {
  // Clients add options of their own, such as --clientProcessId.
  const { values } = parseArgs({ args, strict: false, options: { stdio: { type: 'boolean' } } });
  if (values['stdio'] !== true)
    throw new Stop(2, 'The server speaks over stdin and stdout only: local-forge lsp --stdio.');
  listenOnStdio();
  return new Promise<never>(() => undefined); // the server ends the process
}
