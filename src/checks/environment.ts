import fs from 'node:fs';
import path from 'node:path';
import { isWithin } from '../workspace/folders.ts';

/**
 * Variables that a checker is given: where it finds itself, its caches and its language. No tokens, no proxies, nothing that
 * makes a program load code (`NODE_OPTIONS`, `LD_PRELOAD`, `PYTHONPATH`, `RUSTC_WRAPPER`).
 */
const KEPT =
  /^(HOME|USER|USERPROFILE|LANG|LC_[A-Z]+|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(\(X86\))?|XDG_(CACHE|CONFIG|DATA)_HOME|GO(PATH|ROOT|CACHE|MODCACHE|OS|ARCH|FLAGS|ENV|EXPERIMENT|WORK)|CGO_ENABLED|CARGO_HOME|RUSTUP_(HOME|TOOLCHAIN)|VIRTUAL_ENV|CONDA_PREFIX|PYENV_[A-Z_]+|ELECTRON_RUN_AS_NODE)$/i;

/** The environment for a program that checks code of `folders`. */
export function containedEnvironment(env: NodeJS.ProcessEnv, folders: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && KEPT.test(name)) kept[name] = value;
  }
  kept['PATH'] = searchPath(env, folders).join(path.delimiter);
  // Otherwise Windows looks for a program where it is run before it looks anywhere else.
  if (process.platform === 'win32') kept['NoDefaultCurrentDirectoryInExePath'] = '1';
  return kept;
}

/**
 * The folders of PATH from which a program may come: absolute ones that do not lie in a workspace folder, links followed. A
 * workspace must not be able to put its own `go` or `python` in the way.
 */
export function searchPath(env: NodeJS.ProcessEnv, folders: readonly string[]): string[] {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const forbidden = folders.flatMap((folder) => [folder, realPath(folder)]);
  return (env[name] ?? '').split(path.delimiter).filter((entry) => {
    if (!path.isAbsolute(entry)) return false;
    return ![path.normalize(entry), realPath(entry)].some((place) =>
      forbidden.some((folder) => isWithin(place, folder)),
    );
  });
}

function realPath(place: string): string {
  try {
    return fs.realpathSync(place);
  } catch {
    return place; // what is not there holds no program either
  }
}
