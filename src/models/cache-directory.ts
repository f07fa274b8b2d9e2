import path from 'node:path';
import { type Host, setting } from './host.ts';

/**
 * The folder for everything that Local Forge can fetch or compute again. Shared by the extension, the server and the
 * terminal. `LOCAL_FORGE_CACHE` wins; then the platform's custom (XDG base directory specification; Apple's
 * `Library/Caches`; `%LOCALAPPDATA%`). Pure: nothing is created.
 */
export function cacheDirectory(host: Host): string {
  const paths = pathsOf(host);
  const own = setting(host, 'LOCAL_FORGE_CACHE');
  // A relative folder would mean another place for each working directory.
  if (own !== undefined) return paths.isAbsolute(own) ? own : paths.join(host.home, own);
  if (host.platform === 'win32') {
    return paths.join(
      setting(host, 'LOCALAPPDATA') ?? paths.join(host.home, 'AppData', 'Local'),
      'local-forge',
      'Cache',
    );
  }
  if (host.platform === 'darwin') return paths.join(host.home, 'Library', 'Caches', 'local-forge');
  const xdg = setting(host, 'XDG_CACHE_HOME');
  // The XDG specification: relative paths are invalid and to be ignored.
  return paths.join(xdg !== undefined && paths.isAbsolute(xdg) ? xdg : paths.join(host.home, '.cache'), 'local-forge');
}

/** The folder that holds model files. Pure: nothing is created. */
export function modelsDirectory(host: Host): string {
  return pathsOf(host).join(cacheDirectory(host), 'models');
}

function pathsOf(host: Host): path.PlatformPath {
  return host.platform === 'win32' ? path.win32 : path.posix;
}
