import type ts from 'typescript';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { CallExamples } from '../call-examples.ts';
import type { ToolRepair } from '../checker.ts';
import { callExamples } from './examples/call.ts';
import type { FunctionPlace, Surroundings } from './ipc.ts';
import { projectOf, type Project } from './project.ts';

type TypeScript = typeof ts;

/** Projects held at once; each has its own tree of files in memory. */
const MAX_PROJECTS = 3;
/** Projects with more files than this are checked by what the file itself imports, and their declaration files. */
const MAX_ROOTS = 3_000;
/** A configuration, and the files that belong to it, are read again after so long. */
const PROJECT_FOR_MS = 10_000;

/**
 * The language service's own repairs that mend a slip, by the names it has for them. Left out are those that make the compiler silent (casts,
 * `any`, ignore comments), that declare what is missing as a stub, and that remove what is wrong.
 */
const REPAIRS: ReadonlySet<string> = new Set([
  'import',
  'spelling',
  'forgottenThisPropertyAccess',
  'fixAwaitInSyncFunction',
  'addMissingAsync',
  'addMissingAwait',
  'addMissingConst',
  'addMissingNewOperator',
  'fixMissingCallParentheses',
  'fixConvertConstToLet',
  'fixPropertyAssignment',
  'fixExpectedComma',
  'returnValueCorrect',
  'constructorForDerivedNeedSuperCall',
  'extendsInterfaceBecomesImplements',
  'requireInTs',
]);

interface Held {
  readonly project: Project;
  readonly service: ProjectService;
  readonly readAt: number;
}

/** Types and syntax of files with a text in place of what is on disk. Reads files, writes and runs nothing. */
export class OverlayService {
  private readonly held = new Map<string, Held>();
  private readonly typescript: TypeScript;
  private readonly isOrphaned: () => boolean;

  /** `isOrphaned`: asked while it works; true makes it give up. */
  public constructor(typescript: TypeScript, isOrphaned: () => boolean = () => false) {
    this.typescript = typescript;
    this.isOrphaned = isOrphaned;
  }

  public diagnostics(file: string, text: string, surroundings: Surroundings = {}): Diagnostic[] {
    const name = slashed(file);
    return this.serviceFor(name, surroundings).diagnostics(name, textsOf(name, text, surroundings));
  }

  /** What a function may be called with by code in `file`; undefined where there is no function. */
  public examples(
    file: string,
    text: string,
    { file: other, bodyStart }: FunctionPlace,
    surroundings: Surroundings = {},
  ): CallExamples | undefined {
    const name = slashed(file);
    const texts = textsOf(name, text, surroundings);
    return this.serviceFor(name, surroundings).examples(name, texts, { file: slashed(other), bodyStart });
  }

  /** What TypeScript itself proposes against a problem in the file. */
  public repairs(file: string, text: string, problem: Diagnostic): ToolRepair[] {
    const name = slashed(file);
    return this.serviceFor(name).repairs(name, text, problem);
  }

  private serviceFor(file: string, { like = [] }: Surroundings = {}): ProjectService {
    const known = this.held.get(file);
    if (known !== undefined && Date.now() - known.readAt < PROJECT_FOR_MS) return known.service;
    const project = this.projectFor(file, like.map(slashed));
    const same = [...this.held.values()].find((other) => isSame(other.project, project));
    const service = same?.service ?? new ProjectService(this.typescript, project, this.isOrphaned);
    this.held.delete(file);
    this.held.set(file, { project, service, readAt: Date.now() });
    const services = [...new Set([...this.held.values()].reverse().map((held) => held.service))];
    for (const old of services.slice(MAX_PROJECTS)) {
      for (const [name, held] of this.held) if (held.service === old) this.held.delete(name);
      old.dispose();
    }
    return service;
  }

  private projectFor(file: string, like: readonly string[]): Project {
    const own = projectOf(this.typescript, file);
    if (own.config !== undefined) return own;
    for (const other of like) {
      const project = projectOf(this.typescript, other);
      if (project.config !== undefined) return project;
    }
    return own;
  }
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/');
}

function textsOf(name: string, text: string, { others = [] }: Surroundings): Map<string, string> {
  return new Map([...others.map((other) => [slashed(other.file), other.text] as const), [name, text]]);
}

function isSame(one: Project, other: Project): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

class ProjectService {
  private readonly typescript: TypeScript;
  private readonly service: ts.LanguageService;
  private readonly roots: Set<string>;
  private overlays = new Map<string, { readonly text: string; readonly version: number }>();
  private readonly versions = new Map<string, string>();
  private checks = 0;

  public constructor(typescript: TypeScript, project: Project, isOrphaned: () => boolean) {
    this.typescript = typescript;
    this.roots = new Set(
      project.files.length <= MAX_ROOTS ? project.files : project.files.filter((name) => /\.d\.[cm]?ts$/.test(name)),
    );
    this.service = typescript.createLanguageService(
      this.host(project, isOrphaned),
      typescript.createDocumentRegistry(typescript.sys.useCaseSensitiveFileNames),
      typescript.LanguageServiceMode.Semantic,
    );
  }

  /** Of `file`, with texts in place of what is on disk, by file. */
  public diagnostics(file: string, texts: ReadonlyMap<string, string>): Diagnostic[] {
    this.put(file, texts);
    const found = [...this.service.getSyntacticDiagnostics(file), ...this.service.getSemanticDiagnostics(file)];
    return found.map((diagnostic) => converted(this.typescript, diagnostic));
  }

  public examples(file: string, texts: ReadonlyMap<string, string>, called: FunctionPlace): CallExamples | undefined {
    this.roots.add(called.file);
    this.put(file, texts);
    const program = this.service.getProgram();
    return program && callExamples(this.typescript, program, called.file, called.bodyStart);
  }

  public repairs(file: string, text: string, { start, end, code = '' }: Diagnostic): ToolRepair[] {
    const number = Number(/\d+/.exec(code)?.[0]);
    if (Number.isNaN(number)) return [];
    this.put(file, new Map([[file, text]]));
    const format = this.typescript.getDefaultFormatCodeSettings('\n');
    const fixes = this.service
      .getCodeFixesAtPosition(file, start, end, [number], format, {})
      .filter(({ fixName }) => REPAIRS.has(fixName));
    // Where several modules export a name, the first is what an editor would choose.
    const firstImport = fixes.find(({ fixName }) => fixName === 'import');
    const found = fixes
      .filter((one) => one.fixName !== 'import' || one === firstImport)
      .map(({ changes, fixName }) => ({ changes, isImport: fixName === 'import' }));
    // One import that is gone may have brought several names.
    if (firstImport) {
      const all = { type: 'file' as const, fileName: file };
      const { changes } = this.service.getCombinedCodeFix(all, 'fixMissingImport', format, {});
      found.push({ changes: [...changes], isImport: true });
    }
    return found.flatMap(({ changes, isImport }) => {
      const [own, ...others] = changes;
      if (own?.fileName !== file || others.length > 0) return [];
      const edits = own.textChanges.map(({ span, newText }) => ({
        start: span.start,
        end: span.start + span.length,
        newText,
      }));
      return [{ edits, isImport }];
    });
  }

  public dispose(): void {
    this.service.dispose();
  }

  private put(file: string, texts: ReadonlyMap<string, string>): void {
    this.roots.add(file);
    this.checks++;
    this.versions.clear();
    const before = this.overlays;
    this.overlays = new Map();
    for (const [name, text] of texts) {
      const known = before.get(name);
      this.overlays.set(name, known?.text === text ? known : { text, version: this.checks });
    }
  }

  private host(project: Project, isOrphaned: () => boolean): ts.LanguageServiceHost {
    const { sys } = this.typescript;
    const overlaid = (file: string): string | undefined => this.overlays.get(file)?.text;
    return {
      getCompilationSettings: () => project.options,
      getScriptFileNames: () => [...this.roots],
      getScriptVersion: (file) => this.versionOf(file),
      getScriptSnapshot: (file) => {
        const text = overlaid(file) ?? sys.readFile(file);
        return text === undefined ? undefined : this.typescript.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => project.folder,
      getDefaultLibFileName: (options) => this.typescript.getDefaultLibFilePath(options),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      fileExists: (file) => overlaid(file) !== undefined || sys.fileExists(file),
      readFile: (file, encoding) => overlaid(file) ?? sys.readFile(file, encoding),
      readDirectory: (...parts) => sys.readDirectory(...parts),
      directoryExists: (folder) => sys.directoryExists(folder),
      getDirectories: (folder) => sys.getDirectories(folder),
      ...(sys.realpath && { realpath: (place: string) => sys.realpath?.(place) ?? place }),
      getCancellationToken: () => ({ isCancellationRequested: isOrphaned }),
    };
  }

  /** A file's state on disk, looked at once per check. */
  private versionOf(file: string): string {
    const overlay = this.overlays.get(file);
    if (overlay !== undefined) return `overlay ${overlay.version}`;
    let version = this.versions.get(file);
    if (version === undefined) {
      version = String(this.typescript.sys.getModifiedTime?.(file)?.getTime() ?? 0);
      this.versions.set(file, version);
    }
    return version;
  }
}

function converted(typescript: TypeScript, diagnostic: ts.Diagnostic): Diagnostic {
  const start = diagnostic.start ?? 0;
  const related = (diagnostic.relatedInformation ?? []).flatMap((place) => {
    if (place.file === undefined) return [];
    const { line } = place.file.getLineAndCharacterOfPosition(place.start ?? 0);
    const message = typescript.flattenDiagnosticMessageText(place.messageText, '\n');
    return [{ file: place.file.fileName, line, message }];
  });
  return {
    start,
    end: start + (diagnostic.length ?? 0),
    severity: severityOf(typescript, diagnostic.category),
    message: typescript.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
    code: `TS${diagnostic.code}`,
    source: 'ts',
    ...(related.length > 0 && { related }),
  };
}

function severityOf(typescript: TypeScript, category: ts.DiagnosticCategory): Diagnostic['severity'] {
  if (category === typescript.DiagnosticCategory.Error) return 'error';
  if (category === typescript.DiagnosticCategory.Warning) return 'warning';
  return category === typescript.DiagnosticCategory.Suggestion ? 'hint' : 'information';
}
