import path from 'node:path';
import { type Host, setting } from './host.ts';

/**
 * The folder for everything that Local Forge can fetch or compute again. Shared by the extension, the server and the
 * terminal. `LOCAL_FORGE_CACHE` wins; then the platform's custom (XDG base directory specification; Apple's
 * `Library/Caches`; `%LOCALAPPDATA%`). Pure: nothing is created.
 */
export function cacheDirectory(host: Host): string {
  const join = host.platform === 'win32' ? path.win32.join : path.posix.join;
  const isAbsolute = host.platform === 'win32' ? path.win32.isAbsolute : path.posix.isAbsolute;
  const own = setting(host, 'LOCAL_FORGE_CACHE');
  // A relative folder would mean another place for each working directory.
  if (own !== undefined) return isAbsolute(own) ? own : join(host.home, own);
  if (host.platform === 'win32') {
    return join(setting(host, 'LOCALAPPDATA') ?? join(host.home, 'AppData', 'Local'), 'local-forge', 'Cache');
  }
  if (host.platform === 'darwin') return join(host.home, 'Library', 'Caches', 'local-forge');
  const xdg = setting(host, 'XDG_CACHE_HOME');
  // The XDG specification: relative paths are invalid and to be ignored.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(host.home, '.cache'), 'local-forge');
}

/** The folder that holds model files. Pure: nothing is created. */
export function modelsDirectory(host: Host): string {
  return (host.platform === 'win32' ? path.win32.join : path.posix.join)(cacheDirectory(host), 'models');
}
