import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a document is: a file, something an editor holds without a file, or nothing that may be read at all. */
export type Location =
  | { readonly kind: 'file'; readonly path: string }
  /** `path` is the URI's path, which may still say what the document is. */
  | { readonly kind: 'virtual'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Old revisions, logs and debugger views: shown by an editor, not written in it. */
const NOT_WRITTEN = new Set(['git', 'gitlens', 'gitfs', 'output', 'debug', 'vscode-chat-code-block']);

/** Schemes whose path is that of a file on this disk. */
const ON_DISK = new Set(['file', 'vscode-notebook-cell']);

/** Tells where the document of a path or URI is. A relative path is taken from the current folder. */
export function locate(pathOrUri: string): Location {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(pathOrUri)?.[1]?.toLowerCase(); // two letters at least: `C:` is a drive
  if (scheme === undefined || path.isAbsolute(pathOrUri)) return { kind: 'file', path: path.resolve(pathOrUri) };
  if (NOT_WRITTEN.has(scheme)) return { kind: 'refused', reason: `not a file (${scheme}:)` };
  try {
    const uri = new URL(pathOrUri);
    if (!ON_DISK.has(scheme)) return { kind: 'virtual', path: decodeURIComponent(uri.pathname) };
    return { kind: 'file', path: fileURLToPath(`file://${fileHost(scheme, uri)}${uri.pathname}`) };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', reason: `not a file on this machine (${cause})` };
  }
}

/**
 * The host in a file's URI: that of a Windows share. A notebook's cell carries the name of the remote window instead
 * (`ssh-remote+host`, `127.0.0.1:8080`), and the server runs where the files of that window are.
 */
function fileHost(scheme: string, { host }: URL): string {
  if (scheme === 'file') return host;
  return process.platform === 'win32' && !/[+:]/.test(host) ? host : '';
}
