import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../protocol/messages.ts';

let client: LanguageClient | undefined;

/** Starts the language server for files and unsaved documents; everything else happens there. */
export async function activate(context: ExtensionContext): Promise<void> {
  const initializationOptions: InitializationOptions = { status: true };
  client = new LanguageClient(
    'localForge',
    'Local Forge',
    { module: path.join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.stdio },
    { documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }], initializationOptions },
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
