import rules from './secret-rules.json' with { type: 'json' };

/** A row of secret-rules.json. `*` stands for any text without a slash; case does not matter. */
interface Rule {
  readonly reason: string;
  /** File names. */
  readonly names?: readonly string[];
  /** Ends of paths. */
  readonly paths?: readonly string[];
  /** Folders of which every file at any depth is secret. */
  readonly folders?: readonly string[];
  /** File names that `names` does not mean. */
  readonly except?: readonly string[];
}

const COMPILED = (rules as readonly Rule[]).map((rule) => ({
  reason: rule.reason,
  secret: anyOf([
    ...(rule.names ?? []).map((name) => `/${pattern(name)}$`),
    ...(rule.paths ?? []).map((path) => `/${pattern(path)}$`),
    ...(rule.folders ?? []).map((folder) => `/${pattern(folder)}/`),
  ]),
  except: anyOf((rule.except ?? []).map((name) => `/${pattern(name)}$`)),
}));

/** What editors and people append to the name of a copy: `server.key.bak` is as secret as `server.key`. */
const COPY_SUFFIX = /(?:~|\.(?:bak|backup|old|orig|save|swp|tmp))$/i;

/** Why the file at `path` (absolute, either slash) is a secret by its name alone, or undefined where it is none. */
export function secretReason(path: string): string | undefined {
  const name = path.replaceAll('\\', '/');
  const rooted = name.startsWith('/') ? name : `/${name}`;
  return reasonFor(rooted) ?? (COPY_SUFFIX.test(rooted) ? reasonFor(rooted.replace(COPY_SUFFIX, '')) : undefined);
}

function reasonFor(path: string): string | undefined {
  return COMPILED.find((rule) => rule.secret.test(path) && !rule.except.test(path))?.reason;
}

function pattern(glob: string): string {
  return glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
}

function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.length === 0 ? '(?!)' : patterns.join('|'), 'i');
}
