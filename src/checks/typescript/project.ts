import type ts from 'typescript';

type TypeScript = typeof ts;

/** What a file is checked with: the options and files of the project that holds it. */
export interface Project {
  /** Path of the configuration file; undefined: the file belongs to none. */
  readonly config: string | undefined;
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  readonly folder: string;
}

/** References of solution files are followed so far. */
const MAX_CONFIGS = 50;

/**
 * The project of a file, found as editors find it: the nearest tsconfig.json or jsconfig.json upward that holds the file, or
 * a project that it refers to; where none does, the rules of a file on its own. Plugins are data here, nothing loads them.
 */
export function projectOf(typescript: TypeScript, file: string): Project {
  for (let folder = folderOf(file); ;) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const config = `${folder === '/' ? '' : folder}/${name}`;
      const found = typescript.sys.fileExists(config) ? holding(typescript, config, file) : undefined;
      if (found !== undefined) return found;
    }
    const parent = folderOf(folder);
    if (parent === folder) return onItsOwn(typescript, file);
    folder = parent;
  }
}

function folderOf(place: string): string {
  const end = place.lastIndexOf('/');
  if (end < 0) return place;
  return end === 0 ? '/' : place.slice(0, end);
}

/** The project of `config`, or of what it refers to, that holds the file. */
function holding(typescript: TypeScript, config: string, file: string): Project | undefined {
  const waiting = [config];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined && seen.size < MAX_CONFIGS; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const parsed = parsedConfig(typescript, next);
    if (parsed === undefined) continue;
    if (parsed.fileNames.some((name) => sameFile(typescript, name, file))) {
      return { config: next, options: forChecking(parsed.options), files: parsed.fileNames, folder: folderOf(next) };
    }
    const references = parsed.projectReferences ?? [];
    waiting.push(...references.map((reference) => typescript.resolveProjectReferencePath(reference)));
  }
  return undefined;
}

function parsedConfig(typescript: TypeScript, config: string): ts.ParsedCommandLine | undefined {
  const { sys } = typescript;
  return typescript.getParsedCommandLineOfConfigFile(config, undefined, {
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
    readDirectory: (...parts) => sys.readDirectory(...parts),
    fileExists: (name) => sys.fileExists(name),
    readFile: (name) => sys.readFile(name),
    getCurrentDirectory: () => folderOf(config),
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  });
}

function sameFile(typescript: TypeScript, one: string, other: string): boolean {
  return typescript.sys.useCaseSensitiveFileNames ? one === other : one.toLowerCase() === other.toLowerCase();
}

/** Nothing is ever written, and JavaScript can be asked about. */
function forChecking(options: ts.CompilerOptions): ts.CompilerOptions {
  return { ...options, allowJs: true, noEmit: true };
}

/** As VS Code takes a file without a project: modern and null-aware, but not strict. */
function onItsOwn(typescript: TypeScript, file: string): Project {
  const options: ts.CompilerOptions = {
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    jsx: typescript.JsxEmit.Preserve,
    strict: false,
    strictNullChecks: true,
    strictFunctionTypes: true,
    esModuleInterop: true,
    allowSyntheticDefaultImports: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
  };
  return { config: undefined, options: forChecking(options), files: [file], folder: folderOf(file) };
}
