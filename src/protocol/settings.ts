import { contributes } from '../../package.json';

/** The user's settings. Names, defaults and bounds come from `contributes.configuration` in package.json. */
export interface Settings {
  readonly enable: boolean;
  /** By language id; a language that is not named is on. */
  readonly languages: Readonly<Record<string, boolean>>;
  readonly exclude: readonly string[];
  readonly respectGitignore: boolean;
  readonly mode: 'eager' | 'balanced' | 'quiet';
  /** 0 to 1, instead of the mode's; null: as the mode says. */
  readonly minimumConfidence: number | null;
  readonly inStrings: boolean;
  readonly inComments: boolean;
  readonly model: string;
  readonly gpu: 'auto' | 'off' | 'metal' | 'cuda' | 'vulkan';
  readonly threads: number;
  readonly idleUnloadMinutes: number;
  /** Whether the project's own checkers may be run; `ask`: as the user says in the editor, and no where it cannot ask. */
  readonly runCheckers: 'ask' | 'always' | 'never';
  /** Seconds that are spent on looking for a fix. */
  readonly fixSeconds: number;
  /** Whether generated tests may be run; as above. */
  readonly runTests: 'ask' | 'always' | 'never';
  /** Whether a link above each function offers to generate tests. */
  readonly testLens: boolean;
}

/** Prefix of every setting, and the section that servers ask clients for. */
export const SETTINGS_SECTION = 'localForge';

interface Schema {
  /** A list: the type, and `null` for "not set". */
  readonly type: string | readonly string[];
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const schemas = Object.entries(contributes.configuration.properties as Readonly<Record<string, Schema>>).map(
  ([name, schema]) => [name.slice(SETTINGS_SECTION.length + 1), schema] as const,
);

/** Settings as they are when the user sets none. */
export const defaultSettings = readSettings({}).settings;

/**
 * Reads the `localForge` section as a client sends it. A value of the wrong type or out of bounds is replaced by its
 * default, with a sentence about it in `problems`; unknown names are ignored.
 */
export function readSettings(section: unknown): { settings: Settings; problems: string[] } {
  const given = typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
  const problems: string[] = [];
  const values = schemas.map(([name, schema]) => {
    const value = given[name];
    if (value === undefined || value === null) return [name, schema.default];
    if (fits(value, schema)) return [name, value];
    problems.push(`The setting ${SETTINGS_SECTION}.${name} is not ${wanted(schema)}; its default is used.`);
    return [name, schema.default];
  });
  return { settings: Object.fromEntries(values) as Settings, problems };
}

function fits(value: unknown, schema: Schema): boolean {
  const type = typeOf(schema);
  if (schema.enum) return typeof value === 'string' && schema.enum.includes(value);
  if (type === 'array') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (type === 'object') {
    return (
      typeof value === 'object' &&
      !Array.isArray(value) &&
      Object.values(value as object).every((on) => typeof on === 'boolean')
    );
  }
  if (type === 'number' || type === 'integer') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    if (type === 'integer' && !Number.isInteger(value)) return false;
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  }
  return typeof value === type;
}

function wanted(schema: Schema): string {
  const type = typeOf(schema);
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (type === 'array') return 'a list of texts';
  if (type === 'object') return 'an object of true and false';
  if (schema.minimum !== undefined) return `a number from ${schema.minimum} to ${schema.maximum ?? 'any'}`;
  return `a ${type}`;
}

function typeOf({ type }: Schema): string {
  return typeof type === 'string' ? type : (type.find((name) => name !== 'null') ?? 'null');
}
