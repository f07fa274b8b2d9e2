import os from 'node:os';

/** What the room needs to know of the machine and the user's settings; handed in so that tests can choose it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder, absolute. */
  readonly home: string;
}

/** The machine that this process runs on. */
export function currentHost(): Host {
  return { env: process.env, platform: process.platform, home: os.homedir() };
}

/** The value of an environment variable, or undefined where it is unset or empty (an empty value means "unset" to shells). */
export function setting(host: Host, name: string): string | undefined {
  const value = host.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** `~` and `~/rest` as shells read them. Editors' settings hold such paths and expand nothing. */
export function expandHome(file: string, host: Host): string {
  if (file === '~') return host.home;
  return /^~[/\\]/.test(file) ? host.home + file.slice(1) : file;
}
